import AllianceNames
import Logging
import MergedView
package import Replication
import Roster
package import TransparencyLog

// The end of a fork: the roster has said which branch counts, and how far. What is held of another one
// is taken out, and the log grows again.
extension Replicator {
    /// Between two attempts, while no peer shows the roster's branch.
    private static let settlingBackoff = Backoff(first: .seconds(1), limit: .seconds(60))

    /// Begins to settle every log that the newest roster ends and that is frozen here.
    func settleForks(_ roster: VerifiedRoster) {
        for origin in forks.keys.sorted() where !settling.contains(origin) {
            guard case .until = roster.scope(of: origin), roster.mayRead(member, origin.channel)
            else { continue }
            settling.insert(origin)
            begin(.settle(origin))
        }
    }

    nonisolated func settle(_ origin: LogOrigin) async {
        var backoff = Self.settlingBackoff
        while !Task.isCancelled {
            do {
                guard try await !isSettled(origin) else { break }
            } catch {
                logger.error(
                    "Forked log cannot be settled",
                    metadata: ["origin": "\(origin)", "error": "\(error)"])
            }
            await time.sleep(backoff.fail(random: time.moment.random))
        }
        await ended(settling: origin)
    }

    private func ended(settling origin: LogOrigin) { settling.remove(origin) }

    /// Settles the log if the hashes for it can be had.
    private nonisolated func isSettled(_ origin: LogOrigin) async throws -> Bool {
        guard let roster = register.newest,
            case .until(let end, let root) = roster.scope(of: origin)
        else { return true }
        let stored = try await reading.run { [store] in try store.state(of: origin) }
        let held = stored ?? LogState(origin: origin, edge: CompactRange())
        guard !held.isSettled else {
            await settled(held, from: held.size)
            return true
        }
        let search = CommonPrefixSearch(
            origin: origin.description, end: end, root: root, held: held.size,
            served: held.served?.size ?? 0)
        guard let settlement = try await settlement(of: origin, search) else { return false }
        let state = try await writing.run { [store] in
            try store.settle(origin, settlement)
            return try store.state(of: origin)
        }
        if let state { await settled(state, from: held.size) }
        return true
    }

    private nonisolated func settlement(
        of origin: LogOrigin, _ search: CommonPrefixSearch
    ) async throws -> ForkSettlement? {
        var search = search
        while let size = search.next {
            guard try await hasTiles(for: &search, of: origin) else { return nil }
            let heldRoot = try await reading.run { [store] in
                try TiledTree(size: size) { tile in
                    guard let bytes = try store.tile(of: origin, tile) else {
                        throw ReplicatorError.tileMissing(origin, tile)
                    }
                    return bytes
                }.root()
            }
            search.compare(heldRoot: heldRoot)
        }
        return search.settlement
    }

    /// Has the search take the tiles it needs, from this node's own store if it is on the roster's
    /// branch, else from whatever peer is.
    private nonisolated func hasTiles(
        for search: inout CommonPrefixSearch, of origin: LogOrigin
    ) async throws -> Bool {
        let missing = search.missing
        if missing.isEmpty { return true }
        let own = try await reading.run { [store] in
            try missing.compactMap { tile in
                try store.tile(of: origin, tile).map { (tile: tile, bytes: $0) }
            }
        }
        if own.count == missing.count, accepts(own, &search) { return true }
        for peer in await plan?.peers ?? [] {
            var tiles: [(tile: TileCoordinate, bytes: [UInt8])] = []
            for tile in missing {
                guard
                    let bytes = try? await transport.fetch(
                        .tile(origin, tile), from: peer, deadline: BundleFetch.deadline)
                else { break }
                tiles.append((tile, bytes))
            }
            if tiles.count == missing.count, accepts(tiles, &search) { return true }
        }
        return false
    }

    /// Tiles of another branch are not an error: it is why there is something to settle.
    private nonisolated func accepts(
        _ tiles: [(tile: TileCoordinate, bytes: [UInt8])], _ search: inout CommonPrefixSearch
    ) -> Bool {
        do {
            try search.accept(tiles)
            return true
        } catch {
            return false
        }
    }

    /// Takes up that a frozen log is settled in the record, here or by what its author has brought.
    /// - Parameter size: of what was held before.
    package func settled(_ state: LogState, from size: TreeSize) {
        let origin = state.origin
        unfreeze(state, from: size)
        if followers[origin] == nil { heldAtStart[origin] = state }
        handle(.held(state), of: origin)
        hooks.grown(state)
    }

    /// Forgets what is remembered of entries that a log may have given up, and the fork that it had.
    func unfreeze(_ state: LogState, from size: TreeSize) {
        let origin = state.origin
        recent.forget(origin)
        if forks.removeValue(forKey: origin) != nil {
            logger.notice(
                "Forked log is settled: it follows the branch that the member register names",
                metadata: [
                    "origin": "\(origin)", "tree_size": "\(state.size)",
                    "taken_out": "\(size - min(size, state.size))",
                ])
        }
    }
}
