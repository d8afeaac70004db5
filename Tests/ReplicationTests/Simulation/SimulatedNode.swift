import AllianceNames
import Replication
import TransparencyLog

/// How a node of a simulation behaves towards those that ask it.
enum Conduct: Equatable {
    case honest
    /// Serves its mirrors with bytes changed, payloads left out and checkpoints forged.
    case lying
    /// Has signed two histories of its log and shows one to every second peer.
    case equivocating
}

/// One member's node: a store that survives crashes, and followers and polls that do not.
struct SimulatedNode {
    let member: MemberID
    let conduct: Conduct
    /// Whom it polls.
    let peers: [MemberID]
    let store: InMemoryLogStore
    /// The store that an equivocating author shows to the others.
    let otherStore: InMemoryLogStore
    var followers: [LogOrigin: Follower] = [:]
    var polls: [MemberID: PeerPoll] = [:]
    /// Counts restarts: what belongs to an earlier life is ignored.
    var life = 0
    var isUp = true
    var frontierBefore: FrontierAnswer?
    /// Polls of others that wait for news here.
    var waiting: [(token: String, reply: (inout Simulation) throws -> Void)] = []
    /// Checkpoints that were shown to it with a good signature, whatever became of them.
    var shown: [LogOrigin: Set<String>] = [:]
    var findings: [ForkFinding] = []

    init(_ member: MemberID, conduct: Conduct, peers: [MemberID]) {
        self.member = member
        self.conduct = conduct
        self.peers = peers
        store = InMemoryLogStore()
        otherStore = InMemoryLogStore()
    }
}
