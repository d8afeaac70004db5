import AllianceNames
import AllianceNode
import Credentials
import Crypto
import Foundation
import Logging
import NodeAPI
import Peering
import Replication
import Roster
import Synchronization
import TransparencyLog

/// An alliance in memory whose members have real keys: `author`, and witnesses `w1` to `w3`.
struct WitnessWorld {
    let alliance = AllianceID(unchecked: "demo")
    let authority: NoteSigner
    let keys: [String: MemberKeys]
    private var rosters: [SignedNote]
    static let start: UInt64 = 1_790_000_000_000

    /// - Parameters:
    ///   - witnesses: of `w1` to `w3`, those whose cosignatures count.
    ///   - outbound: members that take no connections.
    ///   - change: what the second roster changes.
    init(
        witnesses: [String] = ["w1", "w2", "w3"], outbound: Set<String> = [],
        stalenessSeconds: UInt64 = 3_600,
        expiresInDays days: UInt64 = 30,
        change: ((inout RosterDraft) throws -> Void)? = nil
    ) throws {
        authority = try NoteSigner(
            name: "demo/authority", privateKey: Curve25519.Signing.PrivateKey())
        let begin = UTCTimestamp(millisecondsSince1970: Self.start)
        var draft = RosterDraft(
            alliance: alliance, authority: [authority.verifierKey], issuedAt: begin,
            expiresAt: begin.adding(days: days), stalenessSeconds: stalenessSeconds)
        var keys: [String: MemberKeys] = [:]
        for (place, name) in ["author", "w1", "w2", "w3"].enumerated() {
            let own = MemberKeys()
            keys[name] = own
            var descriptor = try own.descriptor(
                of: MemberID(unchecked: name), name: name, in: alliance)
            descriptor.roles = [.brand]
            if !outbound.contains(name) {
                descriptor.endpoint = try PeerEndpoint(
                    parsing: "https://127.0.0.1:\(7_000 + place)")
            }
            try draft.admit(
                descriptor,
                tlsKey: CertificateRequest(pem: descriptor.certificateRequest).spkiDigest)
        }
        for name in witnesses { try draft.makeWitness(MemberID(unchecked: name)) }
        self.keys = keys
        rosters = [try draft.signed(by: [authority])]
        if let change { try succeed(expiresInDays: days, change) }
    }

    /// The same alliance with another roster after this one's first.
    func changed(_ change: (inout RosterDraft) throws -> Void) throws -> WitnessWorld {
        var world = self
        try world.succeed(expiresInDays: 30, change)
        return world
    }

    private mutating func succeed(
        expiresInDays days: UInt64, _ change: (inout RosterDraft) throws -> Void
    ) throws {
        let begin = UTCTimestamp(millisecondsSince1970: Self.start)
        var chain = RosterChain(trusting: [authority.verifierKey], alliance: alliance)
        _ = try chain.accept(rosters[0])
        guard let first = chain.newest else { return }
        var next = RosterDraft(
            after: first, issuedAt: begin.adding(days: 1), expiresAt: begin.adding(days: days))
        try change(&next)
        rosters = [rosters[0], try next.signed(by: [authority])]
    }

    /// What signs with a further cosigner key of a member.
    func furtherCosigner(_ name: String) throws -> NoteSigner {
        try NoteSigner(
            name: KeyName.cosigner(MemberID(unchecked: name), of: alliance),
            privateKey: Curve25519.Signing.PrivateKey(), algorithm: .cosignatureV1)
    }

    /// The same alliance once the register names a further cosigner key of a member.
    /// - Parameter counts: as a witness, in the place of the one before.
    func naming(_ signer: NoteSigner, of name: String, counts: Bool = true) throws -> WitnessWorld {
        guard let own = keys[name] else { preconditionFailure("no \(name)") }
        let id = MemberID(unchecked: name)
        return try changed { draft in
            guard let member = draft.roster.members.first(where: { $0.id == id }) else {
                preconditionFailure("no \(name)")
            }
            var descriptor = try own.descriptor(renewing: member, in: alliance)
            descriptor.cosignerKey = signer.verifierKey
            try draft.admit(
                descriptor,
                tlsKey: CertificateRequest(pem: descriptor.certificateRequest).spkiDigest)
            if counts { try draft.makeWitness(id) }
        }
    }

    /// Has a register that is in use take up this world's newest roster.
    func arrive(at register: RosterRegister) throws {
        for note in rosters { try register.accept(note) }
    }

    func register(_ store: any LogStore, clock: WallClock = clock()) throws -> RosterRegister {
        let register = try RosterRegister(
            trusting: [authority.verifierKey], alliance: alliance, store: store, clock: clock)
        for note in rosters { try register.accept(note) }
        return register
    }

    static func clock(_ time: UInt64 = start + 1_000) -> WallClock { WallClock { time } }

    func origin(of name: String = "author", in channel: ChannelID = .alliance) -> LogOrigin {
        LogOrigin(
            alliance: alliance, channel: channel, member: MemberID(unchecked: name),
            epoch: Epoch(1))
    }

    func cosigner(_ name: String) throws -> NoteSigner {
        guard let own = keys[name] else { preconditionFailure("no \(name)") }
        return try own.cosignerSigner(of: MemberID(unchecked: name), in: alliance)
    }

    /// - Parameter further: keys that were made behind the first.
    func cosignerKeys(_ name: String, further: [NoteSigner] = []) throws -> OwnCosigner {
        let first = try cosigner(name)
        return try OwnCosigner(member: MemberID(unchecked: name)) { [first] + further }
    }

    func logSigner(_ name: String = "author") throws -> NoteSigner {
        guard let own = keys[name] else { preconditionFailure("no \(name)") }
        return try own.logSigner(for: origin(of: name))
    }

    /// A member as a witness, on a store.
    /// - Parameter marks: nil for a record that cannot go back.
    func witness(
        _ name: String = "w1", store: any LogStore & WitnessStore = InMemoryLogStore(),
        marks: (any WitnessMarks)? = nil,
        clock: WallClock = clock(), keys: OwnCosigner? = nil, logger: Logger = quiet
    ) throws -> StoredWitness {
        StoredWitness(
            member: MemberID(unchecked: name), store: store,
            records: marks.map { MarkedWitness(store: store, marks: $0) },
            register: try register(store, clock: clock), keys: try keys ?? cosignerKeys(name),
            clock: clock, logger: logger)
    }

    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// A log's leaves, to make checkpoints and proofs of.
struct LeafLog {
    let signer: NoteSigner
    let leaves: [TransparencyLog.Digest]

    init(_ signer: NoteSigner, leaves: [TransparencyLog.Digest]) {
        self.signer = signer
        self.leaves = leaves
    }

    init(_ signer: NoteSigner, entries: Int, branch: Int = 0) {
        self.signer = signer
        leaves = (0..<entries).map { MerkleHash.leaf(Array("\(branch) \($0)".utf8)) }
    }

    func checkpoint(_ size: Int) throws -> SignedCheckpoint {
        try SignedCheckpoint(
            signing: Checkpoint(
                origin: signer.name, size: TreeSize(size),
                root: MerkleHash.root(ofLeaves: leaves.prefix(size))),
            by: signer)
    }

    func request(from: Int, to: Int) throws -> [UInt8] {
        let leaves = leaves
        let path = try TiledTree(size: TreeSize(to)) { tile in
            var bytes: [UInt8] = []
            let width = 1 << (8 * tile.level)
            for first in stride(
                from: Int(tile.entries.lowerBound), to: Int(tile.entries.upperBound), by: width)
            {
                bytes += MerkleHash.root(ofLeaves: leaves[first..<(first + width)]).bytes
            }
            return bytes
        }.consistencyProof(from: TreeSize(from)).path
        return Array(
            AddCheckpointRequest(
                oldSize: TreeSize(from), path: path, checkpoint: try checkpoint(to)
            ).description.utf8)
    }
}

extension StoredWitness {
    /// What it would answer over the wire.
    func reply(to body: [UInt8]) throws(PeerError) -> WitnessReply {
        do {
            switch try addCheckpoint(body) {
            case .cosigned(let lines): return .cosigned(lines)
            case .conflict(let size): return .conflict(size)
            }
        } catch let problem as PeerProblem {
            return .refused(status: problem.status, detail: problem.detail)
        } catch {
            throw .unreachable("\(error)")
        }
    }
}
