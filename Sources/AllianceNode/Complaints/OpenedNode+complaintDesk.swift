import CRDT
package import Complaints
package import Logging
import MergedView
package import NodeAPI
package import Replication
import Roster
import Statements
import TransparencyLog

/// What a node's complaints are made of: shared by its desk, what judges them and what fetches files.
package struct NodeComplaints: Sendable {
    package let register: any ComplaintRegister
    package let facts: any FilingFactsReading
    package let shelf: EvidenceShelf
    let key: ComplaintKey
    /// Threads of its own: a long complaint holds up nothing else of the node.
    let calls: BlockingCalls
}

extension OpenedNode {
    /// - Parameters:
    ///   - marketplaces: that this node may ask; none at a brand's.
    ///   - standing: what people here have found of complainants.
    /// - Throws: `SQLiteStoreError`, `CredentialsError`.
    package func complaints(
        _ register: any ComplaintRegister, marketplaces: [any MarketplaceAdapter] = [],
        standing: any ComplainantStanding = NoComplainantStanding()
    ) throws -> NodeComplaints {
        let calls = BlockingCalls.concurrent(label: "complaints.desk")
        return NodeComplaints(
            register: register,
            facts: FilingFactsReader(
                node: self, register: register, marketplaces: marketplaces, standing: standing,
                calls: calls),
            shelf: try EvidenceShelf(self), key: try ComplaintKey(of: home.certs), calls: calls)
    }

    /// Those of a running node; nil where it reads no desk. A channel that is opened for it later is taken up when it
    /// is started again.
    package func complaintsOfDesks() throws -> NodeComplaints? {
        guard !deskChannels.isEmpty else { return nil }
        return try complaints(complaintRegister())
    }

    /// Reads the logs of the desks anew each time: for as many complaints as fit into memory.
    package func complaintRegister() -> any ComplaintRegister {
        InMemoryComplaintRegister(
            parties: { self.caseParties }, read: { try self.saidOfComplaints() })
    }

    private func saidOfComplaints() throws -> [InMemoryComplaintRegister.Said] {
        let (roster, scope) = (roster, try scope())
        var found: [InMemoryComplaintRegister.Said] = []
        for state in try logs.states() where state.origin.channel.isDesk {
            let origin = state.origin
            let confirmed = try logs.witnessedPrefix(
                of: origin, by: roster.witnessPolicy(for: origin))
            try StoredStatement.forEach(of: origin, in: 0..<state.size, from: logs) { stored in
                guard case .complaint(let said)? = stored.statement,
                    scope.admits(StatementDot(log: origin, index: stored.index))
                else { return }
                let time = confirmed.time(of: stored.index)
                found.append(
                    InMemoryComplaintRegister.Said(
                        said, at: EntryReference(origin: origin, index: stored.index),
                        time: time.map { .witnessed($0 * 1_000) } ?? .pending))
            }
        }
        return found
    }

    package func complaintDesk(
        _ complaints: NodeComplaints, signing: any ReportSigning
    ) -> ComplaintDesk {
        ComplaintDesk(
            node: self, register: complaints.register, facts: complaints.facts,
            shelf: complaints.shelf, signing: signing, key: complaints.key,
            calls: complaints.calls)
    }

    /// What fetches the files that others' statements name.
    package func evidenceFetching(
        _ complaints: NodeComplaints, transport: any PeerTransport, pulse: Pulse, logger: Logger
    ) -> EvidenceFetching {
        EvidenceFetching(
            shelf: complaints.shelf, transport: transport, calls: complaints.calls, pulse: pulse,
            logger: logger)
    }
}
