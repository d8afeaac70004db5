package import AllianceNames
package import Casework
package import MergedView
package import SignIn

/// What the console asks its node about cases, for one of its member's people. Calls that change something
/// are durable when they return.
///
/// - Throws: `CaseworkError`, shown to who asks.
package protocol DeskCases: Sendable {
    /// Who may work on cases, by name.
    func colleagues() -> [Person]

    /// Those that the colleague may see, in no order that counts: `ListPage` has one.
    func cases(for colleague: Colleague) async throws -> [Case]

    func sheet(_ id: CaseworkID, for colleague: Colleague) async throws -> CaseSheet

    /// Milliseconds since 1970.
    func now() -> UInt64

    /// - Parameter request: with a key, so that it may come again.
    /// - Returns: the case; where the request came before, the one that it made.
    func begin(
        _ title: String, by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (folder: Case, isAgain: Bool)

    /// Whoever comes onto its team is one of `colleagues`.
    func change(
        _ id: CaseworkID, revision: UInt64, _ body: @escaping @Sendable (inout Case) throws -> Void
    ) async throws -> Case

    /// - Parameters:
    ///   - body: a task is for one of `colleagues`.
    ///   - file: bytes of a file, which has `body` then.
    ///   - request: with a key, so that it may come again.
    /// - Returns: the entry; where the request came before, the one that it made.
    func add(
        _ body: CaseItem.Body, file: [UInt8]?, to id: CaseworkID, by colleague: Colleague,
        for request: KeyedRequest?
    ) async throws -> (item: CaseItem, isAgain: Bool)

    func finish(_ item: CaseworkID, in id: CaseworkID, by colleague: Colleague) async throws

    func remove(_ item: CaseworkID, from id: CaseworkID, by colleague: Colleague) async throws

    func remove(case id: CaseworkID, revision: UInt64, by colleague: Colleague) async throws

    func file(
        _ item: CaseworkID, of id: CaseworkID, for colleague: Colleague
    ) async throws -> (item: CaseItem, bytes: [UInt8])

    /// Its people want to hear of others that have the same in a case, who are told this contact.
    func optIn(_ id: CaseworkID, contact: String, by colleague: Colleague) async throws

    func optOut(_ id: CaseworkID, by colleague: Colleague) async throws

    /// What of it may be handed to somebody outside.
    func referral(of id: CaseworkID, for colleague: Colleague, as asker: Asker) async throws
        -> Referral
}

extension DeskCases {
    package func begin(_ title: String, by colleague: Colleague) async throws -> Case {
        try await begin(title, by: colleague, for: nil).folder
    }

    package func add(
        _ body: CaseItem.Body, file: [UInt8]?, to id: CaseworkID, by colleague: Colleague
    ) async throws {
        _ = try await add(body, file: file, to: id, by: colleague, for: nil)
    }
}

/// A case as who works on it sees it.
package struct CaseSheet: Sendable {
    package let folder: Case
    /// In the order of adding.
    package let items: [CaseItem]
    /// What members say of its identifiers; nothing where nobody's report stands.
    package let known: [CaseworkID: IndicatorState]
    /// Whether its people want to hear of others that have the same.
    package let optIn: ContactOptIn?
    package let matches: [ContactMatch]
    /// With which members cases were compared, and when last.
    package let comparisons: [Comparison]

    package struct Comparison: Hashable, Sendable {
        package let member: MemberID
        package let at: UInt64
        /// Whether this member asked, and so learned first.
        package let isAsking: Bool

        package init(member: MemberID, at: UInt64, isAsking: Bool) {
            self.member = member
            self.at = at
            self.isAsking = isAsking
        }
    }

    package init(
        folder: Case, items: [CaseItem], known: [CaseworkID: IndicatorState],
        optIn: ContactOptIn? = nil, matches: [ContactMatch] = [], comparisons: [Comparison] = []
    ) {
        self.folder = folder
        self.items = items
        self.known = known
        self.optIn = optIn
        self.matches = matches
        self.comparisons = comparisons
    }
}
