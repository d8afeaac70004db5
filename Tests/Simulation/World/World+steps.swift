import AllianceNames
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

// What a scenario has happen.
extension World {
    func planSteps() {
        for node in nodes {
            time.plan(after: .zero) { [self] in try start(node) }
        }
        for step in scenario.steps {
            time.plan(after: step.at) { [self] in
                note("step: \(step.action)")
                try carryOut(step.action)
                if let failure = rule(step.action) { fail(failure) }
            }
        }
    }

    private func carryOut(_ action: Step.Action) throws {
        switch action {
        case .say(let member, let channel, let sayings, let branch):
            try say(sayings, in: channel, branch: branch, by: node(member))
        case .part(let member): part(node(member))
        case .turn(let member, let peer):
            let node = node(member)
            let place = nodes.firstIndex { $0.id == peer } ?? 0
            node.shows[peer] = (node.shows[peer] ?? place) + 1
            hasNews(node)
        case .cutPower(let member, let duration):
            let node = node(member)
            if node.isUp { stop(node, for: duration) }
        case .setClock(let member, let off): node(member).clockOff = off
        case .disk(let member, let fault, let after): node(member).disk.plan(fault, after: after)
        case .cutOff(let from, let to, let duration):
            cutOff[Link(from: from, to: to)] = time.now + duration
        case .roster(let change, let member): try carryOut(change, at: node(member))
        case .erase(let member, let channel, let place, let to):
            try erase(channel, of: node(member), place: place, at: node(to)) {
                [Keys.log($0), Keys.authority]
            }
        case .eraseAlone(let member, let channel, let place, let isForged, let to):
            try erase(channel, of: node(member), place: place, at: node(to)) {
                [isForged ? Keys.stranger : Keys.log($0)]
            }
        case .backUp(let member):
            let node = node(member)
            node.backup = Node.Backup(
                record: node.store.content.copy(), view: node.view.content.copy(),
                fence: node.fence.image)
        case .restore(let member):
            let node = node(member)
            if node.isUp { stop(node, for: .milliseconds(500), restoring: true) }
        case .merge(let member):
            let node = node(member)
            if node.isUp { merge(node) }
        }
    }

    /// Folds what a node holds; what the disk says to it, the node will find out.
    func merge(_ node: Node) {
        _ = try? ViewMerger(logs: node.store, view: node.view).catchUp()
    }

    // MARK: The authority

    private func carryOut(_ change: RosterChange, at node: Node) throws {
        do {
            let note: SignedNote
            switch change {
            case .renew: note = try authority.next(at: timestamp)
            case .renewBriefly(let seconds):
                note = try authority.next(at: timestamp, validFor: seconds)
            case .seat(let member):
                note = try authority.next(at: timestamp) { try $0.seat(member, in: .luxury) }
            case .quotas(let entries, let retractions):
                note = try authority.next(at: timestamp) {
                    $0.set(
                        quotas: Roster.Quotas(
                            entriesPerLog: entries, retractionsPerLog: retractions),
                        stalenessSeconds: RosterDraft.stalenessSecondsStandard)
                }
            case .newEpoch(let member):
                guard let made = try newEpoch(of: self.node(member)) else { return }
                note = made
            case .endFork(let member, let holder):
                guard let made = try endFork(of: self.node(member), at: self.node(holder)) else {
                    return
                }
                note = made
            }
            offer(note, to: node)
        } catch let error as RosterError {
            fail(SimulationFailure(.rosterRefused, "what the authority makes: \(error)"))
        }
    }

    /// Hands a roster to a node, again and again until it is taken.
    func offer(_ note: SignedNote, to node: Node) {
        guard node.isUp else {
            return time.plan(after: .seconds(1)) { [self] in offer(note, to: node) }
        }
        do {
            _ = try accept(note, at: node)
        } catch {
            time.plan(after: .seconds(2)) { [self] in offer(note, to: node) }
        }
    }

    /// Ends every log of the member where one node has it, and lets the member go on in a new epoch.
    private func endFork(of member: Node, at holder: Node) throws -> SignedNote? {
        let open = openLogs(of: member)
        guard open.contains(where: { ledger.isForked($0) }),
            open.allSatisfy({ $0.epoch.number == 1 })
        else { return nil }
        return try endLogs(open, of: member, as: holder)
    }

    private func newEpoch(of member: Node) throws -> SignedNote? {
        let open = openLogs(of: member)
        guard member.conduct.isJudged, !open.isEmpty else { return nil }
        return try endLogs(open, of: member, as: member)
    }

    private func openLogs(of member: Node) -> [LogOrigin] {
        authority.newest.logs.filter { $0.origin.member == member.id && $0.scope == .open }
            .map(\.origin)
    }

    private func endLogs(
        _ origins: [LogOrigin], of member: Node, as holder: Node
    ) throws -> SignedNote {
        var ends: [LogOrigin: LogEnd.Until] = [:]
        for origin in origins {
            let served = try holder.store.content.state(of: origin)?.served
            ends[origin] = .checkpoint(
                size: served?.size ?? 0, root: served?.root ?? MerkleHash.emptyRoot)
        }
        let epoch = Epoch((origins.map(\.epoch.number).max() ?? 0) + 1)
        return try authority.next(at: timestamp) { draft in
            try draft.beginEpoch(
                of: member.id, key: Founding.logKey(member.id, epoch), logEnds: ends)
        }
    }

    // MARK: Erasure

    private func erase(
        _ channel: ChannelID, of author: Node, place: Int, at node: Node,
        signedBy signers: (LogOrigin) -> [NoteSigner]
    ) throws {
        let origin = Keys.origin(author.id, channel)
        let size = Int(((try? author.store.content.state(of: origin)) ?? nil)?.size ?? 0)
        let index = EntryIndex(max(0, size - 1 - place))
        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([index]), reason: .request, issuedAt: timestamp)
        let signed = SignedErasure(certificate, by: signers(origin))
        let isComplete = signers(origin).count > 1
        if isComplete { ledger.willErase(certificate) }
        hand(signed, to: node, isComplete: isComplete)
    }

    private func hand(_ signed: SignedErasure, to node: Node, isComplete: Bool) {
        guard node.isUp, takes(erasure: signed.note.description, at: node) else {
            // Whoever has it signed sees to it that it arrives; a forgery is not worth the trouble.
            guard isComplete else { return }
            return time.plan(after: .seconds(1)) { [self] in
                hand(signed, to: node, isComplete: isComplete)
            }
        }
        let isKept = ((try? node.store.content.erasure(signed.certificate.id)) ?? nil) != nil
        if isComplete, isKept { ledger.erased(signed.certificate) }
    }
}
