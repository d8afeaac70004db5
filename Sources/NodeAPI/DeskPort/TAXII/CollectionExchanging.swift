package import TAXII

/// What the desk port asks its node about collections. A `PeerProblem` that is thrown is shown to the
/// caller.
package protocol CollectionExchanging: Sendable {
    /// Those that this member reads, and what the caller, one of its programs, may do with each.
    func collections(for caller: DeskCaller) -> [ObjectCollection]

    func page(
        _ kind: ObjectPage.Kind, of collection: ObjectCollection, _ query: ObjectQuery
    ) async throws -> ObjectPage

    /// Says what was posted; durable on return.
    ///
    /// - Parameter time: milliseconds since 1970.
    func add(
        _ objects: [PostedObject], to collection: ObjectCollection, requestedAt time: UInt64
    ) async throws -> PostStatus

    /// What became of a POST; nil where nobody knows, or no longer.
    func status(_ id: String, for caller: DeskCaller) async throws -> [UInt8]?

    /// Takes versions of an object back.
    func delete(
        _ id: String, _ query: ObjectQuery, from collection: ObjectCollection
    ) async throws -> Deletion
}

/// What became of an object that was to be deleted.
package enum Deletion: Hashable, Sendable {
    case deleted
    case absent
    /// It is another member's, or nobody's.
    case foreign
}
