package import AllianceNames
package import SignIn

/// One line of the log of contacts with a member: who of this house spoke with whom there, and when the next time
/// is due.
package struct MemberContact: Hashable, Sendable {
    package static let ofMemberMax = 1_000
    package static let listedMax = 200

    package let id: CaseworkID
    package let member: MemberID
    package let at: UInt64
    package let by: PersonID
    package let with: String
    package let text: String
    /// Of the newest line it counts: a contact settles what was due before.
    package let nextDue: UInt64?

    /// - Throws: `CaseworkError.text`.
    package init(
        id: CaseworkID, member: MemberID, at now: UInt64, by person: PersonID, with whom: String,
        text: String, nextDue: UInt64?
    ) throws(CaseworkError) {
        try VisibleText.check(whom, "with", charactersMax: InquiryLimits.nameCharactersMax)
        try InquiryLimits.check(text)
        try InquiryLimits.check(due: nextDue)
        self.id = id
        self.member = member
        at = now
        by = person
        with = whom
        self.text = text
        self.nextDue = nextDue
    }
}
