import AllianceNames
import Foundation
import GRDB
import SQLiteStore
import SignIn
import Testing
import TransparencyLog

@Suite struct AccessStoreTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("access.sqlite")
    }

    private func person(
        _ name: String, email: String? = nil, subject: String? = nil
    ) throws -> Person {
        try Person(
            id: PersonID(parsing: name), displayName: name.capitalized,
            roles: [.investigator, .approver], email: email,
            subject: subject.map {
                try ProviderSubject(issuer: "https://login.example", subject: $0)
            }, addedAt: 7)
    }

    private func session(_ person: String, at time: UInt64) -> (Secret, Session) {
        let secret = Secret.random()
        return (
            secret,
            Session(
                hash: secret.hash(for: .session), person: PersonID(unchecked: person),
                method: .provider, begunAt: time, seenAt: time)
        )
    }

    @Test("a list from before sessions had a purpose keeps its persons and sessions")
    func upgraded() throws {
        let store = try SQLiteAccessStore(path: path)
        try store.add(try person("anna"))
        let (secret, session) = session("anna", at: 1_000)
        try store.begin(session)
        try store.close()
        let database = try DatabaseQueue(path: path)
        try database.write { db in
            try db.execute(sql: "ALTER TABLE session DROP COLUMN purpose; PRAGMA user_version = 1")
        }
        try database.close()
        let again = try SQLiteAccessStore(path: path)
        #expect(try again.people() == [person("anna")])
        #expect(try again.snapshot().person(of: secret, at: 1_001)?.session == session)
        let purpose = try Purpose(.monitoring, reference: nil)
        try again.setPurpose(purpose, of: session.hash)
        #expect(try again.snapshot().person(of: secret, at: 1_001)?.session.purpose == purpose)
        try again.close()
    }

    @Test("a time that nobody has written is damage, and no time")
    func damaged() throws {
        let store = try SQLiteAccessStore(path: path)
        let name = TokenName(unchecked: "t")
        try store.add(
            AccessToken(
                name: name, hash: Secret.random().hash(for: .token), role: .readOnlyMachine,
                createdAt: 1, expiresAt: 2))
        try store.revoke(name, at: 2)
        try store.close()
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: "UPDATE token SET revokedAt = -1") }
        try database.close()
        let again = try SQLiteAccessStore(path: path)
        #expect(throws: SQLiteStoreError.self) { try again.tokens() }
        try again.close()
    }

    @Test("what was added is there after a restart, as it was added")
    func restart() throws {
        let store = try SQLiteAccessStore(path: path)
        let (anna, bo) = (try person("anna", email: "a@b.example"), try person("bo", subject: "s"))
        for person in [anna, bo] { try store.add(person) }
        let (secret, session) = session("anna", at: 1_000)
        try store.begin(session)
        let tokenSecret = Secret.random()
        let token = AccessToken(
            name: TokenName(unchecked: "t"), hash: tokenSecret.hash(for: .token),
            role: .readOnlyMachine, createdAt: 1_000, expiresAt: 2_000)
        try store.add(token)
        try store.close()
        let again = try SQLiteAccessStore(path: path)
        #expect(try again.people() == [anna, bo])
        let snapshot = try again.snapshot()
        #expect(snapshot.person(of: secret, at: 1_001)?.person == anna)
        #expect(snapshot.person(of: secret, at: 1_001)?.session == session)
        #expect(snapshot.token(of: tokenSecret, at: 1_999) == token)
        #expect(snapshot.token(of: tokenSecret, at: 2_000) == nil)
        #expect(
            try snapshot.person(
                with: ProviderSubject(
                    issuer: "https://login.example", subject: "s")) == bo)
        #expect(snapshot.person(withEmail: "a@b.example") == anna)
        #expect(
            try #require(
                try FileManager.default.attributesOfItem(atPath: path)[
                    .posixPermissions] as? Int) == 0o600)
    }

    @Test("every change is seen by another process, and by its number")
    func changes() throws {
        let (store, other) = (try SQLiteAccessStore(path: path), try SQLiteAccessStore(path: path))
        var number = try other.changeNumber()
        func expectChange(_ what: String, _ change: () throws -> Void) throws {
            try change()
            let now = try other.changeNumber()
            #expect(now > number, "\(what)")
            #expect(try other.snapshot().number == now)
            number = now
        }
        let (_, session) = session("anna", at: 1)
        let token = TokenName(unchecked: "t")
        try expectChange("added") { try store.add(person("anna")) }
        try expectChange("roles") {
            try store.setRoles([.analyst], of: PersonID(unchecked: "anna"))
        }
        try expectChange("session") { try store.begin(session) }
        try expectChange("end") { try store.end(session.hash) }
        try expectChange("token") {
            try store.add(
                AccessToken(
                    name: token, hash: Secret.random().hash(for: .token), role: .readOnlyMachine,
                    createdAt: 1, expiresAt: 2))
        }
        try expectChange("revoked") { try store.revoke(token, at: 2) }
        try expectChange("removed") { try store.remove(PersonID(unchecked: "anna"), at: 3) }
        // What is refused changes nothing.
        #expect(throws: SignInError.tokenUnknown("t")) { try store.revoke(token, at: 3) }
        #expect(throws: SignInError.personUnknown("anna")) {
            try store.setRoles([.analyst], of: PersonID(unchecked: "anna"))
        }
        #expect(try other.changeNumber() == number)
    }

    @Test("another name keeps a person signed in, another way of signing in ends it")
    func changed() throws {
        let store = try SQLiteAccessStore(path: path)
        try store.add(person("anna", email: "a@b.example"))
        try store.add(person("bo", email: "b@b.example", subject: "s"))
        let (_, anna) = session("anna", at: 1)
        let (_, bo) = session("bo", at: 1)
        try store.begin(anna)
        try store.begin(bo)
        func change(_ name: String, _ email: String?, _ subject: String? = nil) throws {
            try store.change(
                Person(
                    id: PersonID(unchecked: "anna"), displayName: name, roles: [.investigator],
                    email: email,
                    subject: subject.map {
                        try ProviderSubject(issuer: "https://id.example", subject: $0)
                    }, addedAt: 1))
        }
        func signedIn() throws -> [String] { try store.sessions().map(\.person.rawValue).sorted() }
        try change("Anna Weber-Lind", "a@b.example")
        #expect(try store.people().first?.displayName == "Anna Weber-Lind")
        #expect(try signedIn() == ["anna", "bo"])
        #expect(throws: SignInError.emailTaken("b@b.example")) { try change("A", "b@b.example") }
        #expect(try signedIn() == ["anna", "bo"])
        try change("Anna Weber-Lind", "weber@b.example")
        #expect(try signedIn() == ["bo"])
        #expect(try store.people().first?.email == "weber@b.example")
        try store.begin(anna)
        try change("Anna Weber-Lind", nil)
        #expect(try signedIn() == ["bo"] && store.people().first?.email == nil)
        try store.begin(anna)
        try change("Anna Weber-Lind", nil, "anna-7")
        #expect(try signedIn() == ["bo"])
        // Roles are another command's.
        #expect(try store.people().first?.roles == person("anna").roles)
        try store.remove(PersonID(unchecked: "anna"), at: 9)
        #expect(throws: SignInError.personUnknown("anna")) { try change("A", nil) }
    }

    @Test("two persons never share a name, an address or a subject")
    func clashes() throws {
        let store = try SQLiteAccessStore(path: path)
        try store.add(person("anna", email: "a@b.example", subject: "s"))
        #expect(throws: SignInError.personKnown("anna")) { try store.add(person("anna")) }
        #expect(throws: SignInError.emailTaken("a@b.example")) {
            try store.add(person("bo", email: "A@b.example"))
        }
        #expect(throws: SignInError.subjectTaken) { try store.add(person("bo", subject: "s")) }
        try store.remove(PersonID(unchecked: "anna"), at: 9)
        #expect(throws: SignInError.personNameUsed("anna")) { try store.add(person("anna")) }
        // The address and the subject may come back with the person under another name.
        try store.add(person("anna-2", email: "a@b.example", subject: "s"))
        #expect(try store.people().map(\.id.rawValue) == ["anna-2"])
    }

    @Test("nothing is left of a removed person but the name")
    func removed() throws {
        let store = try SQLiteAccessStore(path: path)
        let anna = try Person(
            id: PersonID(parsing: "aw"), displayName: "Zoë Weber-Quist", roles: [.analyst],
            email: "quist@verel.example", addedAt: 1)
        try store.add(anna)
        try store.begin(session("aw", at: 1).1)
        let link = Secret.random()
        try store.add(
            SignInLink(hash: link.hash(for: .link), person: anna.id, expiresAt: 99), at: 1)
        try store.remove(anna.id, at: 2)
        #expect(try store.sessions().isEmpty)
        #expect(try store.person(ofLink: link.hash(for: .link), at: 3) == nil)
        try store.close()
        let bytes = try Data(contentsOf: URL(filePath: path))
        for text in ["Quist", "quist"] { #expect(bytes.range(of: Data(text.utf8)) == nil) }
        #expect(bytes.range(of: Data("aw".utf8)) != nil)
    }

    @Test("a link begins one session, whoever is faster")
    func linkOnce() throws {
        let (one, two) = (try SQLiteAccessStore(path: path), try SQLiteAccessStore(path: path))
        let anna = try person("anna")
        try one.add(anna)
        let link = Secret.random().hash(for: .link)
        try one.add(SignInLink(hash: link, person: anna.id, expiresAt: 99), at: 1)
        #expect(try one.person(ofLink: link, at: 98) == anna)
        #expect(try one.person(ofLink: link, at: 99) == nil)
        let hashes = [Secret.random(), .random()].map { $0.hash(for: .session) }
        #expect(try one.begin(usingLink: link, sessionHash: hashes[0], at: 50) == anna)
        #expect(try two.begin(usingLink: link, sessionHash: hashes[1], at: 50) == nil)
        #expect(try two.sessions().map(\.hash) == [hashes[0]])
    }

    @Test("there is a limit to persons, tokens and links")
    func limits() throws {
        let store = try SQLiteAccessStore(path: path)
        let anna = try person("anna")
        try store.add(anna)
        for _ in 0..<SignInLink.countMax {
            try store.add(
                SignInLink(
                    hash: Secret.random().hash(for: .link), person: anna.id, expiresAt: 99), at: 1)
        }
        let more = SignInLink(
            hash: Secret.random().hash(for: .link), person: anna.id, expiresAt: 200)
        #expect(throws: SignInError.tooMany(what: "sign-in links", max: SignInLink.countMax)) {
            try store.add(more, at: 98)
        }
        // Those that are over make room.
        try store.add(more, at: 99)
    }

    @Test("ending everything keeps the persons, and leaves no hash in the file")
    func everything() throws {
        let store = try SQLiteAccessStore(path: path)
        try store.add(person("anna"))
        let (secret, session) = session("anna", at: 1)
        try store.begin(session)
        try store.endEverything()
        try store.close()
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.range(of: Data(secret.hash(for: .session).bytes)) == nil)
        let again = try SQLiteAccessStore(path: path)
        #expect(try again.people().count == 1)
        #expect(try again.sessions().isEmpty)
        #expect(try again.tokens().isEmpty)
    }
}
