package import AllianceNames
import Logging
package import Replication
import Roster
import TransparencyLog

// Evidence: what others prove is verified, kept and served on; what is found here is proven for them.
extension Replicator {
    /// Pages taken of one peer in one look; the next look goes on.
    private static let evidencePagesMax = 100
    /// Pages taken of one peer where all that it has is wanted at once: a million certificates, and an end
    /// for a peer that never ends.
    private static let allEvidencePagesMax = 1_000
    private static let evidenceDeadline = Duration.seconds(30)
    /// Between two attempts to get the hashes of a fork proof.
    private static let provingBackoff = Backoff(first: .seconds(1), limit: .seconds(60))

    /// Takes up the forks that the record knows of, and the proofs that are still to be made.
    func takeUpForks(of states: [LogState]) async throws {
        let records = try await reading.run { [store] in
            try store.evidence(after: 0, limit: .max).map(\.record)
        }
        let settled = Set(states.filter(\.isSettled).map(\.origin))
        var proven: Set<LogOrigin> = []
        for record in records where record.kind == .fork && !settled.contains(record.origin) {
            proven.insert(record.origin)
            forks[record.origin] = try ForkFinding(recorded: record)
        }
        for finding in states.compactMap(\.frozen) {
            forks[finding.origin] = finding
            if !proven.contains(finding.origin) { begin(.prove(finding)) }
        }
    }

    // MARK: From others

    nonisolated func seeEvidence(of peer: MemberID, after token: String?) async {
        let taken = await takeEvidence(of: peer, after: token, pagesMax: Self.evidencePagesMax)
        await handle(
            .evidenceSeen(token: taken?.token, isAll: taken?.isAll ?? true), from: peer)
    }

    /// - Returns: whether all that the peer has came, and held.
    package nonisolated func takeAllEvidence(of peer: MemberID) async -> Bool {
        await takeEvidence(of: peer, after: nil, pagesMax: Self.allEvidencePagesMax)?.isAll ?? false
    }

    /// - Returns: the token of what was taken, and whether that is all that the peer has; nil where an
    ///   answer did not come, or did not hold.
    private nonisolated func takeEvidence(
        of peer: MemberID, after token: String?, pagesMax: Int
    ) async -> (token: String?, isAll: Bool)? {
        var token = token
        var isSound = true
        var isAll = false
        var full = CrowdedProposals()
        do throws(PeerError) {
            for _ in 0..<pagesMax {
                let bytes = try await transport.fetch(
                    .evidence(after: token), from: peer, deadline: Self.evidenceDeadline)
                let answer = try EvidenceAnswer(parsing: bytes)
                token = answer.token
                isAll = answer.isEmpty
                if isAll { break }
                let holds = await takes(answer, from: peer, full: &full)
                isSound = isSound && holds
            }
            return isSound ? (token, isAll) : nil
        } catch {
            await refused(peer, .noAnswer(error))
            return nil
        }
    }

    /// Looks at evidence that a peer has shown, or has brought: what holds is kept.
    /// - Returns: whether all of it holds.
    package nonisolated func takes(_ evidence: EvidenceAnswer, from peer: MemberID) async -> Bool {
        var full = CrowdedProposals()
        return await takes(evidence, from: peer, full: &full)
    }

    private nonisolated func takes(
        _ evidence: EvidenceAnswer, from peer: MemberID, full: inout CrowdedProposals
    ) async -> Bool {
        var isSound = true
        for text in evidence.forkProofs {
            let holds = await takes(forkProof: text, from: peer)
            isSound = isSound && holds
        }
        for text in evidence.erasures {
            let holds = await takes(erasure: text, from: peer, full: &full)
            isSound = isSound && holds
        }
        return isSound
    }

    /// False where the piece does not hold; the peer is blamed for it.
    private nonisolated func takes(forkProof text: String, from peer: MemberID) async -> Bool {
        do {
            let proof = try ForkProof(parsing: text)
            let origin = try LogOrigin(parsing: proof.origin)
            // One proof of a log is enough; and of logs that the newest roster here does not know nothing
            // can be said until a newer one has come, when evidence is looked at anew.
            guard await !knowsFork(of: origin), let key = register.newest?.logKey(for: origin)
            else {
                return true
            }
            await keep(
                try EvidenceRecord(
                    fork: proof.verified(by: key), shownBy: peer, keptAt: time.wall.now()))
            return true
        } catch {
            await refused(peer, .refused(.evidence(detail: "\(error)")))
            return false
        }
    }

    /// Also of a fork that the register has settled.
    private func knowsFork(of origin: LogOrigin) -> Bool {
        forks[origin] != nil || followers[origin]?.held.isSettled == true
    }

    /// Keeps a verified fork proof, and freezes its log. Returns when that is durable.
    package nonisolated func keep(_ record: EvidenceRecord) async {
        do {
            let isNews = try await writing.run { [store] in try store.keep(record) }
            let finding = try ForkFinding(recorded: record)
            if isNews { await learned(finding, from: record) }
        } catch {
            logger.error(
                "Evidence cannot be stored",
                metadata: ["origin": "\(record.origin)", "error": "\(error)"])
        }
    }

    /// A proof is kept: the log is frozen here as well, whatever this node has seen of it.
    private func learned(_ finding: ForkFinding, from record: EvidenceRecord) {
        let isNews = forks[finding.origin] == nil
        forks[finding.origin] = forks[finding.origin] ?? finding
        if let roster = register.newest { settleForks(roster) }
        if followers[finding.origin] != nil { handle(.forked(finding), of: finding.origin) }
        hooks.evidenceKept(record)
        if isNews { hooks.forked(finding) }
    }

    // MARK: For others

    /// Completes a finding into a proof, however long it takes to get the hashes.
    nonisolated func prove(_ finding: ForkFinding) async {
        var backoff = Self.provingBackoff
        while !Task.isCancelled {
            if let proof = await proof(of: finding) {
                do {
                    return await keep(
                        try EvidenceRecord(
                            fork: proof, shownBy: finding.offeredBy, keptAt: time.wall.now()))
                } catch {
                    preconditionFailure("a follower's log has an origin: \(error)")
                }
            }
            await time.sleep(backoff.fail(random: time.moment.random))
        }
    }

    private nonisolated func proof(of finding: ForkFinding) async -> VerifiedForkProof? {
        guard let key = register.newest?.logKey(for: finding.origin),
            let proving = ForkProving(finding, key: key)
        else { return nil }
        let missing = proving.missing
        if let proof = await proof(
            proving, missing,
            fetch: { [self] tile in
                try await reading.run { [store] in try store.tile(of: finding.origin, tile) }
            })
        {
            return proof
        }
        for peer in await provers(of: finding) {
            if let proof = await proof(
                proving, missing,
                fetch: { [self] tile in
                    try await transport.fetch(
                        .tile(finding.origin, tile), from: peer, deadline: BundleFetch.deadline)
                })
            {
                return proof
            }
        }
        return nil
    }

    /// Whoever holds the larger tree; nobody knows who that is, and the hashes tell.
    private func provers(of finding: ForkFinding) -> [MemberID] {
        let peers = plan?.peers ?? []
        return (finding.offeredBy.map { [$0] } ?? []) + peers.filter { $0 != finding.offeredBy }
    }

    private nonisolated func proof(
        _ proving: ForkProving, _ missing: [TileCoordinate],
        fetch: (TileCoordinate) async throws -> [UInt8]?
    ) async -> VerifiedForkProof? {
        var proving = proving
        var tiles: [(tile: TileCoordinate, bytes: [UInt8])] = []
        do {
            for tile in missing {
                guard let bytes = try await fetch(tile) else { return nil }
                tiles.append((tile, bytes))
            }
            if !tiles.isEmpty { try proving.accept(tiles) }
        } catch {
            // Not there, not reached, or another tree: the next one is asked.
            logger.debug("No hashes for a fork proof", metadata: ["reason": "\(error)"])
            return nil
        }
        return proving.proof
    }
}
