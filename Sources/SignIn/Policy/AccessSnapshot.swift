package import TransparencyLog

/// All who may sign in and what they come with, as it is at one moment: what each request is judged by.
package struct AccessSnapshot: Sendable {
    /// Grows with each change.
    package let number: UInt64
    private let people: [PersonID: Person]
    private var sessions: [Digest: Session]
    private let tokens: [Digest: AccessToken]

    package init(number: UInt64, people: [Person], sessions: [Session], tokens: [AccessToken]) {
        self.number = number
        self.people = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.sessions = Dictionary(sessions.map { ($0.hash, $0) }, uniquingKeysWith: { $1 })
        self.tokens = Dictionary(tokens.map { ($0.hash, $0) }, uniquingKeysWith: { $1 })
    }

    package static let empty = AccessSnapshot(number: 0, people: [], sessions: [], tokens: [])

    package func isSession(_ hash: Digest) -> Bool { sessions[hash] != nil }

    package func person(_ id: PersonID) -> Person? { people[id] }

    /// All who are on the list, by name.
    package var everybody: [Person] { people.values.sorted { $0.id < $1.id } }

    package func person(with subject: ProviderSubject) -> Person? {
        people.values.first { $0.subject == subject }
    }

    package func person(withEmail email: String) -> Person? {
        people.values.first { $0.email == email }
    }

    /// The person whose session it is; nil where it is over, or was never.
    package func person(of secret: Secret, at now: UInt64) -> (person: Person, session: Session)? {
        guard let session = sessions[secret.hash(for: .session)], !session.isOver(at: now),
            let person = people[session.person]
        else { return nil }
        return (person, session)
    }

    /// Notes a request of a session, which keeps it from idling.
    package mutating func noteSeen(_ hash: Digest, at now: UInt64) {
        guard let seen = sessions[hash]?.seenAt, seen < now else { return }
        sessions[hash]?.seenAt = now
    }

    /// The same, with what was noted in an older one: the store learns of it later.
    package func seen(as older: AccessSnapshot) -> AccessSnapshot {
        var snapshot = self
        for (hash, session) in older.sessions { snapshot.noteSeen(hash, at: session.seenAt) }
        return snapshot
    }

    package func token(named name: TokenName, at now: UInt64) -> AccessToken? {
        tokens.values.first { $0.name == name && !$0.isOver(at: now) }
    }

    package func token(of secret: Secret, at now: UInt64) -> AccessToken? {
        guard let token = tokens[secret.hash(for: .token)], !token.isOver(at: now) else {
            return nil
        }
        return token
    }
}
