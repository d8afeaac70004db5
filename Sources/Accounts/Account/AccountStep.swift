/// One step of an account's course, for those who look after it.
package struct AccountStep: Hashable, Sendable {
    /// Milliseconds since 1970.
    package let at: UInt64
    package let transition: AccountTransition
    /// `account`, or who of the platform.
    package let by: String
    package let note: String

    package init(at: UInt64, transition: AccountTransition, by: String, note: String) {
        self.at = at
        self.transition = transition
        self.by = by
        self.note = note
    }

    /// Who a holder is in steps.
    package static let holder = "account"
}
