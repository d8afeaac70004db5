import AllianceNames
import MergedView
import Replication
import Roster
import TransparencyLog

/// One member's node: a disk that survives crashes, and state machines that do not.
final class Node {
    let cast: Cast
    let disk: SimulatedDisk
    let store: SimulatedLogStore
    let view: SimulatedViewStore
    let fence: SimulatedFence

    let glances = Glances()

    var rosters: KeptRosters { didSet { takeOwnOrigins() } }
    /// The logs that it writes to.
    private(set) var ownOrigins: [LogOrigin] = []
    /// Those that it has ever written to: a log that ends may be signed before that is known.
    private(set) var writtenOrigins: [LogOrigin] = []
    /// The newest roster as it travels.
    private(set) var rosterBytes: [UInt8] = []
    var isUp = false
    /// Counts starts: what belongs to an earlier life is ignored.
    var life = 0
    /// By how many seconds its clock is wrong; ahead where positive.
    var clockOff: Int64 = 0

    // As the replicator has them.
    var followers: [LogOrigin: Follower] = [:]
    var heldAtStart: [LogOrigin: LogState] = [:]
    var polls: [MemberID: PeerPoll] = [:]
    var plan: PollPlan?
    var lot: UInt64 = 0
    var hubAnsweredAt = Duration.zero
    var rosterTaken: Digest?
    var forks: [LogOrigin: ForkFinding] = [:]
    var settling: Set<LogOrigin> = []
    var proving: Set<LogOrigin> = []
    var erased: [LogOrigin: ErasedEntries] = [:]
    var submissions: [Submission: WitnessSubmission] = [:]

    /// Counts what there is to tell to those that poll; the frontier's token.
    var changes: UInt64 = 1
    var changedAt: [LogOrigin: UInt64] = [:]
    /// When each log that is not in there has changed last, for those that poll.
    var allChangedAt: UInt64 = 1
    var waiting: [(token: String, reply: VirtualTime.Body)] = []

    // What an adversary keeps.
    var backup: Backup?
    var branches: [AuthoredLog] = []
    var hasParted = false
    var shows: [MemberID: Int] = [:]
    var staleFrontier: [UInt8]?

    // What the checks know of it.
    var newestVersion: UInt64 = 1
    var isRestored = false
    /// The checkpoint of each own log that was looked at last.
    var seenSigned: [LogOrigin: Checkpoint] = [:]

    struct Submission: Hashable, Comparable {
        let origin: LogOrigin
        let witness: MemberID

        static func < (left: Self, right: Self) -> Bool {
            (left.origin, left.witness) < (right.origin, right.witness)
        }
    }

    struct Backup {
        let record: InMemoryLogStore
        let view: InMemoryViewStore
        let fence: [UInt8]
    }

    init(_ cast: Cast, _ founding: Founding, seed: UInt64) {
        self.cast = cast
        disk = SimulatedDisk(seed: seed)
        store = SimulatedLogStore(disk: disk, holding: founding.record.copy())
        view = SimulatedViewStore(disk: disk)
        fence = SimulatedFence(disk: disk)
        rosters = founding.rosters
        takeOwnOrigins()
        disk.observe { [store, fence, glances] in glances.look(at: store.content, fence.image) }
    }

    var id: MemberID { cast.id }
    var conduct: Conduct { cast.conduct }
    /// Whether its promises are checked.
    var isJudged: Bool { conduct.isJudged }
    var isForking: Bool { if case .forking = conduct { true } else { false } }

    var roster: VerifiedRoster {
        guard let newest = rosters.chain.newest else { preconditionFailure("founded with one") }
        return newest
    }

    private func takeOwnOrigins() {
        rosterBytes = Array(roster.note.description.utf8)
        let own = roster.logs.filter { $0.origin.member == id }
        ownOrigins = own.filter { $0.scope == .open }.map(\.origin)
        writtenOrigins = own.map(\.origin)
    }

    /// The log that it writes to, with everything that signing takes.
    func ownLog(_ origin: LogOrigin) -> FencedLog {
        let store = store
        return FencedLog(
            store: store, fence: fence, key: Keys.privateLogKey(id, origin.epoch),
            claims: { try store.ownLogClaims() })
    }
}
