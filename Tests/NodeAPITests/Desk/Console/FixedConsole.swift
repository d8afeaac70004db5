import AllianceNames
import CRDT
import Evidence
import MergedView
import NodeAPI
import Replication
import Roster
import SignIn
import Statements
import Synchronization

/// A console that knows one identifier, of which `brand` says whatever a test wants, and keeps what it was
/// asked.
final class FixedConsole: ConsoleReading {
    /// Breaks out of text, attributes, addresses and pictures, where one of them lets it.
    static let hostile =
        "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u{202e}&amp;</textarea></title>"

    let record: IdentifierRecord
    let group: LinkedSellers
    /// In which the same are linked.
    private let groups: [LinkedSellers]
    /// Beside one with which all is wrong.
    private let peers: [ExchangeHealth.Standing]
    func reading(for asker: Asker, exporting: Bool) -> any ConsoleReading { self }

    let asked = Mutex<[SearchQuery]>([])
    let looked = Mutex<[Indicator]>([])

    private static let time: UInt64 = 1_795_435_200_000

    /// - Parameters:
    ///   - text: stands wherever a member's words can.
    ///   - reporters: members that report it.
    ///   - channels: in which links of it are said.
    ///   - peers: further members.
    init(
        saying text: String = hostile, reporters: Int = 1, channels: [ChannelID] = [.alliance],
        peers: [ExchangeHealth.Standing] = []
    ) throws {
        self.peers = peers
        let indicator = try Indicator(.company, parsing: "Evil \(text) Ltd")
        let other = try Indicator(.postalAddress, parsing: "1 \(text) Road")
        let log = try LogOrigin(parsing: "ipacc.example/alliance/brand/e1")
        let others = try (1..<max(1, reporters)).map { number in
            try LogOrigin(parsing: "ipacc.example/alliance/brand-\(number)/e1")
        }
        let more = others.map { other in
            Self.row(
                indicator, other, 0, .assertIndicator,
                .assertion(AssertionBody(basis: .testBuy, confidence: 85, tlp: .amber)))
        }
        let rows = [
            Self.row(
                indicator, log, 0, .assertIndicator,
                .assertion(
                    AssertionBody(
                        basis: .testBuy, confidence: 85, tlp: .amber, firstSeen: Self.time,
                        lastSeen: Self.time + 1, validUntil: Self.time * 2,
                        isNaturalPerson: true, marketplace: text, marks: [text, "Verel"]))),
            Self.row(
                indicator, log, 1, .dispute,
                .dispute(DisputeBody(reason: .sellerReply, onBehalfOfSeller: true, tlp: .red))),
            Self.row(
                indicator, log, 2, .sight,
                .sighting(
                    SightingBody(
                        total: 12, firstSeen: Self.time, lastSeen: Self.time + 86_400_000))),
        ]
        let state = try IndicatorState(
            resolving: indicator, rows: rows + more,
            scope: ViewScope(
                logs: Dictionary(
                    uniqueKeysWithValues: ([log] + others).map { ($0, LogScope.open) })),
            at: Self.time)
        groups = channels.map { channel in
            LinkedSellers(
                channel: channel, id: indicator, indicators: [indicator, other],
                links: [
                    .init(
                        a: indicator, b: other, members: [log.member],
                        sources: [StatementDot(log: log, index: 3)])
                ], tooConnected: [other], isTruncated: true)
        }
        group = groups[0]
        record = IdentifierRecord(
            state: state,
            details: [
                StatementDot(log: log, index: 0): .init(
                    note: text, legalBasis: text,
                    attributes: [Attribute(name: text, value: text)], witnessedAt: Self.time)
            ],
            objectionTexts: [StatementDot(log: log, index: 1): text], linked: groups,
            time: Self.time)
    }

    private static func row(
        _ indicator: Indicator, _ log: LogOrigin, _ index: UInt64, _ kind: EntryKind,
        _ body: RowBody
    ) -> ViewRow {
        var bytes: [UInt8] = []
        body.append(head: RowHead(issuedAt: time, keys: [indicator.keyBytes]), to: &bytes)
        return ViewRow(
            keyHash: indicator.keyHash, dot: StatementDot(log: log, index: index), kind: kind,
            body: bytes)
    }

    func memberNames() -> [MemberID: String] {
        guard let brand = try? MemberID(parsing: "brand") else { return [:] }
        return [brand: "Brand \(Self.hostile)"]
    }

    func channels() -> Set<ChannelID> { [.alliance] }

    private var hit: SearchHit {
        SearchHit(state: record.state, reason: .exact, linkedSellers: groups)
    }

    func overview() async throws -> ConsoleOverview {
        let members = Dictionary(uniqueKeysWithValues: memberNames().keys.map { ($0, UInt64(7)) })
        return ConsoleOverview(
            newest: [hit], days: [.init(start: 0, counts: members)], health: try health())
    }

    func exchange() async throws -> ExchangeHealth { try health() }

    private func health() throws -> ExchangeHealth {
        var peer = ExchangeHealth.Standing(
            member: try MemberID(parsing: "brand"), name: "Brand \(Self.hostile)",
            roles: ["brand", Self.hostile])
        peer.hasConflictingRecords = true
        peer.keepsBack = true
        peer.isStale = true
        peer.lastRefusal = .init(
            at: Self.time, keyword: Self.hostile, reason: Self.hostile)
        return ExchangeHealth(
            alliance: try AllianceID(parsing: "ipacc.example"),
            own: .init(member: try MemberID(parsing: "hub"), name: Self.hostile, roles: []),
            peers: [peer] + peers, logs: 1, staleLogs: 1, contradictedLogs: [Self.hostile],
            registerVersion: 3, registerExpiresAt: Self.time, certificateExpiresAt: Self.time,
            entriesMerged: 1_234_567, textLag: 20_000, time: Self.time)
    }

    func search(_ query: SearchQuery) async throws -> SearchPage {
        asked.withLock { $0.append(query) }
        return SearchPage(hits: [hit], next: SearchCursor(.position(77)), lag: 0)
    }

    func facets(of query: SearchQuery) async throws -> SearchFacets {
        var facets = SearchFacets()
        facets.total = 3
        facets.isComplete = query.term != .words("more") && query.term != .anything("more")
        facets.types = [.domain: 2, .company: 1]
        facets.members = [try MemberID(parsing: "brand"): 3]
        facets.channels = [.alliance: 3]
        facets.marketplaces = ["bazario": 2]
        facets.marks = [Self.hostile: 1, String(repeating: "x", count: 129): 1]
        facets.statuses = [.active: 1, .disputed: 2]
        facets.confirmations = [.pending: 3]
        facets.markings = [.amberStrict: 3]
        facets.confidences = [49: 1, 50: 1, 85: 1]
        return facets
    }

    func newHits(of query: SearchQuery, since frontier: ViewFrontier) async throws -> NewHits {
        NewHits(count: 7, isComplete: false)
    }

    func searched() async throws -> ViewFrontier { ViewFrontier() }

    func record(of indicator: Indicator) async throws -> IdentifierRecord {
        looked.withLock { $0.append(indicator) }
        return record
    }

    func known(_ indicators: [Indicator]) async throws -> [IndicatorState?] {
        looked.withLock { $0 += indicators }
        return indicators.map { _ in record.state }
    }

    func marks(in texts: [TextWithMarks]) async throws -> [[MarkInText]] {
        texts.map { _ in [] }
    }

    func linkedSellers(
        after cursor: SearchCursor?, limit: Int
    ) async throws -> LinkedSellersList {
        LinkedSellersList([group], next: cursor == nil ? SearchCursor(.position(77)) : nil)
    }

    func proof(of dot: StatementDot) async throws -> EntryProof? {
        dot.index == 0
            ? EntryProof(text: "proof\n", origin: dot.log.description, index: 0) : nil
    }

    /// It has no logs to prove anything from.
    func bundle(_ request: BundleRequest) async throws -> VerifiedBundle? { nil }
}
