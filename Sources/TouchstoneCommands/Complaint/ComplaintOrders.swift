package import ArgumentParser
import AuditTrail
import Complaints
import JSON
import NodeAPI
import Statements

/// Orders on their way to marketplaces.
package struct ComplaintOrders: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Orders on their way to marketplaces; try one again that somebody sees to.",
        discussion: """
            Without a state: what is to be done, and what a person has to see to, the oldest first.

            Example: touchstone complaint orders --again ipacc.example~desk-verel~hub~e1~7~0
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Option(help: "\(OutboxOrder.State.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: String?
    @Option(help: "To this marketplace.") var marketplace: String?
    @Option(help: "Try this one again.") var again: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        if let state, OutboxOrder.State(rawValue: state) == nil {
            throw ValidationError(
                "--state is one of "
                    + OutboxOrder.State.allCases.map(\.rawValue).joined(separator: ", "))
        }
        if let again, OrderKey.id(path: again) == nil {
            throw ValidationError(
                "'\(again)' names no order; write it as 'complaint orders' does")
        }
    }

    package func run() async throws {
        let (_, work) = try home.openMarketplaceWork()
        if let again { return try await tryAgain(again, work) }
        var query = OrderQuery(
            state: state.flatMap { OutboxOrder.State(rawValue: $0) }, marketplace: marketplace,
            limit: OrderQuery.limits.upperBound)
        var found: [OutboxOrder] = []
        repeat {
            let page = try await work.orders(query)
            found += page
            query.after = page.count == query.limit ? page.last?.id : nil
        } while query.after != nil
        try home.recordLook(
            .view, by: "complaint orders", results: found.count, for: purpose.stated)
        guard format.format == .table else {
            return ComplaintOutput.write(json: [
                "orders": .array(found.map(MarketplaceWorkJSON.order))
            ])
        }
        guard !found.isEmpty else {
            return Output.write(
                state == nil && marketplace == nil
                    ? "No order is to be done or seen to." : "No order matches.")
        }
        var table = Table(["state", "since", "attempts", "listing", "last problem", "order"])
        for one in found {
            table.append([
                one.state.rawValue, MomentText.print(one.since), "\(one.attempts)",
                one.ordered.listing.value, one.lastFailure ?? "", OrderKey.path(one.id) ?? one.id,
            ])
        }
        Output.write(table.text)
    }

    private func tryAgain(_ path: String, _ work: any DeskMarketplaceWork) async throws {
        guard let id = OrderKey.id(path: path), try await work.tryAgain(id),
            let order = try await work.order(id)
        else {
            throw CommandError("there is no such order that somebody has to see to")
        }
        switch format.format {
        case .json: ComplaintOutput.write(json: ["order": MarketplaceWorkJSON.order(order)])
        case .table: Output.write("It is tried again.")
        }
    }
}
