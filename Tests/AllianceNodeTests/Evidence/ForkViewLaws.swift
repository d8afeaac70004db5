import AllianceNames
import AllianceNode
import CRDT
import MergedView
import Replication
import Roster
import Statements
import TestAlliance
import Testing
import TransparencyLog

/// Whatever a node saw of a fork, in whatever order: nothing of the member counts from the proof on, and
/// once the roster has ended the log all nodes have the same root again.
@Suite struct ForkViewLaws {
    /// SplitMix64.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }

    /// A member's log that says who sells counterfeits, and takes some of it back.
    private struct Said {
        let origin: LogOrigin
        let signer: NoteSigner
        var entries: [(entry: [UInt8], payload: [UInt8]?)] = []

        mutating func say(_ statement: Statement, _ random: inout Seeded) throws {
            if case .retract = statement {
                entries.append(
                    (
                        try Entry(
                            kind: statement.kind, issuedAt: 1, openBody: statement.payload()
                        ).bytes, nil
                    ))
                return
            }
            let sealed = Salt(from: &random).bytes + statement.payload()
            let commit = sealed.withUnsafeBytes { PayloadBundle.commit(saltAndPayload: $0) }
            entries.append((Entry(kind: statement.kind, issuedAt: 1, commit: commit).bytes, sealed))
        }

        var leaves: [Digest] { entries.map { MerkleHash.leaf($0.entry) } }

        func admitted(_ range: Range<Int>) -> AdmittedEntries {
            var (bytes, payloads): ([UInt8], [UInt8]) = ([], [])
            for (entry, payload) in entries[range] {
                EntryBundle.append(entry: entry, to: &bytes)
                if let payload {
                    PayloadBundle.append(saltAndPayload: payload, to: &payloads)
                } else {
                    PayloadBundle.appendAbsent(to: &payloads)
                }
            }
            let slices =
                range.isEmpty
                ? []
                : [
                    BundleSlice(
                        bundle: 0, offset: range.lowerBound, count: range.count, entries: bytes,
                        payloads: payloads, leafHashes: Array(leaves[range]))
                ]
            return AdmittedEntries(
                origin: origin, start: EntryIndex(range.lowerBound), slices: slices)
        }

        func signed(_ size: Int) throws -> SignedCheckpoint {
            try SignedCheckpoint(
                signing: Checkpoint(
                    origin: origin.description, size: TreeSize(size),
                    root: MerkleHash.root(ofLeaves: leaves.prefix(size))),
                by: signer)
        }
    }

    private func indicator(_ number: Int) throws -> Indicator {
        try Indicator(.domain, parsing: "shop\(number).example")
    }

    private func assertion(_ number: Int) throws -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: try indicator(number), basis: .testBuy, confidence: 70, tlp: .amber))
    }

    /// Two histories of brand's log that agree on some entries; the right one retracts what the left one
    /// keeps, so that which of them was seen matters.
    private func histories(
        _ alliance: TestAlliance, _ random: inout Seeded
    ) throws -> (left: Said, right: Said, common: Int) {
        let origin = try alliance.origin("alliance", "brand")
        var said = Said(origin: origin, signer: try alliance.logSigner(origin))
        let common = Int.random(in: 1...30, using: &random)
        for number in 0..<common { try said.say(assertion(number), &random) }
        var (left, right) = (said, said)
        try right.say(
            .retract(Retraction(dots: [.init(origin: origin, index: 0)])), &random)
        for number in 0..<Int.random(in: 1...20, using: &random) {
            try left.say(assertion(1_000 + number), &random)
        }
        for number in 0..<Int.random(in: 1...20, using: &random) {
            try right.say(assertion(2_000 + number), &random)
        }
        return (left, right, common)
    }

    /// A node by its stores: what it holds of either branch, and whether it knows of the fork.
    private struct Holder {
        let logs = InMemoryLogStore()
        let view = InMemoryViewStore()

        func root(_ roster: VerifiedRoster) throws -> StateRoot {
            try ViewMerger(logs: logs, view: view).catchUp()
            return try view.stateRoot(
                of: .alliance, scope: ViewScope(roster: roster, logs: logs))
        }
    }

    @Test(
        "roots are equal after the proof, and after the end, for every branch and order",
        arguments: 1...16)
    func equalRoots(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let alliance = try TestAlliance(members: ["hub", "brand", "rival"], channels: [:])
        let (left, right, common) = try histories(alliance, &random)
        let key = left.signer.verifierKey
        let tree = TiledTree(size: TreeSize(max(left.entries.count, right.entries.count))) { tile in
            let larger = left.entries.count > right.entries.count ? left : right
            return Digest.bytes(of: larger.leaves.prefix(tile.width))
        }
        let proof = try proof(left, right, tree).verified(by: key)
        // Another member, whose word has to survive.
        let rivalOrigin = try alliance.origin("alliance", "rival")
        var rival = Said(origin: rivalOrigin, signer: try alliance.logSigner(rivalOrigin))
        try rival.say(assertion(0), &random)
        try rival.say(assertion(5_000), &random)
        let forked = alliance.roster

        var holders: [Holder] = []
        for place in 0..<6 {
            let holder = Holder()
            try holder.logs.admit(rival.admitted(0..<2))
            let branch = place.isMultiple(of: 2) ? left : right
            let size =
                place < 2
                ? branch.entries.count : Int.random(in: 0...branch.entries.count, using: &random)
            if size > 0 {
                try holder.logs.believe(
                    branch.signed(branch.entries.count).verified(by: key), for: left.origin)
                try holder.logs.admit(branch.admitted(0..<size))
            }
            // Some have folded what they saw before the proof comes.
            if Bool.random(using: &random) { _ = try holder.root(forked) }
            holders.append(holder)
        }
        for holder in holders {
            _ = try holder.logs.keep(EvidenceRecord(fork: proof, shownBy: nil, keptAt: 1))
        }
        let suspended = Set(try holders.map { try $0.root(forked).digest })
        #expect(suspended.count == 1, "seed \(seed)")
        let alone = Holder()
        try alone.logs.admit(rival.admitted(0..<2))
        #expect(
            try suspended == [alone.root(forked).digest], "seed \(seed): nothing of brand counts")

        // The authority ends the log on either branch, anywhere.
        let branch = Bool.random(using: &random) ? left : right
        let end = Int.random(in: 1...branch.entries.count, using: &random)
        let root = MerkleHash.root(ofLeaves: branch.leaves.prefix(end))
        try alliance.end(left.origin, size: TreeSize(end), root: root)
        for holder in holders {
            let held = try holder.logs.state(of: left.origin)?.size ?? 0
            let ownLeaves = try leaves(held, of: holder, left, right)
            let agreed = zip(ownLeaves, branch.leaves.prefix(end)).prefix { $0 == $1 }.count
            let prefix = agreed == end ? held : TreeSize(agreed)
            try holder.logs.settle(
                left.origin, ForkSettlement(prefix: prefix, end: TreeSize(end), root: root))
            if Bool.random(using: &random) { _ = try holder.root(alliance.roster) }
            let start = Int(try holder.logs.state(of: left.origin)?.size ?? 0)
            if start < end { try holder.logs.admit(branch.admitted(start..<end)) }
        }
        let settled = Set(try holders.map { try $0.root(alliance.roster).digest })
        #expect(settled.count == 1, "seed \(seed), common \(common), end \(end)")
        let direct = Holder()
        try direct.logs.admit(rival.admitted(0..<2))
        try direct.logs.admit(branch.admitted(0..<end))
        #expect(try settled == [direct.root(alliance.roster).digest], "seed \(seed)")
        #expect(settled != suspended, "seed \(seed): what the branch says counts again")
    }

    private func leaves(
        _ held: TreeSize, of holder: Holder, _ left: Said, _ right: Said
    ) throws -> [Digest] {
        guard held > 0 else { return [] }
        let tile = TileCoordinate(level: 0, index: 0, width: Int(held))
        return Digest.all(in: try #require(try holder.logs.tile(of: left.origin, tile)))
    }

    private func proof(_ left: Said, _ right: Said, _ larger: TiledTree) throws -> ForkProof {
        let (one, other) = (
            try left.signed(left.entries.count), try right.signed(right.entries.count)
        )
        if left.entries.count == right.entries.count {
            return try ForkProof(ofOneSize: one, other)
        }
        let isLeftSmaller = left.entries.count < right.entries.count
        let size = min(left.entries.count, right.entries.count)
        let tree = isLeftSmaller ? right : left
        return try ForkProof(
            smaller: isLeftSmaller ? one : other, larger: isLeftSmaller ? other : one,
            difference: .prefix(
                root: MerkleHash.root(ofLeaves: tree.leaves.prefix(size)),
                path: larger.consistencyProof(from: TreeSize(size)).path))
    }
}
