import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import MergedView
import NodeAPI
import Statements

package struct IndicatorSearch: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find reported identifiers by words, in any script, by prefix, or exactly.",
        discussion: """
            Words are looked for in identifiers, marks, marketplaces and notes; 'gucci' is also \
            found inside 'cheapguccibags.com'. Filters narrow, and may stand alone. Leaves with 1 \
            when nothing is found.

            Example: touchstone indicator search verel --type domain --member maison-verel
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "An identifier in any spelling, or words.") var text: String?
    @Option(help: "Only this identifier, in any spelling.") var exact: String?
    @Option(help: "Identifiers that begin so.") var prefix: String?
    @Option(name: .customLong("type"), help: "domain, phone, seller-account, ...")
    var types: [String] = []
    @Option(name: .customLong("marketplace"), help: "The marketplace it was met on.")
    var marketplaces: [String] = []
    @Option(name: .customLong("mark"), help: "The mark that is misused.") var marks: [String] = []
    @Option(name: .customLong("member"), help: "Who says it.") var members: [String] = []
    @Option(
        name: .customLong("status"),
        help: "\(IndicatorStatus.allCases.map(\.rawValue).joined(separator: ", ")).")
    var statuses: [String] = []
    @Flag(help: "Only what is independently confirmed: a quorum of witnesses covers the report.")
    var witnessed = false
    @Flag(help: "Only what awaits confirmation.") var pending = false
    @Option(help: "Said since, as 2026-11-23.") var since: String?
    @Option(help: "Said no later: on this day, or before this moment.") var until: String?
    @Option(name: .customLong("channel"), help: "Only in this channel.") var channels: [String] = []
    @Option(help: "Hits on a page, at most \(SearchQuery.pageSizeMax).") var limit = 50
    @Option(help: "Where the page before ended ('next').") var cursor: String?

    package init() {}

    package func validate() throws {
        guard [text, exact, prefix].compactMap({ $0 }).count <= 1 else {
            throw ValidationError("give words, --exact or --prefix, one of them")
        }
        guard !witnessed || !pending else {
            throw ValidationError("--witnessed and --pending exclude each other")
        }
        guard (1...SearchQuery.pageSizeMax).contains(limit) else {
            throw ValidationError("--limit is between 1 and \(SearchQuery.pageSizeMax)")
        }
        _ = try types.map(IdentifierArguments.indicatorType)
        _ = try statuses.map(Self.status)
    }

    private static func status(_ name: String) throws -> IndicatorStatus {
        guard let status = IndicatorStatus(rawValue: name) else {
            throw ValidationError(
                "--status is one of "
                    + IndicatorStatus.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return status
    }

    package func run() throws {
        let node = try home.openForReports()
        try HomeOption.withRoomIfAny { try node.indexText() }
        let page = try node.view.search(
            node.withOtherNames(query(of: node)), scope: node.witnessedScope(), at: node.clock.now()
        )
        try home.recordLook(
            .search, by: "indicator search", of: details, results: page.hits.count,
            for: purpose.stated)
        let output = IndicatorsOutput(
            indicators: page.hits.map { .init($0.state, linkedSellers: $0.linkedSellers) },
            next: page.next?.description, lag: page.lag)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
        if page.hits.isEmpty { throw CommandExit.negative }
    }

    /// What was asked for, as the desk writes it down.
    private var details: [AuditDetail: String] {
        var filters: [(name: String, value: String)] = []
        for (name, values) in [
            ("type", types), ("marketplace", marketplaces), ("mark", marks), ("member", members),
            ("status", statuses), ("channel", channels),
        ] {
            filters += values.map { (name, $0) }
        }
        if witnessed { filters.append(("confirmed", Confirmation.witnessed.rawValue)) }
        if pending { filters.append(("confirmed", Confirmation.pending.rawValue)) }
        if let since { filters.append(("since", since)) }
        if let until { filters.append(("until", until)) }
        let words = exact.map { "=\($0)" } ?? prefix.map { "\($0)*" } ?? text ?? ""
        return SearchForm.details(words, filters: filters)
    }

    private func query(of node: OpenedNode) throws -> SearchQuery {
        var query = SearchQuery(channels: node.channels, pageSize: limit)
        if !channels.isEmpty {
            let named = try channels.map { try ChannelID(parsing: $0) }
            // 'Nothing found' would read as if nobody had said anything there.
            if let unread = named.first(where: { !node.channels.contains($0) }) {
                throw CommandError(
                    "\(node.member) has no seat in channel '\(unread)', so nothing of it is held here; 'touchstone peer list' shows the channels it shares"
                )
            }
            query.channels = Set(named)
        }
        query.term =
            exact.map { .exact($0) } ?? prefix.map { .prefix($0) } ?? text.map { .anything($0) }
        query.types = Set(try types.map(IdentifierArguments.indicatorType))
        query.marketplaces = Set(marketplaces)
        query.marks = Set(marks)
        query.members = Set(try members.map { try MemberID(parsing: $0) })
        query.statuses = Set(try statuses.map(Self.status))
        query.issued = try MomentText.range(since: since, until: until).map {
            $0.lowerBound...($0.upperBound - 1)
        }
        query.confirmation = witnessed ? .witnessed : pending ? .pending : nil
        query.cursor = try cursor.map { try SearchCursor(parsing: $0) }
        return query
    }

    private func print(_ output: IndicatorsOutput) {
        var table = Table([
            "reported identifier", "type", "status", "reported by", "confirmation", "objects",
            "since", "basis", "confidence", "may see", "linked",
        ])
        for hit in output.indicators {
            table.append([
                hit.value, hit.type, hit.status, hit.members.joined(separator: ", "),
                ConfirmationWords.text(hit.confirmation), hit.objecting.joined(separator: ", "),
                String(hit.since?.prefix(10) ?? ""),
                hit.basis.joined(separator: ", "), hit.confidence.map { "\($0)" } ?? "",
                hit.tlp ?? "",
                hit.linkedSellers.map { "\($0.identifiers.count - 1)" }.joined(separator: ", "),
            ])
        }
        if table.isEmpty {
            Output.remark("nothing found; not being found does not make anything genuine")
        } else {
            Output.write(table.text)
        }
        if output.lag > 0 {
            Output.remark("\(output.lag) entries are not in the text index yet")
        }
        if let next = output.next { Output.remark("more with --cursor \(next)") }
    }
}
