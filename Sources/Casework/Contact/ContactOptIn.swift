package import AllianceNames
package import SignIn
package import Statements

/// Who works on a case wants to hear from investigators of other members that have one of its identifiers in a
/// case too, and have said the same.
package struct ContactOptIn: Hashable, Sendable {
    package static let contactCharactersMax = 200

    package let folder: CaseworkID
    /// What they are told, and nothing else: a name, and how it is reached.
    package let contact: String
    package let by: PersonID
    package let at: UInt64

    /// - Throws: `CaseworkError.text`.
    package init(
        folder: CaseworkID, contact: String, by: PersonID, at: UInt64
    ) throws(CaseworkError) {
        try Self.check(contact)
        self.folder = folder
        self.contact = contact
        self.by = by
        self.at = at
    }

    static func check(_ contact: String) throws(CaseworkError) {
        try VisibleText.check(contact, "contact", charactersMax: contactCharactersMax)
    }
}

/// Somebody at another member has the same identifier in a case, and can be asked.
package struct ContactMatch: Hashable, Sendable {
    package let folder: CaseworkID
    package let indicator: Indicator
    package let member: MemberID
    /// Empty where that member was told this one's, and has not said its own.
    package let contact: String
    package let at: UInt64

    package init(
        folder: CaseworkID, indicator: Indicator, member: MemberID, contact: String, at: UInt64
    ) {
        self.folder = folder
        self.indicator = indicator
        self.member = member
        self.contact = contact
        self.at = at
    }
}

package enum ContactLimits {
    /// Identifiers that are compared with one member at a time; what is sent always has so many.
    package static let setMax = 64
    /// Between two comparisons that one member asks another for: a little less than a day, in milliseconds.
    package static let intervalMilliseconds: UInt64 = 23 * 3_600_000
    /// After a comparison, what was found by it may be told for so long.
    package static let tellingMilliseconds: UInt64 = 3_600_000
    package static let matchesOfCaseMax = 500
}
