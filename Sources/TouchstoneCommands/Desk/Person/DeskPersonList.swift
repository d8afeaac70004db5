import AllianceNode
package import ArgumentParser
import SQLiteStore
import SignIn

package struct DeskPersonList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The persons who may sign in, their roles, and how many sessions they have.",
        discussion: "Example: touchstone desk person list --home brand")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let store = try home.openAccess()
        defer { try? store.close() }
        let now = WallClock.system.now()
        let sessions = try store.sessions().filter { !$0.isOver(at: now) }
        let output = PersonsOutput(
            persons: try store.people().map { person in
                .init(person, sessions: sessions.count { $0.person == person.id })
            })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["person", "name", "roles", "e-mail", "signed in"])
            for person in output.persons {
                table.append([
                    person.id, person.name, person.roles.joined(separator: ", "),
                    person.email ?? person.subject ?? "",
                    person.sessions == 0
                        ? "no" : Plural.text(person.sessions, "session"),
                ])
            }
            Output.write(
                table.isEmpty
                    ? "Nobody may sign in yet: touchstone desk person add" : table.text)
        }
    }
}

struct PersonsOutput: VersionedOutput {
    struct Person: Encodable {
        let id: String
        let name: String
        let roles: [String]
        let email: String?
        let issuer: String?
        let subject: String?
        let addedAt: String
        let sessions: Int

        init(_ person: SignIn.Person, sessions: Int) {
            id = person.id.rawValue
            name = person.displayName
            roles = person.roles.sorted().map(\.rawValue)
            email = person.email
            issuer = person.subject?.issuer
            subject = person.subject?.subject
            addedAt = MomentText.print(person.addedAt)
            self.sessions = sessions
        }
    }
    let version = 1
    let persons: [Person]
}
