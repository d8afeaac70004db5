package import Complaints

/// Who may file for which right.
extension HostedAccount {
    /// How this account stands to a right, as the checks at filing ask it (`FilingFacts.authority`).
    ///
    /// Only a verified account has any: one that is suspended has none until it is lifted. An authorisation
    /// that has run out is told as such, with its end, so that the filer learns what to mend.
    ///
    /// - Parameters:
    ///   - key: as `Right.key`.
    ///   - name: of the client, as the complaint's `onBehalfOf` has it; nil for a right of its own.
    package func authority(for key: String, onBehalfOf name: String?) -> RightAuthority {
        guard stage == .verified else { return .none }
        guard let name else {
            return Self.isConfirmed(key, in: rights) ? .owner : .none
        }
        guard let client = client(name), client.authorisation.acceptedAt != nil,
            Self.isConfirmed(key, in: client.rights)
        else { return .none }
        return .agent(until: client.authorisation.until)
    }

    private static func isConfirmed(_ key: String, in rights: [AccountRight]) -> Bool {
        rights.contains { $0.key == key && $0.confirmedAt != nil }
    }
}
