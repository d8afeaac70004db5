import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskPersonAdd: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let a person sign in.",
        discussion: """
            The person's name here stands in the audit log and is never given to anybody else. With \
            --email, or --issuer and --subject, the person signs in at the identity provider that \
            sign-in.json names; without, by a link ('touchstone desk sign-in-link').

            Example: touchstone desk person add anna --name "Anna Weber" --role investigator
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "What the person is called here: a-z, 0-9, '.' and '-'.") var person: String
    @Option(help: "The name that colleagues know.") var name: String
    @OptionGroup var role: RoleOption
    @Option(help: "The address that the identity provider knows and has verified.")
    var email: String?
    @Option(help: "The identity provider that knows the person, as https://…") var issuer: String?
    @Option(help: "The person's identifier at the identity provider.") var subject: String?

    package init() {}

    package func validate() throws {
        guard (issuer == nil) == (subject == nil) else {
            throw ValidationError("--issuer and --subject go together")
        }
    }

    package func run() throws {
        let store = try home.openAccess()
        defer { try? store.close() }
        var atProvider: ProviderSubject?
        if let issuer, let subject {
            atProvider = try ProviderSubject(issuer: issuer, subject: subject)
        }
        let person = try Person(
            id: PersonID(parsing: person), displayName: name, roles: role.roles, email: email,
            subject: atProvider, addedAt: WallClock.system.now())
        let roles = person.roles.sorted().map(\.rawValue)
        try home.administer([
            .person: person.id.rawValue, .did: "add", .roles: roles.joined(separator: " "),
        ]) {
            try store.add(person)
        }
        Output.write(
            "\(person.id) may sign in as \(roles.joined(separator: ", ")). Next, with the desk's address as 'serve' prints it: touchstone desk sign-in-link \(person.id) --at \(home.deskAddress) --home \(home.path)"
        )
    }
}
