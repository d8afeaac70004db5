package import ArgumentParser
import CSV
import NodeAPI
import Statements

/// A complaint as options say it.
package struct ComplaintOptions: ParsableArguments {
    @Option(help: "The right, office and number, as EM:018012345.") package var right: String
    @Option(help: "\(Complaint.Ground.nameList).")
    package var ground: String
    @Option(
        name: .customLong("listing"),
        help: ArgumentHelp("A listing, as marketplace:id.", valueName: "listing"))
    package var listings: [String] = []
    @Option(
        name: .customLong("account"),
        help: ArgumentHelp("A storefront, as marketplace:account.", valueName: "account"))
    package var accounts: [String] = []
    @OptionGroup package var evidence: EvidenceOption
    @Option(
        name: .customLong("item"),
        help: ArgumentHelp(
            "A number on goods that were bought, as (01)…(21)…; with several listings, 'LISTING NUMBER'.",
            valueName: "number"))
    package var items: [String] = []
    @Option(
        name: .customLong("declare"),
        help: ArgumentHelp(
            "Who declares: \"\(Complaint.goodFaithDeclaration)\"", valueName: "name"))
    package var declaredBy: String = ""
    @Option(help: "What else the platform should know.") package var explanation: String = ""
    @Option(help: "Whose right it is, where an agent files.") package var onBehalfOf: String?
    @Option(help: "The complaint that was returned, and that this one replaces.")
    package var mends: String?

    package init() {}

    package func validate() throws {
        guard !listings.isEmpty || !accounts.isEmpty else {
            throw ValidationError("name what is complained of with --listing or --account")
        }
        guard listings.count + accounts.count <= Complaint.listingsMax else {
            throw ValidationError("a complaint has at most \(Complaint.listingsMax) listings")
        }
        _ = try Self.read { () throws(CSVRowError) in try ComplaintRows.right(right) }
        _ = try Self.read { () throws(CSVRowError) in try ComplaintRows.ground(ground) }
        if let mends { _ = try ComplaintArgument.reference(mends) }
    }

    /// What an option means.
    /// - Throws: a sentence that says what it may be.
    static func read<Value>(_ body: () throws(CSVRowError) -> Value) throws -> Value {
        do throws(CSVRowError) {
            return try body()
        } catch {
            throw ValidationError(error.reason)
        }
    }

    func complaint(at desk: any DeskComplaints) async throws -> Complaint {
        let files = try await evidence.kept(at: desk)
        var named: [Indicator] = []
        for text in listings {
            named.append(
                try Self.read { () throws(CSVRowError) in
                    try ComplaintRows.listing("listing", text)
                })
        }
        for text in accounts {
            named.append(
                try Self.read { () throws(CSVRowError) in
                    try ComplaintRows.listing("seller-account", text)
                })
        }
        let bought = ListedItemLines(items.joined(separator: "\n"), of: named)
        if let refused = bought.refused.first {
            throw ValidationError("--item \(refused.text): \(refused.why)")
        }
        return try Complaint(
            right: Self.read { () throws(CSVRowError) in try ComplaintRows.right(right) },
            ground: Self.read { () throws(CSVRowError) in try ComplaintRows.ground(ground) },
            listings: named, evidence: files, items: bought.items,
            goodFaithStatement: declaredBy.isEmpty ? "" : Complaint.goodFaithDeclaration,
            declaredBy: declaredBy, explanation: explanation, onBehalfOf: onBehalfOf,
            mends: mends.map { try ComplaintArgument.reference($0) }
        ).readable()
    }
}
