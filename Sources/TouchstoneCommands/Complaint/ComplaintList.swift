import AllianceNames
package import ArgumentParser
import AuditTrail
import CSV
import Complaints
import JSON
import NodeAPI
import Statements

package struct ComplaintList: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Complaints, those filed last first.",
        discussion: "Example: touchstone complaint list --open --ground test-buy")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var desks: DeskChannelsOption
    @Option(name: .customLong("stage"), help: "With a listing in this stage.")
    var stages: [String] = []
    @Option(name: .customLong("ground"), help: "On this ground.") var grounds: [String] = []
    @Flag(help: "With a listing that awaits somebody.") var open = false
    @Option(help: "With a listing there.") var marketplace: String?
    @Option(help: "On this right, as EM:018012345.") var right: String?
    @Option(help: "That names this listing, as marketplace:id.") var listing: String?
    @Option(help: "So many at most.") var limit = 50
    @Option(help: "Goes on there, as the page before said.") var cursor: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard ComplaintQuery.limits.contains(limit) else {
            throw ValidationError(
                "--limit is between \(ComplaintQuery.limits.lowerBound) and \(ComplaintQuery.limits.upperBound)"
            )
        }
        for stage in stages where ListingStage(rawValue: stage) == nil {
            throw ValidationError(
                "--stage is one of " + ListingStage.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        for ground in grounds { _ = try Complaint.Ground.named(ground, by: "--ground") }
    }

    package func run() async throws {
        let (_, desk) = try home.openComplaints()
        let page = try await desk.page(query(of: desk))
        try home.recordLook(
            .view, by: "complaint list", of: details, results: page.complaints.count,
            for: purpose.stated)
        switch format.format {
        case .json:
            var members: [String: JSONValue] = [
                "complaints": .array(page.complaints.map(ComplaintJSON.summary))
            ]
            members["next"] = page.next.map { .string($0.text) }
            ComplaintOutput.write(json: members)
        case .table:
            var table = Table(["filed", "complainant", "right", "ground", "listings", "complaint"])
            for complaint in page.complaints {
                let stages = complaint.stages.filter { $0.value > 0 }.sorted {
                    $0.key.rawValue < $1.key.rawValue
                }
                table.append([
                    ComplaintOutput.moment(complaint.filedAt), "\(complaint.complainant)",
                    complaint.right, complaint.ground.name,
                    stages.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", "),
                    "\(complaint.id)",
                ])
            }
            Output.write(table.isEmpty ? "No complaint matches." : table.text)
            if let next = page.next { Output.remark("more: --cursor \(next.text)") }
        }
    }

    /// Which were asked for, for the audit log.
    private var details: [AuditDetail: String] {
        var filters: [(name: String, value: String)] = []
        for (name, values) in [
            ("channel", desks.names), ("stage", stages), ("ground", grounds),
            ("marketplace", [marketplace].compactMap { $0 }),
            ("right", [right].compactMap { $0 }), ("listing", [listing].compactMap { $0 }),
        ] {
            filters += values.map { (name, $0) }
        }
        if open { filters.append(("open", "1")) }
        return filters.isEmpty ? [:] : [.filters: SearchForm.filters(filters)]
    }

    private func query(of desk: any DeskComplaints) throws -> ComplaintQuery {
        var query = ComplaintQuery(channels: try desks.channels(of: desk))
        query.stages = Set(stages.compactMap { ListingStage(rawValue: $0) })
        query.grounds = Set(grounds.compactMap { Complaint.Ground(name: $0) })
        query.isOpen = open ? true : nil
        query.marketplace = marketplace
        query.right = try right.map { text in
            try ComplaintOptions.read { () throws(CSVRowError) in try ComplaintRows.right(text) }
                .key
        }
        query.listing = try listing.map { try Indicator(.listing, parsing: $0) }
        query.limit = limit
        if let cursor {
            guard let place = ComplaintCursor(parsing: cursor) else {
                throw CommandError("--cursor is what the page before named, not '\(cursor)'")
            }
            query.after = place
        }
        return query
    }
}
