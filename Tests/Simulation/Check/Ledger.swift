import AllianceNames
import Replication
import Roster
import Statements
import TransparencyLog

/// What has really happened, kept beside the nodes and without their code: what they hold and show is
/// compared with it.
final class Ledger {
    /// An entry as its author made it.
    struct Said {
        let statement: Statement
        let saltAndPayload: [UInt8]?
    }

    /// One history of a log.
    struct Branch {
        private(set) var leaves: [Digest] = []
        private(set) var roots: [TreeSize: Digest] = [0: MerkleHash.emptyRoot]
        private var range = CompactRange()

        var size: TreeSize { TreeSize(leaves.count) }

        mutating func append(_ leaf: Digest) {
            leaves.append(leaf)
            range.append(leaf: leaf)
            roots[range.size] = range.root
        }
    }

    private(set) var said: [Digest: Said] = [:]
    private(set) var branches: [LogOrigin: [Branch]] = [:]
    /// The largest checkpoint that its author was told to be durable and signed.
    private(set) var acknowledged: [LogOrigin: CheckpointRecord] = [:]
    /// What complete certificates erase that a node was told to have kept.
    private(set) var erased: [LogOrigin: EntryRanges] = [:]
    /// The same with those of which nobody was told so yet: a node may have kept one and gone down before it answered.
    private(set) var mayBeErased: [LogOrigin: EntryRanges] = [:]
    private(set) var certificates: [Digest: LogOrigin] = [:]
    /// What each witness has cosigned.
    private(set) var cosigned: [MemberID: [LogOrigin: [Checkpoint]]] = [:]

    func willSay(_ sealed: SealedStatement, _ statement: Statement) {
        said[MerkleHash.leaf(sealed.entry)] = Said(
            statement: statement, saltAndPayload: sealed.saltAndPayload)
    }

    /// What a checkpoint covers that its author has signed.
    func signed(_ origin: LogOrigin, _ leaves: [Digest]) {
        var known = branches[origin] ?? [Branch()]
        let place = known.indices.first { place in
            zip(known[place].leaves, leaves).allSatisfy { $0 == $1 }
        }
        var branch = place.map { known[$0] } ?? Branch()
        for leaf in leaves.dropFirst(branch.leaves.count) { branch.append(leaf) }
        if let place { known[place] = branch } else { known.append(branch) }
        branches[origin] = known
    }

    func acknowledged(_ record: CheckpointRecord, of origin: LogOrigin) {
        acknowledged[origin] = record
    }

    func willErase(_ certificate: ErasureCertificate) {
        mayBeErased[certificate.origin] = (mayBeErased[certificate.origin] ?? .empty).union(
            certificate.entries)
    }

    func erased(_ certificate: ErasureCertificate) {
        certificates[certificate.id] = certificate.origin
        erased[certificate.origin] = (erased[certificate.origin] ?? .empty).union(
            certificate.entries)
    }

    func cosigned(_ checkpoint: Checkpoint, of origin: LogOrigin, by witness: MemberID) {
        cosigned[witness, default: [:]][origin, default: []].append(checkpoint)
    }

    /// Whether the author has signed two histories.
    func isForked(_ origin: LogOrigin) -> Bool { (branches[origin]?.count ?? 0) > 1 }

    /// Whether the author has signed a history that begins so.
    func holds(_ origin: LogOrigin, size: TreeSize, root: Digest) -> Bool {
        size == 0 || branches[origin]?.contains { $0.roots[size] == root } ?? false
    }

    /// Whether one history has all of these.
    func areOfOneBranch(_ checkpoints: [Checkpoint], of origin: LogOrigin) -> Bool {
        checkpoints.isEmpty
            || (branches[origin] ?? []).contains { branch in
                checkpoints.allSatisfy { branch.roots[$0.size] == $0.root }
            }
    }
}
