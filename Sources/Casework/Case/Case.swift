package import SignIn

/// A private folder of an investigation: what belongs together, for a few of this member's people. Nothing of
/// it leaves the node but what somebody takes away as a referral.
package struct Case: Hashable, Sendable {
    package static let titleCharactersMax = 120
    package static let teamMax = 50

    package let id: CaseworkID
    package let owner: PersonID
    package let createdAt: UInt64
    package private(set) var title: String
    /// Who works on it beside its owner, in order.
    package private(set) var team: [PersonID]
    package private(set) var closedAt: UInt64?
    package var revision: UInt64
    package var changedAt: UInt64

    /// - Throws: `CaseworkError`.
    package init(
        id: CaseworkID, owner: PersonID, title: String, createdAt: UInt64
    ) throws(CaseworkError) {
        try Self.check(title)
        self.id = id
        self.owner = owner
        self.title = title
        self.createdAt = createdAt
        team = []
        revision = 1
        changedAt = createdAt
    }

    /// As it was kept.
    package init(
        id: CaseworkID, owner: PersonID, title: String, team: [PersonID], createdAt: UInt64,
        changedAt: UInt64, closedAt: UInt64?, revision: UInt64
    ) {
        self.id = id
        self.owner = owner
        self.title = title
        self.team = team
        self.createdAt = createdAt
        self.changedAt = changedAt
        self.closedAt = closedAt
        self.revision = revision
    }

    /// Who works on it; and approvers, so that no case is lost with a person.
    package func isSeen(by colleague: Colleague) -> Bool {
        colleague.may(.draft)
            && (colleague.id == owner || team.contains(colleague.id) || colleague.may(.approve))
    }

    /// - Throws: `CaseworkError.notThere` for who does not see it, `.closed`.
    package func checkWriting(by colleague: Colleague) throws(CaseworkError) {
        guard isSeen(by: colleague) else { throw .notThere }
        guard closedAt == nil else { throw .closed }
    }

    package mutating func describe(
        _ title: String, team: [PersonID], by colleague: Colleague
    ) throws(CaseworkError) {
        try checkWriting(by: colleague)
        try checkLeading(by: colleague)
        try Self.check(title)
        let others = Set(team).subtracting([owner]).sorted()
        guard others.count <= Self.teamMax else {
            throw .tooMany(what: "persons on a case", max: Self.teamMax)
        }
        self.title = title
        self.team = others
    }

    package mutating func close(by colleague: Colleague, at now: UInt64) throws(CaseworkError) {
        try checkWriting(by: colleague)
        closedAt = now
    }

    package mutating func open(by colleague: Colleague) throws(CaseworkError) {
        guard isSeen(by: colleague) else { throw .notThere }
        closedAt = nil
    }

    /// Says who works on it, and throws it away: its owner, or an approver.
    package func checkLeading(by colleague: Colleague) throws(CaseworkError) {
        guard isSeen(by: colleague) else { throw .notThere }
        guard colleague.id == owner || colleague.may(.approve) else { throw .notItsAuthor }
    }

    private static func check(_ title: String) throws(CaseworkError) {
        try VisibleText.check(title, "title", charactersMax: titleCharactersMax)
    }
}

/// How many cases there may be, and how much in them.
package enum CaseLimits {
    package static let casesMax = 2_000
    /// Begun by one person, so that nobody takes all places.
    package static let casesOfPersonMax = 1_000
    package static let itemsMax = 1_000
    package static let textCharactersMax = 8_000
    /// Of all texts in one case.
    package static let textsBytesMax = 2 << 20
    package static let nameCharactersMax = 120
    /// One file; a request takes no more.
    package static let fileBytesMax = 768 << 10
    /// Of all cases, each file once.
    package static let filesBytesMax = 512 << 20
    /// Put in by one person, each file once, so that nobody takes all the room.
    package static let filesOfPersonBytesMax = 128 << 20
}
