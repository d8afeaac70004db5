package import AllianceNames
import NodeAPI
package import Replication
package import TransparencyLog

/// What the peer port serves, from the record.
package struct StoredPeerSource: PeerPortSource {
    private let store: any LogStore
    private let register: RosterRegister
    private let objects: ServedObjects
    /// Nil at a node that reads no desk.
    private let evidence: EvidenceShelf?

    package init(
        _ store: any LogStore, register: RosterRegister, objects: ServedObjects,
        evidence: EvidenceShelf? = nil
    ) {
        self.store = store
        self.register = register
        self.objects = objects
        self.evidence = evidence
    }

    package func object(
        _ file: Digest, from: Int, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? {
        try objects.piece(of: file, from: from, readableIn: channels)
            ?? evidence?.piece(of: file, from: from, readableIn: channels)
    }

    package func snapshotKey(
        of file: Digest, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? {
        try objects.snapshotKey(of: file, readableIn: channels)
    }

    package func evidence(
        after number: UInt64, readableIn channels: Set<ChannelID>
    ) throws -> EvidencePage {
        try store.evidencePage(after: number, readableIn: channels)
    }

    package func rosterNote(version: UInt64) throws -> [UInt8]? {
        // Not of the record, where one that the members have left may stand first.
        register.note(version: version)?.bytes
    }

    package func tile(_ tile: TileCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try store.tile(of: origin, tile)
    }

    package func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try store.entries(of: origin, bundle)
    }

    package func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try store.payloads(of: origin, bundle)
    }
}
