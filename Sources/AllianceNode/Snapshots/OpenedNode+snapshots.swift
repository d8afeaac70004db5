package import AllianceNames
import CRDT
import Credentials
package import Logging
import MergedView
package import ProductAuthentication
package import Replication
import Roster
package import Statements
import TransparencyLog

extension OpenedNode {
    package var objectFolder: ObjectFolder { ObjectFolder(path: home.objects) }

    package var publishedSnapshots: PublishedSnapshots {
        let recent = RecentScope()
        return PublishedSnapshots(
            view: view, roster: { self.register.newest },
            scope: {
                try recent.scope(roster: self.roster.digest, now: self.clock.now()) {
                    try self.scope()
                }
            })
    }

    /// What the peer port serves of `objects/`.
    package var servedObjects: ServedObjects {
        ServedObjects(
            member: member, folder: objectFolder, snapshots: publishedSnapshots, now: clock.now)
    }

    /// What a router asks when an owner is out of reach.
    package func snapshotShelf(calls: BlockingCalls) -> SnapshotShelf {
        SnapshotShelf(
            folder: objectFolder, snapshots: publishedSnapshots, channels: { self.channels },
            calls: calls, now: clock.now)
    }

    /// What fetches other members' snapshots, and erases what has ended.
    package func snapshotKeeper(
        transport: any PeerTransport, calls: BlockingCalls, pulse: Pulse, logger: Logger
    ) -> SnapshotKeeper {
        SnapshotKeeper(
            member: member, folder: objectFolder, snapshots: publishedSnapshots,
            channels: { self.channels },
            mirrors: { channel in
                let roster = self.roster
                return roster.activeMembers.map(\.id).filter {
                    roster.endpoint(of: $0) != nil && roster.mayRead($0, channel)
                }.sorted()
            }, transport: transport, calls: calls, now: clock.now, pulse: pulse, logger: logger)
    }

    /// Publishes a set of the issued numbers of a product: file and key durable, then the statement.
    ///
    /// - Parameter days: how long it holds.
    /// - Throws: `ProductAuthenticationError.notOwned`; `NodeError.noSnapshotPolicy` where the
    ///   registration does not allow it; `SnapshotError` for numbers that cannot be published; what
    ///   registry, folder and log throw.
    package func publishSnapshot(
        of product: ProductKey, validDays days: UInt64, in channel: ChannelID,
        from registry: any ItemRegistry
    ) async throws -> PublishedSnapshot {
        guard roster.owners(of: product).current == member else {
            throw ProductAuthenticationError.notOwned(product)
        }
        guard (1...SerialSnapshot.validityDaysMax).contains(days) else {
            throw SnapshotError.validity(days: days, max: SerialSnapshot.validityDaysMax)
        }
        try checkMayWrite(to: channel)
        try checkSnapshotPolicy(of: product)
        let now = clock.now()
        let serials = try serials(
            of: product, from: registry, at: now,
            until: now + days * SerialSnapshot.millisecondsPerDay)
        var generator = SystemRandomNumberGenerator()
        let key = SnapshotKey(using: &generator)
        let snapshot = try SerialSnapshot(
            of: serials, product: product, key: key, issuedAt: now, validDays: days)
        let bytes = snapshot.bytes
        try objectFolder.keep(bytes, key: key)
        let statement = PublishedSnapshot(
            product: product.published, file: .sha256(bytes), fileBytes: UInt64(bytes.count),
            items: snapshot.count, expiresAt: snapshot.expiresAt, keyDigest: key.digest)
        try await report([.serialSnapshot(statement)], to: channel)
        return statement
    }

    /// Takes back this member's snapshots of a product: nobody answers from them any more, and honest
    /// holders erase them.
    /// - Returns: those that stood.
    package func withdrawSnapshots(
        of product: ProductKey, in channel: ChannelID
    ) async throws -> [StatedSnapshot] {
        try checkMayWrite(to: channel)
        let own = try publishedSnapshots.all(of: product, in: [channel])
            .filter { $0.owner == member }
        for dots in stride(from: 0, to: own.count, by: Retraction.dotsMax).map({
            own[$0..<min($0 + Retraction.dotsMax, own.count)]
        }) {
            let retraction = Retraction(
                dots: dots.map { Retraction.Dot(origin: $0.dot.log, index: $0.dot.index) })
            try await report([.retract(retraction)], to: channel)
        }
        return own
    }

    private func checkSnapshotPolicy(of product: ProductKey) throws {
        let scope = try scope()
        let rows = try view.rows(of: product.viewKey, in: nil, scope: scope)
            .filter { scope.standing(of: $0) == .live }
        let said = try product.serialisation(said: rows, by: member)
        guard said == .serialisedWithSnapshot else {
            throw NodeError.noSnapshotPolicy(
                product: "\(product)", found: said?.name ?? "not registered")
        }
    }

    private func serials(
        of product: ProductKey, from registry: any ItemRegistry, at now: UInt64, until end: UInt64
    ) throws -> SerialList {
        var serials = SerialList()
        var last: String?
        while true {
            let page = try registry.items(of: product, after: last, limit: Self.itemsOfAPage)
            for item in page where SnapshotContents.includes(item.record, until: end, at: now) {
                guard serials.count < SerialSnapshot.itemsMax else {
                    throw SnapshotError.tooManyItems(
                        found: serials.count + 1, max: SerialSnapshot.itemsMax)
                }
                serials.append(item.serial)
            }
            guard page.count == Self.itemsOfAPage else { return serials }
            last = page.last?.serial
        }
    }

    private static let itemsOfAPage = 10_000
}
