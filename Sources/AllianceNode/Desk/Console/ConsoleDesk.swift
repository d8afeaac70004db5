package import AllianceNames
import CRDT
import Casework
import Credentials
package import Evidence
import MarkRecognition
package import MergedView
package import NodeAPI
import Roster
import SQLiteStore
package import SignIn
package import Statements

/// What the console reads: the merged view and the record, for this member's own people.
package final class ConsoleDesk: ConsoleReading {
    let node: OpenedNode
    private let calls: BlockingCalls
    /// Threads of their own for marks in texts: a long list is to hold up nothing else of the node.
    private let recognising: BlockingCalls
    private let recent: RecentScope
    private let days: RecentDays
    private let asker: Asker
    private let isExporting: Bool

    /// For nobody yet: `reading(for:exporting:)` says for whom.
    package convenience init(node: OpenedNode, calls: BlockingCalls) {
        self.init(
            node: node, calls: calls, recognising: .concurrent(label: "marks"),
            recent: RecentScope(), days: RecentDays(), asker: .stranger, isExporting: false)
    }

    private init(
        node: OpenedNode, calls: BlockingCalls, recognising: BlockingCalls, recent: RecentScope,
        days: RecentDays, asker: Asker, isExporting: Bool
    ) {
        self.node = node
        self.calls = calls
        self.recognising = recognising
        self.recent = recent
        self.days = days
        self.asker = asker
        self.isExporting = isExporting
    }

    package func reading(for asker: Asker, exporting: Bool) -> any ConsoleReading {
        ConsoleDesk(
            node: node, calls: calls, recognising: recognising, recent: recent, days: days,
            asker: asker, isExporting: exporting)
    }

    /// What the asker may see, or take away.
    private var sight: AskerSight { sight(toOutside: false) }

    /// - Parameter outside: what is taken away is for somebody who is not of this member.
    private func sight(toOutside outside: Bool) -> AskerSight {
        isExporting
            ? AskerSight(exportingTo: outside, of: asker, in: node.channels)
            : AskerSight(of: asker, in: node.channels)
    }

    package func memberNames() -> [MemberID: String] {
        Dictionary(node.roster.roster.members.map { ($0.id, $0.name) }) { first, _ in first }
    }

    package func channels() -> Set<ChannelID> { sight.channels }

    package func exchange() async throws -> ExchangeHealth {
        try await calls.run { try ExchangeReading(self.node).health() }
    }

    package func overview() async throws -> ConsoleOverview {
        try await calls.run { [self] in
            let (now, scope, channels) = (node.clock.now(), try scope(), sight.channels)
            var query = SearchQuery(channels: channels, pageSize: ConsoleOverview.newestShown)
            query.documentsMax = Self.newestDocumentsMax
            return ConsoleOverview(
                newest: try node.view.search(query, scope: scope, at: now).hits,
                days: try days.days(at: now, in: node, channels, scope),
                health: try ExchangeReading(node).health())
        }
    }

    /// Looked at for the newest reports.
    private static let newestDocumentsMax = 256

    package func search(_ query: SearchQuery) async throws -> SearchPage {
        try await calls.run { [self] in
            try node.view.search(
                node.withOtherNames(seen(query)), scope: scope(), at: node.clock.now())
        }
    }

    package func facets(of query: SearchQuery) async throws -> SearchFacets {
        try await calls.run { [self] in
            try node.view.facets(
                of: node.withOtherNames(seen(query)), scope: scope(), at: node.clock.now())
        }
    }

    package func newHits(
        of query: SearchQuery, since frontier: ViewFrontier
    ) async throws -> NewHits {
        try await calls.run { [self] in
            try node.view.newHits(
                of: node.withOtherNames(seen(query)), since: frontier, scope: scope(),
                at: node.clock.now())
        }
    }

    package func searched() async throws -> ViewFrontier {
        try await calls.run { try self.node.view.textFrontier() }
    }

    /// In the channels that the asker may see.
    private func seen(_ query: SearchQuery) -> SearchQuery {
        let sight = sight
        var query = query
        query.channels =
            query.channels.isEmpty ? sight.channels : sight.channels.intersection(query.channels)
        return query
    }

    package func known(_ indicators: [Indicator]) async throws -> [IndicatorState?] {
        try await calls.run { [self] in
            let (scope, channels, now) = (try scope(), sight.channels, node.clock.now())
            return try indicators.map { indicator in
                let state = try node.view.state(
                    of: indicator, in: channels, scope: scope, at: now)
                return state.status.isKnown ? state : nil
            }
        }
    }

    package func marks(in texts: [TextWithMarks]) async throws -> [[MarkInText]] {
        try await recognising.run { [self] in
            let register = try node.markRegister()
            return texts.map { text in
                register.hits(in: text.text, context: text.context).map { MarkInText($0, $1) }
            }
        }
    }

    package func record(of indicator: Indicator) async throws -> IdentifierRecord {
        try await calls.run { [self] in
            try IdentifierReading(node, scope: scope(), channels: sight.channels)
                .record(of: indicator)
        }
    }

    package func linkedSellers(
        after cursor: SearchCursor?, limit: Int
    ) async throws -> LinkedSellersList {
        try await calls.run { [self] in
            try LinkReading(node, scope: scope(), channels: sight.channels)
                .page(after: cursor, limit: limit)
        }
    }

    package func proof(of dot: StatementDot) async throws -> EntryProof? {
        // What this member does not read is not proved either.
        guard sight.channels.contains(dot.log.channel) else { return nil }
        return try await calls.run { [self] in
            guard try mayBeProved(dot) else { return nil }
            return try LogProving(dot.log, in: node)?.proof(of: dot.index)
        }
    }

    /// Of what is erased nothing is proved but that there was something.
    private func mayBeProved(_ dot: StatementDot) throws -> Bool {
        guard let marking = try node.statement(at: dot)?.marking else { return true }
        return marking <= sight.markingMax
    }

    package func bundle(_ request: BundleRequest) async throws -> VerifiedBundle? {
        try await calls.run { [self] in
            // It is made for a court, a lawyer, the police.
            let sight = sight(toOutside: true)
            return try BundleMaking(node, scope: scope(sight.markingMax), channels: sight.channels)
                .bundle(request)
        }
    }

    private func scope() throws -> ViewScope { try scope(sight.markingMax) }

    private func scope(_ markingMax: TLP) throws -> ViewScope {
        var scope = try recent.scope(roster: node.roster.digest, now: node.clock.now()) {
            try node.witnessedScope()
        }
        scope.markingMax = markingMax
        return scope
    }
}

extension OpenedNode {
    /// The console at this member's desk port, and the same for programs; and the pages of accounts, which file
    /// through the same desk of complaints.
    /// - Throws: `SQLiteStoreError`.
    func consoleRoutes(
        _ products: any DeskAnswering, audit: ConsoleAudit?, casework: CaseworkDesk?,
        notices: NoticeDesk?, complaints: NodeComplaints?, marketplaces: MarketplaceParts?,
        accounts: AccountDesk?, signIn: any DeskSignIn, calls: BlockingCalls
    ) throws -> [DeskRoute] {
        let signing = ReportDesk(
            node: self, keys: try SQLiteRequestKeys(path: home.requestDatabase), calls: calls)
        // Where nobody can write a draft, nobody can say that a report needs no second look either.
        let secondLook = casework?.secondLook ?? .always
        let known = knownImages
        let measures = complaints.map { measureDesk($0, signing: signing) }
        let complaints = complaints.map { complaintDesk($0, signing: signing) }
        let work = complaints.flatMap { desk in
            marketplaces.map { MarketplaceWork($0, desk: desk, calls: calls) }
        }
        let console = ConsoleRoutes(
            ConsoleDesk(node: self, calls: calls), of: member, products: products, audit: audit,
            casework: casework.map {
                ConsoleCasework(
                    drafts: $0, cases: $0, searches: $0, entrusting: $0, inquiries: $0)
            },
            signing: signing, photos: photoReader(), workbooks: workbookReader(),
            images: imageDesk(known, calls: calls),
            screening: ScreeningDesk(node: self, images: known), notices: notices,
            rights: RightsDesk(node: self, signing: signing, secondLook: secondLook, calls: calls),
            complaints: complaints, measures: measures, marketplaces: work, accounts: accounts)
        let rest = RESTRoutes(
            console, signing: signing, secondLook: secondLook)
        let held = accounts.map {
            AccountRoutes($0, complaints: complaints, measures: measures, signIn: signIn).routes
        }
        return console.routes + rest.routes + (held ?? [])
    }
}
