package import AllianceNames
import CRDT
package import MergedView
package import NodeAPI
import Roster
import SQLiteStore
package import Statements

/// What the console reads: the merged view and the record, for this member's own people.
package final class ConsoleDesk: ConsoleReading {
    let node: OpenedNode
    private let calls: BlockingCalls
    private let recent = RecentScope()
    private let days = RecentDays()

    package init(node: OpenedNode, calls: BlockingCalls) {
        self.node = node
        self.calls = calls
    }

    package func memberNames() -> [MemberID: String] {
        Dictionary(node.roster.roster.members.map { ($0.id, $0.name) }) { first, _ in first }
    }

    package func exchange() async throws -> ExchangeHealth {
        try await calls.run { try ExchangeReading(self.node).health() }
    }

    package func overview() async throws -> ConsoleOverview {
        try await calls.run { [self] in
            let now = node.clock.now()
            var query = SearchQuery(
                channels: node.channels, pageSize: ConsoleOverview.newestShown)
            query.documentsMax = Self.newestDocumentsMax
            return ConsoleOverview(
                newest: try node.view.search(query, scope: scope(), at: now).hits,
                days: try days.days(at: now, in: node),
                health: try ExchangeReading(node).health())
        }
    }

    /// Looked at for the newest reports.
    private static let newestDocumentsMax = 256

    package func search(_ query: SearchQuery) async throws -> SearchPage {
        try await calls.run { [self] in
            var query = query
            query.channels = node.channels
            return try node.view.search(query, scope: scope(), at: node.clock.now())
        }
    }

    package func known(_ indicators: [Indicator]) async throws -> [IndicatorState?] {
        try await calls.run { [self] in
            let (scope, channels, now) = (try scope(), node.channels, node.clock.now())
            return try indicators.map { indicator in
                let state = try node.view.state(
                    of: indicator, in: channels, scope: scope, at: now)
                return Self.isKnown(state) ? state : nil
            }
        }
    }

    /// Somebody says it still, if only for a time that is over or under suspension.
    private static func isKnown(_ state: IndicatorState) -> Bool {
        switch state.status {
        case .active, .disputed, .expired, .suspended: true
        case .withdrawn, .outOfScope, .unreported: false
        }
    }

    package func record(of indicator: Indicator) async throws -> IdentifierRecord {
        try await calls.run { [self] in
            try IdentifierReading(node, scope: scope()).record(of: indicator)
        }
    }

    package func linkedSellers() async throws -> [LinkedSellers] {
        try await calls.run { [self] in
            try LinkReading(node, scope: scope()).newest()
        }
    }

    package func proof(of dot: StatementDot) async throws -> EntryProof? {
        // What this member does not read is not proved either.
        guard node.channels.contains(dot.log.channel) else { return nil }
        return try await calls.run { [self] in
            try ProofReading(node).proof(of: dot)
        }
    }

    private func scope() throws -> ViewScope {
        try recent.scope(roster: node.roster.digest, now: node.clock.now()) {
            try node.witnessedScope()
        }
    }
}

extension OpenedNode {
    /// The console at this member's desk port.
    func consoleRoutes(
        _ products: any DeskAnswering, audit: ConsoleAudit?, calls: BlockingCalls
    ) -> [DeskRoute] {
        ConsoleRoutes(ConsoleDesk(node: self, calls: calls), products: products, audit: audit)
            .routes
    }
}
