import AllianceNames
import MergedView
import Replication
import Roster
import TransparencyLog

// Evidence: what others prove is verified, kept and served on; what is found here is proven for them.
extension World {
    private var evidenceDeadline: Duration { .seconds(8) }

    /// Takes up the forks that the record knows of, and the proofs that are still to be made.
    func takeUpForks(_ node: Node, _ states: [LogState]) throws {
        node.forks = [:]
        let settled = Set(states.filter(\.isSettled).map(\.origin))
        let records = try node.store.evidence(after: 0, limit: .max).map(\.record)
        var proven: Set<LogOrigin> = []
        for record in records where record.kind == .fork && !settled.contains(record.origin) {
            proven.insert(record.origin)
            node.forks[record.origin] = try ForkFinding(recorded: record)
        }
        for finding in states.compactMap(\.frozen) {
            node.forks[finding.origin] = finding
            if !proven.contains(finding.origin) { prove(finding, at: node) }
        }
    }

    // MARK: From others

    func seeEvidence(of peer: MemberID, after token: String?, at node: Node) {
        request(
            .evidence(after: token), from: peer, by: node, deadline: evidenceDeadline
        ) { [self] result in
            guard let bytes = try? result.get(), let answer = try? EvidenceAnswer(parsing: bytes)
            else { return handle(.evidenceSeen(token: nil), from: peer, at: node) }
            if answer.isEmpty {
                return handle(.evidenceSeen(token: answer.token), from: peer, at: node)
            }
            var isSound = true
            for text in answer.forkProofs {
                let holds = takes(forkProof: text, from: peer, at: node)
                isSound = isSound && holds
            }
            for text in answer.erasures {
                let holds = takes(erasure: text, at: node)
                isSound = isSound && holds
            }
            guard isSound else {
                return handle(.evidenceSeen(token: nil), from: peer, at: node)
            }
            seeEvidence(of: peer, after: answer.token, at: node)
        }
    }

    /// False where the piece does not hold, or was not kept.
    private func takes(forkProof text: String, from peer: MemberID, at node: Node) -> Bool {
        // Who says two different things goes on saying them.
        if node.isForking { return true }
        do {
            let proof = try ForkProof(parsing: text)
            let origin = try LogOrigin(parsing: proof.origin)
            guard node.forks[origin] == nil, let key = node.roster.logKey(for: origin) else {
                return true
            }
            return keep(try proof.verified(by: key), shownBy: peer, at: node)
        } catch {
            return false
        }
    }

    private func keep(_ proof: VerifiedForkProof, shownBy peer: MemberID?, at node: Node) -> Bool {
        do {
            let record = try EvidenceRecord(
                fork: proof, shownBy: peer, keptAt: wall(at: node))
            guard try node.store.keep(record) else { return true }
            let origin = record.origin
            note("\(node.id) keeps a fork proof of \(origin)")
            checkAccused(origin, by: node)
            let finding = try ForkFinding(recorded: record)
            node.forks[origin] = node.forks[origin] ?? finding
            settleForks(node)
            if node.followers[origin] != nil { handle(.forked(finding), of: origin, at: node) }
            hasNews(node, of: origin)
            return true
        } catch {
            return false
        }
    }

    // MARK: For others

    /// Completes a finding into a proof, however long it takes to get the hashes.
    func prove(_ finding: ForkFinding, at node: Node) {
        let origin = finding.origin
        guard node.proving.insert(origin).inserted else { return }
        later(node, .milliseconds(50)) { [self] in
            guard let key = node.roster.logKey(for: origin),
                let proving = ForkProving(finding, key: key)
            else { return }
            let peers = (finding.offeredBy.map { [$0] } ?? []) + (node.plan?.peers ?? [])
            let own = try? proving.missing.map { tile in
                (tile: tile, bytes: try self.tile(tile, of: origin, in: node.store))
            }
            if let own, finish(proving, own, shownBy: finding.offeredBy, at: node) { return }
            try prove(proving, origin, asking: peers[...], finding, at: node)
        }
    }

    private func finish(
        _ proving: ForkProving, _ tiles: [(tile: TileCoordinate, bytes: [UInt8])],
        shownBy peer: MemberID?, at node: Node
    ) -> Bool {
        var proving = proving
        if !tiles.isEmpty { guard (try? proving.accept(tiles)) != nil else { return false } }
        guard let proof = proving.proof else { return false }
        return keep(proof, shownBy: peer, at: node)
    }

    private func prove(
        _ proving: ForkProving, _ origin: LogOrigin, asking peers: ArraySlice<MemberID>,
        _ finding: ForkFinding, at node: Node
    ) throws {
        guard let peer = peers.first else {
            later(node, .seconds(2)) { [self] in
                node.proving.remove(origin)
                if node.forks[origin] != nil { prove(finding, at: node) }
            }
            return
        }
        fetch(proving.missing[...], fetched: [], of: origin, from: peer, at: node) {
            [self] result in
            if let tiles = try? result.get(),
                finish(proving, tiles, shownBy: finding.offeredBy, at: node)
            {
                return
            }
            try prove(proving, origin, asking: peers.dropFirst(), finding, at: node)
        }
    }

    // MARK: Erasures

    func takes(erasure text: String, at node: Node) -> Bool {
        do {
            let signed = try SignedErasure(parsing: text)
            let origin = signed.certificate.origin
            guard node.roster.mayRead(node.id, origin.channel),
                node.roster.logKey(for: origin) != nil
            else { return true }
            let roster = node.roster
            // What was judged by this roster and kept says nothing new.
            if try node.store.erasure(signed.certificate.id)?.signed == signed { return true }
            let register = ErasureRegister(logs: node.store, roster: { roster })
            let (record, isNews) = try register.accept(signed)
            if isNews {
                note("\(node.id) takes an erasure of \(record.entries) of \(origin)")
                hasNews(node)
                takeErasures(node)
                carryOutErasures(node)
            }
            return true
        } catch ErasureError.unsigned, ErasureError.tooManyProposals {
            return true
        } catch {
            return false
        }
    }

    /// Lets followers pass where a certificate erases what peers do not show.
    private func takeErasures(_ node: Node) {
        guard let newest = try? node.store.erasedEntries() else { return }
        for origin in newest.keys.sorted() where newest[origin] != node.erased[origin] {
            node.erased[origin] = newest[origin]
            handle(.erased(newest[origin] ?? .none), of: origin, at: node)
        }
    }

    func carryOutErasures(_ node: Node) {
        later(node, .milliseconds(random.number(20...400))) { [self] in
            let now = wall(at: node)
            let eraser = Eraser(logs: node.store, view: node.view, now: { now })
            guard (try? eraser.run()) == 0 else {
                later(node, .seconds(2)) { [self] in carryOutErasures(node) }
                return
            }
        }
    }
}
