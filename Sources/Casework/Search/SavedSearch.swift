package import AllianceNames
package import CRDT
package import SignIn

/// A search that one of this member's people keeps for itself, with what it had seen when it ran it last.
package struct SavedSearch: Equatable, Sendable {
    package static let nameCharactersMax = 80
    package static let queryBytesMax = 2_000
    package static let ofPersonMax = 20

    package let id: CaseworkID
    package let owner: PersonID
    package let createdAt: UInt64
    package private(set) var name: String
    /// As it stands in an address of `GET /api/v1/indicators`.
    package let query: String
    package private(set) var ranAt: UInt64
    /// What was searched then.
    package private(set) var seen: CausalContext<LogOrigin>

    /// One that was run when it was saved.
    /// - Throws: `CaseworkError.text`.
    package init(
        id: CaseworkID, owner: PersonID, name: String, query: String,
        seen: CausalContext<LogOrigin>, createdAt: UInt64
    ) throws(CaseworkError) {
        try Self.check(name: name)
        guard query.utf8.count <= Self.queryBytesMax,
            query.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw .text(field: "query") }
        self.init(
            keptAs: id, owner: owner, name: name, query: query, seen: seen, ranAt: createdAt,
            createdAt: createdAt)
    }

    /// As it was kept.
    package init(
        keptAs id: CaseworkID, owner: PersonID, name: String, query: String,
        seen: CausalContext<LogOrigin>, ranAt: UInt64, createdAt: UInt64
    ) {
        self.id = id
        self.owner = owner
        self.name = name
        self.query = query
        self.seen = seen
        self.ranAt = ranAt
        self.createdAt = createdAt
    }

    package mutating func rename(_ name: String) throws(CaseworkError) {
        try Self.check(name: name)
        self.name = name
    }

    package mutating func run(at now: UInt64, seen: CausalContext<LogOrigin>) {
        ranAt = now
        self.seen = seen
    }

    private static func check(name: String) throws(CaseworkError) {
        try VisibleText.check(name, "name", charactersMax: nameCharactersMax)
    }
}
