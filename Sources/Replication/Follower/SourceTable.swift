import AllianceNames
import TransparencyLog

/// Size and root: what a checkpoint claims, whoever signed the note how often.
struct CheckpointKey: Hashable {
    let size: TreeSize
    let root: Digest

    init(_ checkpoint: VerifiedCheckpoint) {
        size = checkpoint.size
        root = checkpoint.root
    }

    init(_ record: CheckpointRecord) {
        size = record.size
        root = record.root
    }

    init(_ checkpoint: Checkpoint) {
        size = checkpoint.size
        root = checkpoint.root
    }
}

/// The peers that have shown checkpoints of one log: which checkpoints, and when each may be asked.
struct SourceTable {
    /// Peers remembered for one log. A further one takes the place of one that is preferred less, as the author does
    /// of anybody; else it is passed over.
    static let sourcesMax = 64
    /// Earlier checkpoints remembered of each, since a peer that has shown one can still prove it.
    private static let shownMax = 16

    private struct Source {
        let rank: Int
        var newest: VerifiedCheckpoint
        var shown: [CheckpointKey]
        /// Whether `newest` was found to agree with what is held.
        var isCompared = false
        var absence: Backoff
        var distrust: Backoff
        var notBefore: Duration = .zero
    }

    private var sources: [MemberID: Source] = [:]
    private let limits: FollowerLimits

    init(limits: FollowerLimits) { self.limits = limits }

    /// All checkpoints shown last, by peer name.
    var newest: [(peer: MemberID, checkpoint: VerifiedCheckpoint)] {
        sources.keys.sorted().compactMap { peer in
            sources[peer].map { (peer, $0.newest) }
        }
    }

    func newest(of peer: MemberID) -> VerifiedCheckpoint? { sources[peer]?.newest }

    /// A checkpoint with this size and root that was verified before.
    func verified(_ key: CheckpointKey) -> VerifiedCheckpoint? {
        // All that match say the same; the first by name, so that every run takes the same note.
        newest.first { CheckpointKey($0.checkpoint) == key }?.checkpoint
    }

    /// The same for a size and a root.
    func verified(size: TreeSize, root: Digest) -> VerifiedCheckpoint? {
        newest.first { $0.checkpoint.size == size && $0.checkpoint.root == root }?.checkpoint
    }

    /// - Returns: false where there is no room for one more peer.
    mutating func offer(_ checkpoint: VerifiedCheckpoint, by peer: MemberID, rank: Int) -> Bool {
        let key = CheckpointKey(checkpoint)
        guard var source = sources[peer] else {
            guard sources.count < Self.sourcesMax || makeRoom(for: rank) else { return false }
            sources[peer] = Source(
                rank: rank, newest: checkpoint, shown: [key], absence: limits.absence,
                distrust: limits.distrust)
            return true
        }
        if CheckpointKey(source.newest) != key { source.isCompared = false }
        source.newest = checkpoint
        source.shown.removeAll { $0 == key }
        source.shown.append(key)
        if source.shown.count > Self.shownMax { source.shown.removeFirst() }
        sources[peer] = source
        return true
    }

    private mutating func makeRoom(for rank: Int) -> Bool {
        let worst = sources.max { ($0.value.rank, $0.key) < ($1.value.rank, $1.key) }
        guard let worst, worst.value.rank > rank else { return false }
        sources[worst.key] = nil
        return true
    }

    mutating func remove(_ peer: MemberID) { sources[peer] = nil }

    /// The best peer to ask for what lies below a checkpoint; nil while none may be asked.
    func best(for key: CheckpointKey, at now: Duration) -> MemberID? {
        sources.filter { $0.value.notBefore <= now && $0.value.shown.contains(key) }
            .min { Self.standing($0) < Self.standing($1) }?.key
    }

    private static func standing(_ source: (key: MemberID, value: Source)) -> (
        Int, Int, Int, MemberID
    ) {
        (
            source.value.distrust.failures, source.value.absence.failures, source.value.rank,
            source.key
        )
    }

    /// What is shown beyond `size`, the largest first; each size and root once.
    func candidates(above size: TreeSize) -> [VerifiedCheckpoint] {
        var known: Set<CheckpointKey> = []
        return newest.map(\.checkpoint)
            .filter { $0.size > size && known.insert(CheckpointKey($0)).inserted }
            .sorted { ($1.size, $1.root) < ($0.size, $0.root) }
    }

    /// When the next peer that now has to be left alone may be asked for something beyond `size`.
    func nextChance(above size: TreeSize, after now: Duration) -> Duration? {
        sources.values.filter { $0.newest.size > size && $0.notBefore > now }
            .map(\.notBefore).min()
    }

    mutating func fail(_ peer: MemberID, _ failure: FetchFailure, at moment: Moment) {
        guard var source = sources[peer] else { return }
        let pause =
            switch failure {
            case .noAnswer: source.absence.fail(random: moment.random)
            case .refused: source.distrust.fail(random: moment.random)
            }
        source.notBefore = max(source.notBefore, moment.uptime + pause)
        sources[peer] = source
    }

    mutating func succeed(_ peer: MemberID) {
        sources[peer]?.absence.succeed()
        sources[peer]?.distrust.succeed()
    }

    /// Lets everybody be asked again at once, since something about the log has changed.
    mutating func forgive() {
        for peer in sources.keys { sources[peer]?.notBefore = .zero }
    }

    /// The first peer, by name, whose newest checkpoint fits and has not been compared.
    func uncompared(
        where fits: (VerifiedCheckpoint) -> Bool
    ) -> (peer: MemberID, checkpoint: VerifiedCheckpoint)? {
        for (peer, checkpoint) in newest where fits(checkpoint) {
            if sources[peer]?.isCompared == false { return (peer, checkpoint) }
        }
        return nil
    }

    /// Marks this checkpoint as compared, with whomever shows it.
    mutating func markCompared(_ key: CheckpointKey) {
        for (peer, source) in sources where CheckpointKey(source.newest) == key {
            sources[peer]?.isCompared = true
        }
    }
}
