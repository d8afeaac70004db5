import AllianceNames
import Replication
import Roster
import TransparencyLog

// What a node answers, by its record and the roster that it holds, as the peer port does.
extension World {
    func answer(
        _ resource: PeerResource, _ posted: [UInt8], by peer: Node, to node: Node
    ) -> Result<[UInt8], PeerError> {
        do throws(PeerError) {
            let bytes = try honestAnswer(resource, posted, by: peer, to: node)
            let shown = lie(resource, bytes, by: peer, to: node)
            guard shown.count <= resource.bodyBytesMax else {
                return .failure(.tooLarge(bytesMax: resource.bodyBytesMax))
            }
            return .success(shown)
        } catch {
            return .failure(error)
        }
    }

    func isExpired(_ node: Node) -> Bool {
        node.roster.isExpired(
            at: UTCTimestamp(secondsSince1970: wallSeconds(at: node)))
    }

    private func honestAnswer(
        _ resource: PeerResource, _ posted: [UInt8], by peer: Node, to node: Node
    ) throws(PeerError) -> [UInt8] {
        let store = LogStorePeer(store: peer.store)
        if case .roster = resource { return try store.answer(resource) }
        guard !isExpired(peer) else {
            throw .refused(status: 503, detail: "the roster has expired")
        }
        guard peer.roster.isActive(node.id) else {
            throw .refused(status: 403, detail: "no member")
        }
        switch resource {
        case .frontier(let token, _): return try frontier(after: token, of: peer, for: node).bytes
        case .evidence(let token): return try evidence(after: token, of: peer, for: node).bytes
        case .addCheckpoint: return try cosign(posted, at: peer)
        default:
            if let origin = resource.origin {
                guard peer.roster.mayRead(node.id, origin.channel) else {
                    throw .refused(status: 404, detail: "not for the caller")
                }
                if peer.isForking, origin.member == peer.id,
                    let branch = branch(of: peer, for: node, origin)
                {
                    return try LogStorePeer(store: branch.store).answer(resource)
                }
            }
            return try store.answer(resource)
        }
    }

    // MARK: Frontier

    func frontierToken(_ node: Node) -> String { "t\(node.life)-\(node.changes)" }

    /// What has changed of the logs that the caller may read.
    private func frontier(
        after token: String?, of peer: Node, for node: Node
    ) throws(PeerError) -> FrontierAnswer {
        var after: UInt64 = 0
        if let token, token.hasPrefix("t\(peer.life)-") {
            after = UInt64(token.split(separator: "-").last ?? "") ?? 0
        }
        do {
            let roster = peer.roster
            var notes: [String] = []
            for state in try peer.store.states()
            where roster.mayRead(node.id, state.origin.channel)
                && (peer.changedAt[state.origin] ?? peer.allChangedAt) > after
                && !(peer.isForking && state.origin.member == peer.id)
            {
                guard let served = state.served else { continue }
                if scenario.hasWitnesses {
                    let shown = try peer.store.servedNotes(of: state.origin, served, in: roster)
                    notes += [shown.note] + (shown.witnessed.map { [$0] } ?? [])
                } else {
                    notes.append(served.noteText)
                }
            }
            for branch in shownBranches(of: peer, to: node) {
                if let served = try branch.store.state(of: branch.origin)?.served {
                    notes.append(served.noteText)
                }
            }
            return FrontierAnswer(
                token: frontierToken(peer), evidence: try evidenceToken(peer), checkpoints: notes)
        } catch {
            throw .refused(status: 503, detail: "\(error)")
        }
    }

    // MARK: Evidence

    private func evidenceToken(_ node: Node) throws -> String? {
        try node.store.evidence(after: 0, limit: .max).last.map {
            evidenceTokenPrefix(node) + "\($0.number)"
        }
    }

    /// As the peer port's: another roster may let a peer read what was left out before, however far its
    /// token is, so that a token of another roster says nothing.
    private func evidenceTokenPrefix(_ node: Node) -> String {
        "e\(node.life)-\(node.roster.version)-"
    }

    private func evidence(
        after token: String?, of peer: Node, for node: Node
    ) throws(PeerError) -> EvidenceAnswer {
        var after: UInt64 = 0
        let prefix = evidenceTokenPrefix(peer)
        if let token, token.hasPrefix(prefix) {
            after = UInt64(token.dropFirst(prefix.count)) ?? 0
        }
        do {
            let page = try peer.store.evidencePage(
                after: after, readableIn: peer.roster.channels(everReadBy: node.id))
            return EvidenceAnswer(page, token: prefix + "\(page.end)")
        } catch {
            throw .refused(status: 503, detail: "\(error)")
        }
    }
}
