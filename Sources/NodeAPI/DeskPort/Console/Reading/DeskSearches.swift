package import Casework
package import MergedView

/// What the console asks its node about the searches that one of its member's people keeps. Nobody else sees
/// them. Calls that change something are durable when they return.
///
/// - Throws: `CaseworkError`, shown to who asks.
package protocol DeskSearches: Sendable {
    /// By name.
    func searches(of colleague: Colleague) async throws -> [SavedSearch]

    func search(_ id: CaseworkID, of colleague: Colleague) async throws -> SavedSearch

    /// - Parameters:
    ///   - seen: what was searched when its hits were shown.
    ///   - request: with a key, so that it may come again.
    func save(
        _ name: String, _ query: String, seen: ViewFrontier, by colleague: Colleague,
        for request: KeyedRequest?
    ) async throws -> (search: SavedSearch, isAgain: Bool)

    func rename(
        _ id: CaseworkID, to name: String, by colleague: Colleague
    ) async throws -> SavedSearch

    /// It is run now, and what came since the last time is new no longer.
    func run(
        _ id: CaseworkID, seen: ViewFrontier, by colleague: Colleague
    ) async throws -> SavedSearch

    func remove(search id: CaseworkID, by colleague: Colleague) async throws
}

/// A search that is kept, with how much it would find that is new.
struct ListedSearch {
    let search: SavedSearch
    /// Nil where this version makes nothing of it.
    let form: SearchForm?
    let new: NewHits?
}
