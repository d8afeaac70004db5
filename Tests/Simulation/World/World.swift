import AllianceNames
import Replication
import Roster
import Statements
import TransparencyLog

/// The nodes of an alliance in one process and in virtual time, with everything between and below them that
/// can go wrong. What decides is the nodes' own code; here is what carries it out, one thing after the
/// other.
final class World {
    let scenario: Scenario
    var time = VirtualTime()
    var random: SeededRandom
    let nodes: [Node]
    private let places: [MemberID: Node]
    var authority: Authority
    let ledger = Ledger()
    var faults: NetworkFaults
    /// Who cannot reach whom, and until when.
    var cutOff: [Link: Duration] = [:]
    var isCalm = false
    /// A roster that a stranger has made after the newest, and of which version.
    var forged: (after: UInt64, bytes: [UInt8])?
    /// The first thing that went wrong.
    private(set) var failure: SimulationFailure?
    let limits: FollowerLimits
    var trace: Trace
    let rule: SimulationRun.StepRule

    struct Link: Hashable {
        let from: MemberID
        let to: MemberID
    }

    init(
        _ scenario: Scenario, trace: Trace = Trace(isKept: false),
        rule: @escaping SimulationRun.StepRule = { _ in nil }
    ) throws {
        self.scenario = scenario
        self.trace = trace
        self.rule = rule
        random = SeededRandom(seed: scenario.seed ^ 0x6e65_7477_6f72_6b21)
        faults = scenario.faults
        let founding = try Founding.of(scenario)
        authority = Authority(founding)
        nodes = scenario.cast.enumerated().map { place, cast in
            Node(cast, founding, seed: scenario.seed &* 31 &+ UInt64(place))
        }
        places = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0) })
        limits = Self.limits(scenario.growth)
    }

    /// Waits as in a node that is in more of a hurry, so that little virtual time holds much.
    private static func limits(_ growth: Scenario.GrowthSizes) -> FollowerLimits {
        var limits = FollowerLimits()
        limits.smallGrowthBundlesMax = growth.small
        limits.windowBundlesMax = growth.window
        limits.storeBundlesMin = growth.store
        limits.distrust = Backoff(first: .seconds(2), limit: .seconds(20))
        limits.absence = Backoff(first: .milliseconds(500), limit: .seconds(10))
        limits.store = Backoff(first: .milliseconds(500), limit: .seconds(5))
        return limits
    }

    func node(_ id: MemberID) -> Node {
        guard let node = places[id] else { preconditionFailure("no member \(id)") }
        return node
    }

    func fail(_ failure: SimulationFailure) {
        if self.failure == nil {
            self.failure = failure
            trace.note(time.now, "FAILED \(failure)")
        }
    }

    func note(_ text: @autoclosure () -> String) { trace.note(time.now, text()) }

    /// As it is, by which the authority works.
    var wallSeconds: UInt64 { Founding.start.secondsSince1970 + UInt64(time.now / .seconds(1)) }
    var timestamp: UTCTimestamp { UTCTimestamp(secondsSince1970: wallSeconds) }

    /// As a node's clock has it.
    func wallSeconds(at node: Node) -> UInt64 {
        UInt64(clamping: Int64(wallSeconds) + node.clockOff)
    }

    /// The same in milliseconds.
    func wall(at node: Node) -> UInt64 { wallSeconds(at: node) * 1_000 }

    func moment(at node: Node) -> Moment {
        Moment(uptime: time.now, wall: wall(at: node), random: random.next())
    }

    // MARK: Running

    /// Runs what is planned up to a time, or to the first failure.
    func run(until end: Duration) throws {
        while failure == nil, let body = time.next(until: end) {
            try body()
            for node in nodes where node.isUp { checkUp(node) }
            if time.happened > Self.eventsMax {
                fail(SimulationFailure(.noRest, "\(time.happened) events"))
            }
        }
    }

    /// More than any scenario takes by far.
    private static let eventsMax = 150_000

    /// Does something in this life of a node, unless it ends before.
    func later(_ node: Node, _ delay: Duration, _ body: @escaping () throws -> Void) {
        let life = node.life
        time.plan(after: delay) {
            guard node.isUp, node.life == life else { return }
            try body()
        }
    }

    // MARK: Power

    /// Ends a node whose disk has stopped, and looks at what the others see of it.
    private func checkUp(_ node: Node) {
        let glances = node.glances.take()
        if !glances.isEmpty {
            for glance in glances { checkOwnLogs(node, glance) }
            checkOwnLogs(node)
        }
        if !node.disk.isOn {
            stop(node, for: random.milliseconds(200...6_000))
        } else if node.disk.isStopped {
            stop(node, for: random.milliseconds(200...2_000))
        }
    }

    /// Ends a life of a node, as a power cut does; it begins again later.
    func stop(_ node: Node, for duration: Duration, restoring: Bool = false) {
        note("\(node.id) goes down")
        node.disk.turnOff()
        node.isUp = false
        node.waiting = []
        time.plan(after: duration) { [self] in
            node.store.restart()
            node.view.restart()
            node.fence.restart()
            if restoring, let backup = node.backup { restore(node, backup) }
            node.disk.turnOn()
            try start(node)
        }
    }

    private func restore(_ node: Node, _ backup: Node.Backup) {
        note("\(node.id) is put back to a backup")
        node.isRestored = true
        node.store.restore(backup.record)
        node.view.restore(backup.view)
        if case .restored(withFence: true) = node.conduct { node.fence.restore(backup.fence) }
    }

    /// Begins a life of a node, from what its disk holds.
    func start(_ node: Node) throws {
        node.life += 1
        node.isUp = true
        note("\(node.id) is up")
        do {
            try takeUp(node)
        } catch is SimulatedDisk.NoPower {
            return
        } catch {
            fail(SimulationFailure(.cannotRestart, at: node.id, "\(error)"))
            return
        }
        takeRoster(node)
        beginOwnLogs(node)
    }

    private func takeUp(_ node: Node) throws {
        let store = node.store
        let founding = try Founding.of(scenario)
        // The same record gives the same chain.
        node.rosters =
            try store.rosterCount() == 1
            ? founding.rosters
            : KeptRosters(
                trusting: [Keys.authority.verifierKey], alliance: Keys.alliance, in: store)
        checkRoster(node)
        node.followers = [:]
        node.polls = [:]
        (node.plan, node.rosterTaken) = (nil, nil)
        (node.settling, node.proving, node.submissions) = ([], [], [:])
        (node.changedAt, node.allChangedAt, node.changes) = ([:], 1, 1)
        node.lot = random.next()
        node.erased = try store.erasedEntries()
        let states = try store.states()
        node.heldAtStart = Dictionary(uniqueKeysWithValues: states.map { ($0.origin, $0) })
        try takeUpForks(node, states)
        carryOutErasures(node)
        redraw(node)
    }
}
