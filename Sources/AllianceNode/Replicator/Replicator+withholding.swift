import AllianceNames
import Logging
import Replication
import Roster

// Who shows less than others: a hub that keeps a report back is named as the one that does.
extension Replicator {
    func takeUpWithholdings() async throws {
        let findings = try await reading.run { [store] in try store.withholdings() }
        withholding.resume(findings)
        wake(.withholding, at: time.uptime() + limits.withholdingInterval)
    }

    func lookForWithholding() {
        wake(.withholding, at: time.uptime() + limits.withholdingInterval)
        guard let roster = register.newest else { return }
        let (followers, hubs) = (followers, plan?.hubs ?? [])
        let news = withholding.look(
            at: time.moment,
            held: { origin in
                guard let follower = followers[origin], follower.held.frozen == nil else {
                    return 0
                }
                return follower.held.size
            },
            reach: roster.endpoint(of: member) == nil
                ? .nobody : roster.has(member, role: .platform) ? .everybody : .relays,
            relays: { origin in
                hubs.filter { roster.mayRead($0, origin.channel) }
            },
            shows: { peer, origin in
                roster.mayRead(peer, origin.channel) && roster.scope(of: origin) == .open
            })
        if news.isEmpty { return }
        for finding in news {
            logger.warning(
                finding.endedAt == nil
                    ? "Peer keeps back what another shows" : "Peer shows what it kept back",
                metadata: [
                    "peer": "\(finding.peer)", "origin": "\(finding.origin)",
                    "shown_size": "\(finding.shownSize)",
                    "tree_size": "\(finding.checkpoint.size)", "shown_by": "\(finding.shownBy)",
                ])
        }
        begin(.keepWithholdings(news))
    }

    nonisolated func keep(_ findings: [Withholding]) async {
        do {
            try await writing.run { [store] in
                for finding in findings { try store.record(finding) }
            }
        } catch {
            logger.error("Withholding cannot be stored", metadata: ["error": "\(error)"])
        }
    }
}
