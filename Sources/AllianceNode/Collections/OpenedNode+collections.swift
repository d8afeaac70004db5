import Credentials
import NodeAPI
package import SQLiteStore
import Synchronization

extension OpenedNode {
    /// What TAXII clients read; made where it is missing.
    /// - Throws: `SQLiteStoreError`.
    package func openCollections() throws -> SQLiteObjectIndex {
        try collections.withLock { known in
            if let known { return known }
            let opened = try SQLiteObjectIndex(opening: home.collectionDatabase)
            known = opened
            return opened
        }
    }

    /// The same, where this member has a desk port: what was never there has nothing to forget.
    func openedCollections() throws -> ErasedCollections? {
        guard DurableFile.exists(home.collectionDatabase) else { return nil }
        return ErasedCollections(index: try openCollections(), now: clock.now)
    }

    /// Keeps the collections up to the record, with the parameter of `CollectionKeeper`.
    /// - Throws: `SQLiteStoreError`.
    package func collectionKeeper(others: CollectionReach? = .all) throws -> CollectionKeeper {
        try CollectionKeeper(node: self, index: try openCollections(), others: others)
    }

    /// TAXII at this member's desk port.
    func taxiiRoutes(
        _ keeper: CollectionKeeper, audit: (any AuditRecording)?, calls: BlockingCalls
    ) -> [DeskRoute] {
        TAXIIRoutes(
            CollectionDesk(node: self, keeper: keeper, calls: calls), alliance: alliance,
            audit: audit, time: clock.now
        ).routes
    }

    /// Feeds for a MISP at this member's desk port.
    func feedRoutes(_ keeper: CollectionKeeper, calls: BlockingCalls) -> [DeskRoute] {
        FeedRoutes(FeedDesk(node: self, keeper: keeper, calls: calls)).routes
    }
}
