package import Notices

/// What somebody writes who asks for an account. Nothing of it is proved.
package struct AccountApplication: Hashable, Sendable {
    package let organisation: String
    /// The domain in lower case; how the holder signs in.
    package let email: MailAddress
    /// ISO 3166-1 alpha-2.
    package let country: String
    /// It files for others, and has clients.
    package let isAgent: Bool
    /// Of its own; an agent may have none.
    package let rights: [AccountRight]

    /// - Throws: `AccountError` for the first thing that is wrong.
    package init(
        organisation: String, email: String, country: String, isAgent: Bool,
        rights: [AccountRight]
    ) throws(AccountError) {
        self.organisation = try AccountText.line(
            organisation, .organisation, bytesMax: AccountLimits.nameBytesMax)
        guard let address = MailAddress(inLowerCase: email) else { throw .email }
        self.email = address
        guard AccountText.isCountry(country) else { throw .country(found: country) }
        self.country = country
        self.isAgent = isAgent
        guard isAgent || !rights.isEmpty else { throw .rightsMissing }
        guard rights.count <= AccountLimits.rightsMax else {
            throw .tooMany(what: "rights", max: AccountLimits.rightsMax)
        }
        try AccountRight.checkEachOnce(rights)
        self.rights = rights
    }
}

extension AccountRight {
    /// One a line: `EM 018012345`, or `EM/018012345`.
    ///
    /// - Throws: `AccountError.right` for a line that is none, `.rightTwice`, `.tooMany`.
    package static func list(_ text: String) throws(AccountError) -> [AccountRight] {
        var rights: [AccountRight] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            guard !line.isEmpty else { continue }
            guard rights.count < AccountLimits.rightsMax else {
                throw .tooMany(what: "rights", max: AccountLimits.rightsMax)
            }
            let office = line.prefix(2).uppercased()
            let rest = line.dropFirst(2)
            guard let separator = rest.first, " /:\t".contains(separator) else {
                throw .right(found: String(line.prefix(64)))
            }
            rights.append(
                try AccountRight(
                    office: office, number: String(rest.dropFirst()).replacing("\t", with: " ")))
        }
        try checkEachOnce(rights)
        return rights
    }

    static func checkEachOnce(_ rights: [AccountRight]) throws(AccountError) {
        var seen: Set<String> = []
        for right in rights where !seen.insert(right.key).inserted {
            throw .rightTwice(right.key)
        }
    }
}
