package import Credentials
package import Replication
package import Roster

/// What keeps a member's folder from signing, as `certs/standing` says it; there is no such file in a
/// folder that signs:
///
///     touchstone-standing 1
///     restored 2026-11-26T02:00:00Z
///     standby 8c1f04d2a6b97e350f1d2c3b4a596877
///
/// The file is not in backups: each restored folder gets its own.
package struct HomeStanding: Equatable, Sendable {
    private static let head = "touchstone-standing 1"
    private static let restoredWord = "restored "
    private static let standbyWord = "standby "
    private static let textBytesMax = 1_024

    /// The time of the backup that it was restored from, until it has caught up with the others: it may
    /// hold what was erased since, and lack what was signed since.
    package var restoredFrom: UTCTimestamp?
    /// The fence that it will have once it is promoted.
    package var standby: FenceID?

    package init(restoredFrom: UTCTimestamp? = nil, standby: FenceID? = nil) {
        self.restoredFrom = restoredFrom
        self.standby = standby
    }

    package var isRestored: Bool { restoredFrom != nil }
    package var signs: Bool { restoredFrom == nil && standby == nil }

    /// - Throws: `CredentialsError.malformed` for a file that says nothing known: no guess is made.
    package init(of certs: CertsFolder) throws {
        guard DurableFile.exists(certs.standing) else {
            self.init()
            return
        }
        let text = try DurableFile.text(certs.standing, bytesMax: Self.textBytesMax)
        guard let standing = Self(parsing: text) else {
            throw CredentialsError.malformed(
                path: certs.standing,
                problem: "it does not say whether this folder is a standby or was restored")
        }
        self = standing
    }

    package init?(parsing text: String) {
        self.init()
        for line in text.split(separator: "\n").dropFirst() {
            if line.hasPrefix(Self.restoredWord) {
                restoredFrom = try? UTCTimestamp(
                    parsing: line.dropFirst(Self.restoredWord.count))
            } else if line.hasPrefix(Self.standbyWord) {
                standby = FenceID(parsing: line.dropFirst(Self.standbyWord.count))
            }
        }
        // Printing again checks every form at once; a standing of neither kind is not written.
        guard !signs, description == text else { return nil }
    }

    /// Durable when it returns.
    package func write(to certs: CertsFolder) throws(CredentialsError) {
        if signs {
            try DurableFile.remove(certs.standing)
        } else {
            try DurableFile.write(description, to: certs.standing, mode: .secret, replacing: true)
        }
    }
}

extension HomeStanding: CustomStringConvertible {
    package var description: String {
        var text = "\(Self.head)\n"
        if let restoredFrom { text += "\(Self.restoredWord)\(restoredFrom)\n" }
        if let standby { text += "\(Self.standbyWord)\(standby)\n" }
        return text
    }
}
