import AllianceNames
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

// What must hold some time after everything has become calm.
extension World {
    /// Ends all faults, and has the authority make a roster where the newest expires.
    func becomeCalm() {
        note("calm")
        isCalm = true
        faults = .none
        cutOff = [:]
        for node in nodes {
            node.disk.forgetFaults()
            node.clockOff = 0
        }
        let end = UTCTimestamp(
            secondsSince1970: wallSeconds + UInt64(2 * (SimulationRun.healingMax / .seconds(1))))
        guard authority.newest.isExpired(at: end), let node = nodes.first(where: \.isJudged) else {
            return
        }
        do {
            offer(try authority.next(at: timestamp), to: node)
        } catch {
            fail(SimulationFailure(.rosterRefused, "what the authority makes: \(error)"))
        }
    }

    var judged: [Node] { nodes.filter(\.isJudged) }

    /// What still keeps the honest nodes from agreeing; nil once nothing does.
    func whatIsMissing() throws -> String? {
        for node in judged where !node.isUp { return "\(node.id) is down" }
        for node in judged {
            if let missing = try whatIsMissing(at: node) { return "\(node.id): \(missing)" }
        }
        return nil
    }

    private func whatIsMissing(at node: Node) throws -> String? {
        let roster = authority.newest
        guard node.roster.version == roster.version else {
            return "roster \(node.roster.version) of \(roster.version)"
        }
        let store = node.store.content
        let forked = Set(try store.forkedLogs())
        for log in roster.logs(readableBy: node.id) {
            let state =
                try store.state(of: log.origin)
                ?? LogState(origin: log.origin, edge: CompactRange())
            if let missing = try whatIsMissing(state, log, forked, at: node) { return missing }
        }
        for other in judged where Set(try other.store.content.forkedLogs()) != forked {
            return "knows of other forks than \(other.id)"
        }
        for (id, origin) in try erasures() where roster.mayRead(node.id, origin.channel) {
            guard let record = try store.erasure(id), record.state == .finished else {
                return "an erasure of \(origin) is not finished"
            }
        }
        return nil
    }

    /// Those that were acknowledged, and those that a power cut left durable before they could be.
    private func erasures() throws -> [(id: Digest, origin: LogOrigin)] {
        var all = ledger.certificates
        for node in judged {
            for record in try node.store.content.erasures() where record.state > .proposed {
                all[record.signed.certificate.id] = record.signed.certificate.origin
            }
        }
        return all.map { (id: $0.key, origin: $0.value) }.sorted { $0.id < $1.id }
    }

    private func whatIsMissing(
        _ state: LogState, _ log: RosterLog, _ forked: Set<LogOrigin>, at node: Node
    ) throws -> String? {
        let origin = log.origin
        if origin.member == node.id, log.scope == .open { return try ownMissing(state, at: node) }
        if case .until(let end, let root) = log.scope {
            if forked.contains(origin), !state.isSettled { return "\(origin) is not settled" }
            if state.size < end { return "\(state.size) of \(end) of \(origin), which has ended" }
            // Nobody may have put the branches side by side yet.
            let held = MerkleHash.root(ofLeaves: try node.store.content.leaves(of: origin, end))
            return held == root ? nil : "another branch of \(origin) than the one that counts"
        }
        if forked.contains(origin) { return nil }
        // What one of them holds all of them get, and what its author still shows.
        var most: LogState?
        for other in nodes where other.isJudged || other.id == origin.member && showsOwn(other) {
            guard other.id != origin.member || !other.isRestored,
                roster(reads: other, origin),
                let held = try other.store.content.state(of: origin),
                let served = held.served, served.size > most?.size ?? 0
            else { continue }
            most = held
            most?.served = served
        }
        guard let most, let served = most.served else { return nil }
        guard state.size >= served.size else {
            return "\(state.size) of \(served.size) of \(origin)"
        }
        return state.served?.root == served.root
            ? nil : "another history of \(origin) than others hold"
    }

    /// Whether it shows all of its own log to everybody.
    private func showsOwn(_ node: Node) -> Bool {
        switch node.conduct {
        case .forking, .stale: false
        default: true
        }
    }

    private func roster(reads node: Node, _ origin: LogOrigin) -> Bool {
        authority.newest.mayRead(node.id, origin.channel)
    }

    /// All that is in an own log is signed, and witnessed.
    private func ownMissing(_ state: LogState, at node: Node) throws -> String? {
        if state.served?.size ?? 0 != state.size {
            return "\(state.origin) is signed to \(state.served?.size ?? 0) of \(state.size)"
        }
        guard scenario.hasWitnesses, state.size > 0 else { return nil }
        let policy = authority.newest.witnessPolicy(for: state.origin)
        // A quorum takes witnesses that do what they should.
        guard scenario.cast.filter(\.isWitness).allSatisfy({ $0.conduct.isJudged }),
            !policy.witnesses.isEmpty
        else { return nil }
        let witnessed = try node.store.content.witnessedPrefix(of: state.origin, by: policy).size
        return witnessed == state.size
            ? nil : "\(state.origin) is witnessed to \(witnessed) of \(state.size)"
    }

    // MARK: Views

    /// Folds everything everywhere, and holds the views against each other and against what follows from
    /// the logs without any increments.
    func checkViews(isFinal: Bool) throws {
        let ready = judged.filter { $0.isUp && merged($0) }
        for channel in [ChannelID.alliance, .luxury] {
            var roots: [(node: Node, knowledge: Knowledge, root: StateRoot)] = []
            for node in ready where node.roster.mayRead(node.id, channel) {
                let store = node.store.content
                let scope = try ViewScope(roster: node.roster, logs: store)
                try checkQuarantine(scope, at: node)
                let root = node.view.content.stateRoot(of: channel, scope: scope)
                roots.append((node, try knowledge(of: node, channel, scope), root))
                trace.mix(root.digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
            }
            for (one, other) in zip(roots, roots.dropFirst())
            where one.root != other.root
                && (one.knowledge == other.knowledge
                    || isFinal && !one.knowledge.differsOnlyInWhatIsNotOwed(from: other.knowledge))
            {
                return fail(
                    SimulationFailure(
                        .viewsDiverge, at: other.node.id,
                        "\(channel) has another root than at \(one.node.id)"))
            }
        }
        if !ready.isEmpty { try checkNaive(random.pick(ready)) }
    }

    /// Nothing of a member counts that is known to have signed two histories, until that is settled.
    private func checkQuarantine(_ scope: ViewScope, at node: Node) throws {
        for origin in try node.store.content.forkedLogs()
        where node.roster.scope(of: origin) == .open && !scope.suspended.contains(origin.member) {
            fail(SimulationFailure(.notQuarantined, at: node.id, "\(origin.member)"))
        }
    }

    private func merged(_ node: Node) -> Bool {
        let now = wallSeconds * 1_000
        return (try? ViewMerger(logs: node.store, view: node.view).catchUp()) != nil
            && (try? Eraser(logs: node.store, view: node.view, now: { now }).run()) != nil
    }

    /// What the view of a channel follows from.
    private struct Knowledge: Equatable {
        /// What all have in the end: everything but the logs of members that were put back to a backup,
        /// who may not go on with them before a person has pulled them back.
        var isOwed: [String] = []
        var isNotOwed: [String] = []

        func differsOnlyInWhatIsNotOwed(from other: Self) -> Bool {
            isOwed == other.isOwed && isNotOwed != other.isNotOwed
        }
    }

    private func knowledge(
        of node: Node, _ channel: ChannelID, _ scope: ViewScope
    ) throws -> Knowledge {
        let store = node.store.content
        var knowledge = Knowledge()
        for state in try store.states() where state.origin.channel == channel {
            let line =
                "\(state.origin) \(state.size) \(state.edge.root) \(scope.scope(of: state.origin))"
            if self.node(state.origin.member).isRestored {
                knowledge.isNotOwed.append(line)
            } else {
                knowledge.isOwed.append(line)
            }
        }
        knowledge.isOwed += try store.erasedEntries().filter { $0.key.channel == channel }
            .map { "\($0.key) \($0.value.entries)" }.sorted()
        knowledge.isOwed += scope.suspended.sorted().map(\.rawValue) + ["\(scope.quotas)"]
        return knowledge
    }

    // MARK: What is kept

    /// Nothing acknowledged is lost, and nothing erased is there.
    func checkKept() throws {
        for (origin, record) in ledger.acknowledged.sorted(by: { $0.key < $1.key }) {
            let author = node(origin.member)
            guard author.isUp, !author.isRestored else { continue }
            let leaves = try author.store.content.leaves(of: origin, record.size)
            if leaves.count != Int(record.size) || MerkleHash.root(ofLeaves: leaves) != record.root
            {
                fail(
                    SimulationFailure(
                        .acknowledgedLost, at: author.id,
                        "\(origin) was acknowledged at \(record.size)"))
            }
        }
        for node in judged where node.isUp { try checkErased(node) }
    }

    private func checkErased(_ node: Node) throws {
        let store = node.store.content
        for record in try store.erasures() where record.state >= .wiped {
            let origin = record.origin
            let size = try store.state(of: origin)?.size ?? 0
            for index in record.entries.within(0..<size).indexes {
                if try payload(of: origin, index, size, in: store) != nil {
                    fail(
                        SimulationFailure(
                            .erasedCameBack, at: node.id, "entry \(index) of \(origin)"))
                }
            }
        }
    }

    func payload(
        of origin: LogOrigin, _ index: EntryIndex, _ size: TreeSize, in store: InMemoryLogStore
    ) throws -> [UInt8]? {
        guard let bundle = BundleCoordinate(containing: index, size: size),
            let bytes = try store.payloads(of: origin, bundle),
            case .present(let range) = try PayloadBundle.parse(bytes, count: bundle.width)[
                Int(index - bundle.firstEntry)]
        else { return nil }
        return Array(bytes[range])
    }
}
