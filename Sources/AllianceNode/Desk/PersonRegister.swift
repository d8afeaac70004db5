package import AllianceNames
package import NodeAPI
package import SQLiteStore
package import SignIn
import Synchronization
import TransparencyLog

/// Who may come in at this node's desk. The list is in a database that commands change while the node
/// runs; it is held in memory, and looked at again before each request that it decides.
package final class PersonRegister: DeskSignIn {
    private struct State {
        var snapshot = AccessSnapshot.empty
        /// When the last request of a session was written down.
        var noted: [Digest: UInt64] = [:]
        /// To be written down.
        var seen: [Digest: UInt64] = [:]
        var attempts = AttemptBudget()
        var refusals = RefusalTally()
    }

    package let member: MemberID
    private let store: SQLiteAccessStore
    private let calls: BlockingCalls
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let state = Mutex(State())

    /// - Throws: `SQLiteStoreError`.
    package init(
        member: MemberID, store: SQLiteAccessStore, calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64
    ) throws {
        self.member = member
        self.store = store
        self.calls = calls
        self.now = now
        try takeUp()
    }

    // MARK: From memory

    package func person(with session: Secret) -> DeskPerson? {
        let now = now()
        return state.withLock { state in
            guard let found = state.snapshot.person(of: session, at: now) else { return nil }
            let hash = found.session.hash
            state.snapshot.noteSeen(hash, at: now)
            let noted = state.noted[hash] ?? found.session.begunAt
            if now >= noted + Session.noteMilliseconds { state.seen[hash] = now }
            return DeskPerson(
                member: member, id: found.person.id, displayName: found.person.displayName,
                roles: found.person.roles, method: found.session.method,
                purpose: found.session.purpose, formToken: session.formToken)
        }
    }

    package func machine(with token: Secret) -> DeskMachine? {
        let now = now()
        return state.withLock { $0.snapshot.token(of: token, at: now) }.map {
            DeskMachine(member: member, name: $0.name, role: $0.role)
        }
    }

    /// Nil for who is not on the list, or not any more.
    package func person(_ id: PersonID) -> Person? { state.withLock { $0.snapshot.person(id) } }

    /// All who are on the list, by name.
    package func everybody() -> [Person] { state.withLock { $0.snapshot }.everybody }

    /// Those who report in this member's name or prepare it, by name.
    package func workers() -> [Person] {
        everybody().filter { $0.permissions.contains(.draft) }
    }

    /// Nil for one that is over.
    package func token(named name: TokenName) -> AccessToken? {
        let now = now()
        return state.withLock { $0.snapshot.token(named: name, at: now) }
    }

    package func takeAttempt(from place: String) -> Bool {
        let now = now()
        return state.withLock { $0.attempts.take(from: place, at: now) }
    }

    package func takeRefusal() -> UInt64? {
        let now = now()
        return state.withLock { $0.refusals.take(at: now) }
    }

    // MARK: From the database

    package func refresh() async throws {
        try await calls.run { try self.takeUp() }
    }

    /// Blocks.
    private func takeUp() throws {
        let number = try store.changeNumber()
        if state.withLock({ $0.snapshot.number != number }) {
            let snapshot = try store.snapshot()
            state.withLock { state in
                // Of two that read at the same time the newer one stays.
                guard snapshot.number > state.snapshot.number else { return }
                state.snapshot = snapshot.seen(as: state.snapshot)
                state.noted = state.noted.filter { snapshot.isSession($0.key) }
            }
        }
        let seen = state.withLock { state in
            state.noted.merge(state.seen, uniquingKeysWith: { $1 })
            defer { state.seen = [:] }
            return state.seen
        }
        for (hash, time) in seen { try store.noteSeen(hash, at: time) }
    }

    package func person(ofLink link: Secret) async throws -> Person? {
        let (store, now) = (store, now())
        return try await calls.run { try store.person(ofLink: link.hash(for: .link), at: now) }
    }

    package func begin(usingLink link: Secret) async throws -> Secret? {
        let session = Secret.random()
        let (store, now) = (store, now())
        let person = try await calls.run {
            try store.begin(
                usingLink: link.hash(for: .link), sessionHash: session.hash(for: .session),
                at: now)
        }
        try await refresh()
        return person == nil ? nil : session
    }

    /// Begins a session for somebody whom the identity provider knows.
    ///
    /// - Returns: nil where this member's list does not have that person.
    package func begin(
        _ identity: VerifiedIdentity, by match: ProviderSettings.Match
    ) async throws -> Secret? {
        try await refresh()
        guard let person = state.withLock({ $0.snapshot.person(identity, by: match) }) else {
            return nil
        }
        let session = Secret.random()
        let (store, now) = (store, now())
        try await calls.run {
            try store.begin(
                Session(
                    hash: session.hash(for: .session), person: person.id, method: .provider,
                    begunAt: now, seenAt: now))
        }
        try await refresh()
        return session
    }

    package func state(_ purpose: Purpose, for session: Secret) async throws {
        let store = store
        try await calls.run {
            try store.setPurpose(purpose, of: session.hash(for: .session))
        }
        try await refresh()
    }

    package func end(_ session: Secret) async throws {
        let store = store
        try await calls.run { try store.end(session.hash(for: .session)) }
        try await refresh()
    }
}
