package import AllianceNames

/// A member's name in a certificate: `spiffe://<alliance>/member/<member>` (SPIFFE-ID, section 2).
package struct SPIFFEID: Hashable, Sendable, CustomStringConvertible {
    package let alliance: AllianceID
    package let member: MemberID

    package init(alliance: AllianceID, member: MemberID) {
        self.alliance = alliance
        self.member = member
    }

    /// Byte for byte the one form: no other case, escape, port, query or trailing slash.
    /// - Throws: `spiffeID`.
    package init(parsing text: String) throws(CredentialsError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].elementsEqual("spiffe:".utf8), parts[1].isEmpty,
            parts[3].elementsEqual("member".utf8),
            let alliance = try? AllianceID(parsing: Substring(parts[2])),
            let member = try? MemberID(parsing: Substring(parts[4]))
        else { throw .spiffeID(found: text) }
        self.alliance = alliance
        self.member = member
    }

    package var description: String { "spiffe://\(alliance)/member/\(member)" }
}
