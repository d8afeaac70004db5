package import Complaints
import Credentials
package import Logging
package import NodeAPI
package import Replication

/// What a node's complaints are made of: shared by its desk, what judges them and what fetches files.
package struct NodeComplaints: Sendable {
    package let register: any ComplaintRegister
    package let facts: any FilingFactsReading
    package let shelf: EvidenceShelf
    let standing: any ComplainantStanding
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
            shelf: try EvidenceShelf(self), standing: standing,
            key: try ComplaintKey(of: home.certs), calls: calls)
    }

    /// Those of a running node; nil where it reads no desk. A channel that is opened for it later is taken up when it
    /// is started again.
    ///
    /// - Parameter marketplaces: that this node may ask.
    package func complaintsOfDesks(
        marketplaces: [any MarketplaceAdapter] = [],
        standing: any ComplainantStanding = NoComplainantStanding()
    ) throws -> NodeComplaints? {
        guard !deskChannels.isEmpty else { return nil }
        return try complaints(complaintKeeper(), marketplaces: marketplaces, standing: standing)
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
