import AllianceNames
import AllianceNode
import CRDT
import Complaints
import Credentials
import Foundation
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import Synchronization
import TransparencyLog

/// A platform's node with complaints of its own in its log of a brand's channel, and what brings orders to
/// marketplaces. The log is real; when its entries were confirmed is made up.
final class OrderWorld: Sendable {
    static let channel = OutboundWorld.desk
    static let start: UInt64 = 1_790_000_000_000

    let alliance: OutboundWorld
    let node: OpenedNode
    let register: LogRegister
    let signing: StoppingSigning
    let calls: BlockingCalls
    private let time = Mutex(OrderWorld.start + 1_000_000)

    init() throws {
        let (alliance, calls) = (try OutboundWorld(), BlockingCalls.concurrent(label: "test"))
        let node = try OpenedNode(alliance.home("hub"))
        (self.alliance, self.node, self.calls) = (alliance, node, calls)
        register = LogRegister(node)
        signing = StoppingSigning(
            ReportDesk(
                node: node, keys: try SQLiteRequestKeys(path: node.home.requestDatabase),
                calls: calls))
    }

    var now: UInt64 { time.withLock { $0 } }

    func advance(seconds: UInt64) { time.withLock { $0 += seconds * 1_000 } }

    /// As the node has it after a start.
    func rounds(_ set: MarketplaceSet) throws -> (OrderRounds, SQLiteOrderOutbox) {
        let outbox = try node.orderOutbox()
        return (
            OrderRounds(
                of: node.member, register: register, marketplaces: set, outbox: outbox,
                signing: signing, calls: calls, now: { self.now },
                erased: { [node] in try node.logs.erasedEntries().mapValues(\.entries) }), outbox
        )
    }

    /// One marketplace that is called.
    func marketplaces(_ server: MarketplaceServer) throws -> MarketplaceSet {
        let adapter = try server.adapter(["bazario"], now: { self.now })
        return MarketplaceSet([
            .init("bazario", adapter, secret: server.secret, end: { await adapter.shutdown() })
        ])
    }

    /// The authority orders an entry to be erased, and the node carries it out.
    func erase(_ entry: EntryReference) throws { _ = try node.apply(erasure(of: entry)) }

    func erasure(of entry: EntryReference) throws -> SignedErasure {
        let authority = HomeFolder(alliance.folder.appending(path: "authority").path())
        let certificate = try ErasureCertificate(
            origin: entry.origin, entries: EntryRanges([entry.index]), reason: .legalOrder,
            issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        return SignedErasure(
            certificate, by: [try authority.certs.authoritySigner(of: node.alliance)])
    }

    // MARK: What the platform says

    @discardableResult
    func say(_ said: ComplaintStatement) async throws -> EntryReference {
        let written = try await node.report([.complaint(said)], to: Self.channel)
        try register.catchUp()
        return EntryReference(origin: written.origin, index: written.indexes.lowerBound)
    }

    /// A person of the platform takes a measure against a seller, or ends one.
    @discardableResult
    func measure(_ seller: String, _ act: MisuseMeasure.Act, text: String) async throws
        -> EntryReference
    {
        let measure = MisuseMeasure(
            against: .seller(try Indicator(.sellerAccount, parsing: seller)), act, text: text,
            reviewer: "r1")
        let written = try await node.report([.misuseMeasure(measure)], to: Self.channel)
        return EntryReference(origin: written.origin, index: written.indexes.lowerBound)
    }

    func file(_ listings: [String]) async throws -> EntryReference {
        try await say(
            .complaint(
                Complaint(
                    right: .init(office: "EM", number: "1"), ground: .markInListing,
                    listings: try listings.map { try Indicator(.listing, parsing: $0) },
                    goodFaithStatement: "In good faith.", declaredBy: "The desk",
                    isFromScreening: true)))
    }

    @discardableResult
    func takeDown(_ complaint: EntryReference, _ places: [Int]) async throws -> EntryReference {
        try await say(
            .decision(
                ComplaintDecision(
                    of: complaint,
                    parts: [.init(listings: places, verdict: .takeDown, reasons: ["clear"])],
                    maker: .person("r1"))))
    }

    @discardableResult
    func reinstate(_ complaint: EntryReference, _ places: [Int]) async throws -> EntryReference {
        try await say(
            .reinstatement(
                Reinstatement(
                    under: complaint, listings: places, reason: .ownReview, reviewer: "r2")))
    }

    func listing(_ complaint: EntryReference, _ place: Int = 0) throws -> ListingState? {
        try register.reading(of: complaint)?.state?.listings[place]
    }

    /// Outcomes in the log, in their order.
    func outcomes() throws -> [ComplaintOutcome] {
        try register.said().compactMap { said in
            if case .outcome(let outcome) = said { outcome } else { nil }
        }
    }
}

/// What a node's own log of the channel says, read from it each time.
final class LogRegister: ComplaintRegister {
    private let node: OpenedNode
    private let cases = Mutex<[EntryReference: CaseEvents]>([:])

    init(_ node: OpenedNode) { self.node = node }

    private static let parties = CaseParties(platforms: [MemberID(unchecked: "hub")])

    private func entries() throws -> [(EntryReference, ComplaintStatement)] {
        let origin = node.writer.origin(in: OrderWorld.channel)
        let size = try node.logs.state(of: origin)?.size ?? 0
        return try (0..<size).compactMap { index -> (EntryReference, ComplaintStatement)? in
            guard
                case .complaint(let said)? = try node.statement(
                    at: StatementDot(log: origin, index: index))
            else { return nil }
            return (EntryReference(origin: origin, index: index), said)
        }
    }

    func said() throws -> [ComplaintStatement] { try entries().map(\.1) }

    @discardableResult
    func catchUp() throws -> [EntryReference] {
        let entries = try entries()
        cases.withLock { cases in
            for (entry, said) in entries {
                let complaint = said.complaint ?? entry
                cases[complaint, default: CaseEvents(of: complaint)].insert(
                    said, at: entry, time: .witnessed(OrderWorld.start + entry.index * 1_000))
            }
        }
        return []
    }

    func reading(of id: EntryReference) throws -> CaseReading? {
        cases.withLock { $0[id] }?.reading(Self.parties)
    }

    func dueOrders(now: UInt64, limit: Int) throws -> [OrderedListing] {
        let states = cases.withLock { $0.values.compactMap { $0.reading(Self.parties).state } }
        let due = states.flatMap { state in
            state.dueOrders(now: now).map {
                OrderedListing(
                    complaint: state.id, listing: state.listings[$0.place].listing, order: $0)
            }
        }
        return Array(due.sorted { $0.order.time < $1.order.time }.prefix(limit))
    }

    func measures(against party: LadderParty?) throws -> [TakenMeasure] {
        let origin = node.writer.origin(in: OrderWorld.channel)
        let size = try node.logs.state(of: origin)?.size ?? 0
        let stated = try (0..<size).compactMap { index -> TakenMeasure.Stated? in
            guard
                case .misuseMeasure(let said)? = try node.statement(
                    at: StatementDot(log: origin, index: index))
            else { return nil }
            return TakenMeasure.Stated(
                said, at: EntryReference(origin: origin, index: index),
                time: .witnessed(OrderWorld.start + index * 1_000))
        }
        return TakenMeasure.all(of: stated).filter { party == nil || $0.party == party }
    }

    // Nothing of this is asked here.
    func page(_ query: ComplaintQuery) throws -> ComplaintPage { ComplaintPage(complaints: []) }
    func queue(_ query: ReviewQuery) throws -> [ReviewItem] { [] }
    func mentions(of listing: Indicator, right key: String) throws -> [ListingMention] { [] }
    func decisions(of complainant: Complainant, since: UInt64) throws -> [DecidedListing] { [] }
    func unjudged(limit: Int) throws -> [EntryReference] { [] }
    func note(_ judgements: [ListingJudgement], of id: EntryReference) throws {}
    func judgements(of id: EntryReference) throws -> [ListingJudgement] { [] }
    func keep(_ answers: [ItemAnswer], of id: EntryReference) throws {}
    func itemAnswers(of id: EntryReference) throws -> [ItemAnswer] { [] }
    func dueItems(now: UInt64, limit: Int) throws -> [DueItem] { [] }
    func fire(now: UInt64, limit: Int, _ act: ([Deadline]) throws -> Void) throws -> UInt64? { nil }
    func figures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures] { [:] }
}

/// The node's own signing, which stops where it is told to: as a process that ends before, or just behind it.
final class StoppingSigning: ReportSigning {
    enum Place: Sendable { case before, behind }
    struct Stopped: Error {}

    private let desk: ReportDesk
    private let place = Mutex<Place?>(nil)

    init(_ desk: ReportDesk) { self.desk = desk }

    /// The next time only.
    func stop(_ place: Place) { self.place.withLock { $0 = place } }

    func sign(
        in channel: ChannelID, for request: KeyedRequest?,
        _ statements: @escaping @Sendable () async throws -> [Statement]
    ) async throws -> SigningOutcome {
        let stops = place.withLock { $0.take() }
        if stops == .before { throw Stopped() }
        let outcome = try await desk.sign(in: channel, for: request, statements)
        if stops == .behind { throw Stopped() }
        return outcome
    }

    func ownStatements(
        _ kind: EntryKind, of indicator: Indicator, in channel: ChannelID
    ) async throws -> [StatementDot] {
        try await desk.ownStatements(kind, of: indicator, in: channel)
    }

    func ownSighting(of indicator: Indicator, in channel: ChannelID) async throws -> Sighting? {
        try await desk.ownSighting(of: indicator, in: channel)
    }

    func signEach(_ statements: [Statement], in channel: ChannelID) async throws -> EachSigned {
        try await desk.signEach(statements, in: channel)
    }
}
