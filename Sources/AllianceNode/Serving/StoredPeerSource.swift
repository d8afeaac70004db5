package import AllianceNames
import NodeAPI
package import Replication
package import TransparencyLog

/// What the peer port serves, from the record.
package struct StoredPeerSource: PeerPortSource {
    private let store: any LogStore

    package init(_ store: any LogStore) { self.store = store }

    package func rosterNote(version: UInt64) throws -> [UInt8]? {
        try store.roster(version: version).map { Array($0.noteText.utf8) }
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
