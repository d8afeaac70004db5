import AllianceNames
import CRDT
import Evidence
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

/// An alliance with its logs in memory, of which bundles are made as a node would, or as somebody would who
/// has a member's keys and wants to mislead.
struct BundleWorld {
    static let alliance = AllianceID(unchecked: "demo")
    static let now = UTCTimestamp(secondsSince1970: 1_800_000_000)
    static let members = ["brand", "hub", "rival"]

    let authority: NoteSigner
    private(set) var draft: RosterDraft
    private(set) var rosters: [SignedNote] = []
    var logs: [String: TestLog] = [:]

    /// One member's log, with every payload.
    struct TestLog {
        let signer: NoteSigner
        var sealed: [SealedStatement] = []
        /// Emptied by a certificate.
        var erased: Set<Int> = []

        var origin: String { signer.name }
        var leaves: [Digest] { sealed.map { MerkleHash.leaf($0.entry) } }

        mutating func say(_ statement: Statement, at time: UInt64 = 1_800_000_000_000) throws {
            let salt = Salt(
                [UInt8](repeating: UInt8(truncatingIfNeeded: sealed.count + 1), count: 16))!
            sealed.append(
                try SealedStatement.seal(statement, issuedAt: time, salt: salt))
        }
    }

    init(authoritySeed: UInt8 = 1) throws {
        authority = try Self.signer("demo/authority", authoritySeed)
        draft = RosterDraft(
            alliance: Self.alliance, authority: [authority.verifierKey],
            issuedAt: Self.now, expiresAt: Self.now.adding(days: 90))
        for (place, name) in Self.members.enumerated() {
            let log = try Self.signer("demo/alliance/\(name)/e1", UInt8(20 + place))
            logs[name] = TestLog(signer: log)
            var descriptor = MemberDescriptor(
                alliance: Self.alliance, id: MemberID(unchecked: name), name: "House of \(name)",
                certificateRequest: "(PEM)")
            descriptor.logKeys = [
                try .init(epoch: Epoch(1), publicKey: log.verifierKey.publicKey)
            ]
            descriptor.cosignerKey = try cosigner(name).verifierKey
            descriptor.answerKey = try answer(name).verifierKey
            descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(4_000 + place)")
            try draft.admit(descriptor, tlsKey: Digest.sha256([UInt8(place)]))
        }
        try draft.makeWitness(MemberID(unchecked: "hub"))
        try publish()
    }

    static func signer(
        _ name: String, _ seed: UInt8, _ algorithm: VerifierKey.Algorithm = .ed25519
    ) throws -> NoteSigner {
        try NoteSigner(
            name: name, seed: [UInt8](repeating: seed, count: 32), algorithm: algorithm)
    }

    func answer(_ name: String) throws -> NoteSigner {
        try Self.signer("demo/answer/\(name)", 60 + UInt8(Self.members.firstIndex(of: name) ?? 9))
    }

    func cosigner(_ name: String) throws -> NoteSigner {
        try Self.signer(
            "demo/cosigner/\(name)", 40 + UInt8(Self.members.firstIndex(of: name) ?? 9),
            .cosignatureV1)
    }

    /// The next version of the register.
    mutating func change(_ body: (inout RosterDraft) throws -> Void) throws {
        var chain = RosterChain(trusting: [authority.verifierKey], alliance: Self.alliance)
        for note in rosters { _ = try chain.accept(note) }
        guard let newest = chain.newest else { throw NoRegister() }
        let issued = Self.now.adding(days: newest.version)
        draft = RosterDraft(after: newest, issuedAt: issued, expiresAt: issued.adding(days: 90))
        try body(&draft)
        try publish()
    }

    struct NoRegister: Error {}

    private mutating func publish() throws { rosters.append(try draft.signed(by: [authority])) }

    var keys: AuthorityKeys { [authority.verifierKey] }

    // MARK: What members say

    static let shop = try! Indicator(.domain, parsing: "cheap-shop.example")

    static func report(_ note: String = "bought twice", on indicator: Indicator = shop) -> Statement
    {
        .assertIndicator(
            IndicatorAssertion(
                indicator: indicator, basis: .testBuy, confidence: 85, tlp: .amber, note: note))
    }

    /// Two members report, one objects, one takes back.
    static func told() throws -> BundleWorld {
        var world = try BundleWorld()
        try world.logs["brand"]?.say(report())
        try world.logs["brand"]?.say(report("on second thought", on: shop))
        try world.logs["brand"]?.say(
            .retract(
                Retraction(dots: [
                    .init(origin: LogOrigin(parsing: "demo/alliance/brand/e1"), index: 1)
                ])))
        try world.logs["rival"]?.say(
            .sight(Sighting(indicator: shop, total: 3, first: 1_000, last: 2_000)))
        try world.logs["rival"]?.say(report("we too"))
        return world
    }

    // MARK: What a node makes of it

    func checkpoint(
        _ log: TestLog, size: Int, cosignedBy cosigners: [String] = ["hub"]
    ) throws -> SignedCheckpoint {
        let checkpoint = Checkpoint(
            origin: log.origin, size: TreeSize(size),
            root: TestTree(log.leaves).hash(0..<size))
        var signed = try SignedCheckpoint(signing: checkpoint, by: log.signer)
        for name in cosigners {
            signed.add(
                try cosigner(name).sign(text: signed.note.text, timestamp: 1_800_000_000))
        }
        return signed
    }

    func statement(_ log: TestLog, _ index: Int, size: Int? = nil) throws -> BundledStatement {
        let size = size ?? log.sealed.count
        return try statement(
            log, index, in: TestTree(log.leaves), under: checkpoint(log, size: size), size: size)
    }

    private func statement(
        _ log: TestLog, _ index: Int, in tree: TestTree, under checkpoint: SignedCheckpoint,
        size: Int
    ) throws -> BundledStatement {
        try BundledStatement(
            entry: log.sealed[index].entry,
            saltAndPayload: log.erased.contains(index) ? nil : log.sealed[index].saltAndPayload,
            proof: TLogProof(
                index: UInt64(index), path: tree.inclusionPath(index, in: 0..<size),
                checkpoint: checkpoint))
    }

    func contents(sizes: [String: Int] = [:]) throws -> EvidenceBundle.Contents {
        EvidenceBundle.Contents(
            registers: rosters,
            statements: try logs.keys.sorted().flatMap { name -> [BundledStatement] in
                guard let log = logs[name], !log.sealed.isEmpty else { return [] }
                let size = sizes[name] ?? log.sealed.count
                let (tree, under) = (TestTree(log.leaves), try checkpoint(log, size: size))
                return try log.sealed.indices.map {
                    try statement(log, $0, in: tree, under: under, size: size)
                }
            })
    }

    func bundle(
        _ contents: EvidenceBundle.Contents, by maker: String = "hub", signer: NoteSigner? = nil,
        about: Indicator? = shop, captures: [Capture] = [], part: BundlePart? = nil
    ) throws -> EvidenceBundle {
        try EvidenceBundle(
            contents,
            about: { files in
                try BundleManifest(
                    alliance: Self.alliance, about: about,
                    making: .init(
                        member: MemberID(unchecked: maker), person: "anna",
                        purpose: "investigation: 2026-17", at: Self.now.adding(days: 1)),
                    captures: captures, part: part, files: files)
            }, signedBy: signer ?? answer(maker))
    }
}

/// RFC 6962 written down once more.
struct TestTree {
    let leaves: [Digest]
    /// Full subtrees by height, so that a path does not hash the whole tree.
    private var full: [[Digest]]

    init(_ leaves: [Digest]) {
        self.leaves = leaves
        full = [leaves]
        while let below = full.last, below.count > 1 {
            full.append(
                stride(from: 0, to: below.count - 1, by: 2).map {
                    MerkleHash.node(below[$0], below[$0 + 1])
                })
        }
    }

    func hash(_ range: Range<Int>) -> Digest {
        if range.isEmpty { return MerkleHash.emptyRoot }
        let count = range.count
        if count & (count - 1) == 0, range.lowerBound % count == 0 {
            return full[count.trailingZeroBitCount][range.lowerBound / count]
        }
        let split = range.lowerBound + Self.split(range.count)
        return MerkleHash.node(
            hash(range.lowerBound..<split), hash(split..<range.upperBound))
    }

    private static func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }

    func inclusionPath(_ index: Int, in range: Range<Int>) -> [Digest] {
        if range.count <= 1 { return [] }
        let split = range.lowerBound + Self.split(range.count)
        let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
        return index < split
            ? inclusionPath(index, in: left) + [hash(right)]
            : inclusionPath(index, in: right) + [hash(left)]
    }

    func consistencyPath(from first: Int, in range: Range<Int>, isKnown: Bool = true) -> [Digest] {
        if range.lowerBound + first == range.upperBound { return isKnown ? [] : [hash(range)] }
        let split = Self.split(range.count)
        let middle = range.lowerBound + split
        return first <= split
            ? consistencyPath(from: first, in: range.lowerBound..<middle, isKnown: isKnown)
                + [hash(middle..<range.upperBound)]
            : consistencyPath(
                from: first - split, in: middle..<range.upperBound, isKnown: false)
                + [hash(range.lowerBound..<middle)]
    }

    func history(of origin: String, _ sizes: [Int]) -> LogHistory {
        LogHistory(
            origin: origin,
            steps: zip(sizes, sizes.dropFirst()).map { from, to in
                ConsistencyProof(
                    from: TreeSize(from), to: TreeSize(to),
                    path: consistencyPath(from: from, in: 0..<to))
            })
    }
}
