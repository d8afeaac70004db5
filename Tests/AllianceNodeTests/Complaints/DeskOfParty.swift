import AllianceNames
import AllianceNode
import Complaints
import Credentials
import MergedView
import NodeAPI
import Peering
import Replication
import SQLiteStore
import Statements
import Synchronization
import Testing
import TransparencyLog

/// The desk of one member of a party, with files of its own.
struct DeskOfParty: Sendable {
    let node: OpenedNode
    let complaints: NodeComplaints
    let desk: ComplaintDesk
    private let keys: SQLiteRequestKeys

    init(
        _ node: OpenedNode, marketplaces: [any MarketplaceAdapter] = [],
        standing: any ComplainantStanding = NoComplainantStanding()
    ) throws {
        self.node = node
        complaints = try node.complaints(
            node.complaintKeeper(), marketplaces: marketplaces, standing: standing)
        keys = try SQLiteRequestKeys(path: node.home.requestDatabase)
        desk = node.complaintDesk(
            complaints,
            signing: ReportDesk(node: node, keys: keys, calls: .concurrent(label: "test")))
    }

    func close() throws {
        try complaints.shelf.close()
        try keys.close()
    }

    /// Files it and hands out its name.
    func file(_ complaint: Complaint, for request: KeyedRequest? = nil) async throws
        -> EntryReference
    {
        let outcome = try await desk.file(complaint, in: JudgeParty.channel, for: request)
        guard case .answered(.signed(let entries, _)) = outcome else { throw NotFiled(outcome) }
        return EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
    }

    struct NotFiled: Error, CustomStringConvertible {
        let description: String

        init(_ outcome: FilingOutcome) { description = "\(outcome)" }
    }

    /// How many entries it has signed in the channel.
    func signed() throws -> UInt64 {
        try node.logs.state(of: node.writer.origin(in: JudgeParty.channel))?.size ?? 0
    }

    static func file(
        _ kept: KeptEvidence, _ role: Statements.EvidenceFile.Role, type: String? = nil
    ) -> Statements.EvidenceFile {
        Statements.EvidenceFile(
            digest: kept.digest, mediaType: type ?? kept.mediaType, byteCount: kept.byteCount,
            role: role)
    }

    /// What a PNG begins with, and then so much.
    static func picture(_ count: Int = 100, seed: UInt8 = 0) -> [UInt8] {
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + [UInt8](repeating: seed, count: count)
    }

    static func keyword<Value>(_ body: () async throws -> Value) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let problem as PeerProblem {
            return "\(problem.status) \(problem.keyword)"
        }
    }
}

extension JudgeParty {
    /// What one has signed in the desk's channel arrives at the other.
    func bring(from name: String, to other: String) throws {
        let author = node(name)
        try carry(author.writer.origin(in: Self.channel), from: author, to: node(other))
        try node(other).merger.catchUp()
    }

    /// What both have signed there is confirmed by the witness, as the platform sees it.
    func confirmAll() throws {
        for name in ["brand", "platform"] {
            try confirm(node(name).writer.origin(in: Self.channel))
        }
    }
}

/// A marketplace that shows what a test says, and counts how often it is asked.
final class ShownMarketplace: MarketplaceAdapter {
    let marketplaces: Set<String>
    let calls = Mutex(0)
    private let shown: [Indicator: ListingCapture]
    private let isSilent: Bool

    init(
        _ shown: [Indicator: ListingCapture], at marketplaces: Set<String> = ["bazario"],
        isSilent: Bool = false
    ) {
        self.shown = shown
        self.marketplaces = marketplaces
        self.isSilent = isSilent
    }

    func captures(
        of listings: [Indicator]
    ) async throws(MarketplaceError) -> [ListingCapture?] {
        calls.withLock { $0 += 1 }
        if isSilent { throw .unreachable("nobody is there") }
        return listings.map { shown[$0] }
    }

    func carryOut(
        _ ordered: OrderedListing, reasons: [String]
    ) async throws(MarketplaceError) -> OrderAnswer { .taken }

    static func capture(
        _ title: String = "Verelle bag", seller: Indicator? = nil, classes: [Int] = [18],
        countries: [String] = ["DE"]
    ) -> ListingCapture {
        ListingCapture(
            title: title, seller: seller, capturedAt: 1, niceClasses: classes, countries: countries)
    }
}
