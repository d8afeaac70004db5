import AllianceNames
import Replication
import Roster
import TransparencyLog

// The end of a fork: the roster has said which branch counts, and how far.
extension World {
    func settleForks(_ node: Node) {
        for origin in node.forks.keys.sorted() where !node.settling.contains(origin) {
            guard case .until = node.roster.scope(of: origin),
                node.roster.mayRead(node.id, origin.channel)
            else { continue }
            node.settling.insert(origin)
            settle(origin, at: node, after: .milliseconds(20))
        }
    }

    private func settle(_ origin: LogOrigin, at node: Node, after pause: Duration) {
        later(node, pause) { [self] in
            guard case .until(let end, let root) = node.roster.scope(of: origin) else {
                node.settling.remove(origin)
                return
            }
            do {
                let held =
                    try node.store.state(of: origin)
                    ?? LogState(origin: origin, edge: CompactRange())
                guard !held.isSettled else { return settled(held, at: node) }
                try search(
                    CommonPrefixSearch(
                        origin: origin.description, end: end, root: root, held: held.size,
                        served: held.served?.size ?? 0),
                    origin, at: node)
            } catch {
                settle(origin, at: node, after: .seconds(2))
            }
        }
    }

    private func search(
        _ search: CommonPrefixSearch, _ origin: LogOrigin, at node: Node
    ) throws {
        var search = search
        while let size = search.next {
            let missing = search.missing
            if !missing.isEmpty {
                let own = try? missing.map { tile in
                    (tile: tile, bytes: try self.tile(tile, of: origin, in: node.store))
                }
                if let own, (try? search.accept(own)) != nil { continue }
                return try ask(node.plan?.peers[...] ?? [], search, origin, at: node)
            }
            let held = try TiledTree(size: size) {
                try self.tile($0, of: origin, in: node.store)
            }.root()
            search.compare(heldRoot: held)
        }
        guard let settlement = search.settlement else { return }
        try node.store.settle(origin, settlement)
        if let state = try node.store.state(of: origin) { settled(state, at: node) }
    }

    /// Has whatever peer is on the roster's branch give the tiles.
    private func ask(
        _ peers: ArraySlice<MemberID>, _ search: CommonPrefixSearch, _ origin: LogOrigin,
        at node: Node
    ) throws {
        guard let peer = peers.first else {
            return settle(origin, at: node, after: .seconds(2))
        }
        fetch(search.missing[...], fetched: [], of: origin, from: peer, at: node) { [self] result in
            var found = search
            do {
                if let tiles = try? result.get(), (try? found.accept(tiles)) != nil {
                    try self.search(found, origin, at: node)
                } else {
                    try ask(peers.dropFirst(), search, origin, at: node)
                }
            } catch {
                settle(origin, at: node, after: .seconds(2))
            }
        }
    }

    private func settled(_ state: LogState, at node: Node) {
        let origin = state.origin
        note("\(node.id) has settled \(origin) at \(state.size)")
        node.forks[origin] = nil
        node.settling.remove(origin)
        if node.followers[origin] == nil { node.heldAtStart[origin] = state }
        handle(.held(state), of: origin, at: node)
        hasNews(node, of: origin)
    }
}
