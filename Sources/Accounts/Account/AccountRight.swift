import Statements

/// A right that an account names, and whether its registered owner has answered for it.
package struct AccountRight: Hashable, Sendable {
    /// By WIPO ST.3.
    package let office: String
    /// As the office writes it.
    package let number: String
    /// When the owner's code came back, in milliseconds since 1970; nil while it has not.
    package var confirmedAt: UInt64?

    /// As `Right.key`: what two spellings of one right share.
    package var key: String { Right.key(office: office, registrationNumber: number) }

    /// - Throws: `AccountError.right`.
    package init(
        office: String, number: String, confirmedAt: UInt64? = nil
    ) throws(AccountError) {
        guard AccountText.isCountry(office) else { throw .right(found: office) }
        let number = try AccountText.line(
            number, .rightNumber, bytesMax: StatementLimits.wordBytesMax)
        guard number.utf8.contains(where: AccountText.isAlphanumeric) else {
            throw .right(found: number)
        }
        self.office = office
        self.number = number
        self.confirmedAt = confirmedAt
    }
}
