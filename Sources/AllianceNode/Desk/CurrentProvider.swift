import IdentityProvider
package import NodeAPI
package import SignIn
import Synchronization

/// The identity provider that the folder names now. What a running node is told of it counts from the next
/// sign-in on; those under way at the one before begin anew.
package final class CurrentProvider: ProviderSigningIn {
    private struct Held {
        let signIn: ProviderSignIn
        let setup: ProviderSetup
    }

    private let persons: PersonRegister
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let held = Mutex<Held?>(nil)

    /// - Parameter setup: nil where people sign in by link only.
    package init(
        _ setup: ProviderSetup?, persons: PersonRegister, now: @escaping @Sendable () -> UInt64
    ) {
        self.persons = persons
        self.now = now
        let first = setup.map(hold)
        held.withLock { $0 = first }
    }

    private func hold(_ setup: ProviderSetup) -> Held {
        Held(
            signIn: ProviderSignIn(
                setup.settings, clientSecret: setup.clientSecret, transport: setup.client,
                persons: persons, now: now), setup: setup)
    }

    /// Takes another one up, or none. Where nothing has changed, sign-ins under way go on.
    package func take(_ setup: ProviderSetup?) async {
        if let setup, held.withLock({ $0?.setup.isSame(as: setup) }) == true {
            return await setup.client.shutdown()
        }
        let next = setup.map(hold)
        let before = held.withLock { held in
            defer { held = next }
            return held
        }
        await before?.setup.client.shutdown()
    }

    /// To be called once, at the end.
    package func shutdown() async { await take(nil) }

    package var name: String? { held.withLock { $0?.signIn.name } }

    private func current() throws(SignInError) -> ProviderSignIn {
        guard let signIn = held.withLock({ $0?.signIn }) else {
            throw .provider("there is none any more")
        }
        return signIn
    }

    package func begin(next: String?, returningTo: String) async throws -> (
        location: String, browser: Secret
    ) {
        try await current().begin(next: next, returningTo: returningTo)
    }

    package func finish(
        browser: Secret, state: String, code: String, issuer: String?, returningTo: String
    ) async throws -> ProviderOutcome {
        try await current().finish(
            browser: browser, state: state, code: code, issuer: issuer, returningTo: returningTo)
    }
}
