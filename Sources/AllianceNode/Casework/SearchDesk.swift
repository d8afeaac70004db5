package import Casework
package import MergedView
package import NodeAPI
import SQLiteStore

/// Searches that people keep, in `casework.sqlite`.
extension CaseworkDesk: DeskSearches {
    package func searches(of colleague: Colleague) async throws -> [SavedSearch] {
        try await calls.run { [store] in try store.searches(of: colleague.id) }
    }

    package func search(_ id: CaseworkID, of colleague: Colleague) async throws -> SavedSearch {
        try await calls.run { [store] in try store.search(id, of: colleague.id) }
    }

    package func save(
        _ name: String, _ query: String, seen: ViewFrontier, by colleague: Colleague,
        for request: KeyedRequest?
    ) async throws -> (search: SavedSearch, isAgain: Bool) {
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (search: SavedSearch, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let search = try SavedSearch(
                    id: CaseworkID(from: &generator), owner: colleague.id, name: name,
                    query: query, seen: seen, createdAt: now)
                return try store.add(search, for: request.map { KeyedMaking($0, at: now) })
            }
        }
    }

    package func rename(
        _ id: CaseworkID, to name: String, by colleague: Colleague
    ) async throws -> SavedSearch {
        try await calls.run { [store] in
            try store.change(search: id, of: colleague.id) { try $0.rename(name) }
        }
    }

    package func run(
        _ id: CaseworkID, seen: ViewFrontier, by colleague: Colleague
    ) async throws -> SavedSearch {
        try await calls.run { [store, node] in
            try store.change(search: id, of: colleague.id) {
                $0.run(at: node.clock.now(), seen: seen)
            }
        }
    }

    package func remove(search id: CaseworkID, by colleague: Colleague) async throws {
        try await calls.run { [store] in try store.remove(search: id, of: colleague.id) }
    }
}
