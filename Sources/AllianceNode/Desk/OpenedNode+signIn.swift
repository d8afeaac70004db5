package import Credentials
package import IdentityProvider
import SQLiteStore
package import SignIn

/// The identity provider that a folder names, and what reaches it.
package struct ProviderSetup: Sendable {
    package let settings: ProviderSettings
    /// What this node shows the provider; nil for a public client.
    package let clientSecret: String?
    /// Issuers that are trusted, as PEM; nil trusts the system's.
    package let certificates: [UInt8]?
    package let client: ProviderClient

    func isSame(as other: ProviderSetup) -> Bool {
        settings == other.settings && clientSecret == other.clientSecret
            && certificates == other.certificates
    }
}

extension OpenedNode {
    /// Who may sign in at this member's desk; the list is made where it is missing.
    /// - Throws: `SQLiteStoreError`.
    package func personRegister(calls: BlockingCalls) throws -> PersonRegister {
        try PersonRegister(
            member: member, store: SQLiteAccessStore(path: home.accessDatabase), calls: calls,
            now: clock.now)
    }

    /// Nil where people sign in by link only.
    /// - Throws: see `providerSettings`.
    package func providerSetup() throws -> ProviderSetup? {
        guard let (settings, secret, certificates) = try Self.providerSettings(in: home) else {
            return nil
        }
        return ProviderSetup(
            settings: settings, clientSecret: secret, certificates: certificates,
            client: try ProviderClient(certificates: certificates))
    }

    /// - Parameter setup: nil where people sign in by link only.
    package func currentProvider(
        _ setup: ProviderSetup?, persons: PersonRegister
    ) -> CurrentProvider {
        CurrentProvider(setup, persons: persons, now: clock.now)
    }

    /// `sign-in.json`, with what stands beside the keys.
    ///
    /// - Throws: `SignInError.settings`; `CredentialsError` for a file that cannot be read, or a secret that
    ///   others can.
    package static func providerSettings(
        in home: HomeFolder
    ) throws -> (settings: ProviderSettings, secret: String?, certificates: [UInt8]?)? {
        guard DurableFile.exists(home.signInSettings) else { return nil }
        let settings = try ProviderSettings(
            parsing: DurableFile.read(home.signInSettings, bytesMax: ProviderSettings.bytesMax))
        let certs = home.certs
        var secret: String?
        if DurableFile.exists(certs.signInSecret) {
            let text = try DurableFile.text(certs.signInSecret, bytesMax: 1024, secret: true)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
            guard lines.count == 1, lines[0].utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else {
                throw SignInError.settings("certs/sign-in.secret is not one line")
            }
            secret = String(lines[0])
        }
        let certificates =
            DurableFile.exists(certs.signInCA) ? try DurableFile.read(certs.signInCA) : nil
        return (settings, secret, certificates)
    }
}
