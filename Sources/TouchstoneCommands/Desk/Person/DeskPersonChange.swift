import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskPersonChange: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "A person is called something else, or signs in by another address.",
        discussion: """
            What is not named stays, a way of signing in too ('--no-provider' takes them away), and so does \
            what the person has made: drafts, cases, searches. With another address or identifier at the \
            identity provider the person is signed out everywhere.

            Example: touchstone desk person change anna --name "Anna Weber-Lind" --email anna@verel.example
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The person.") var person: String
    @Option(help: "The name that colleagues know.") var name: String?
    @Option(help: "The address that the identity provider knows and has verified.")
    var email: String?
    @Option(help: "The identity provider that knows the person, as https://…") var issuer: String?
    @Option(help: "The person's identifier at the identity provider.") var subject: String?
    @Flag(help: "No identity provider any more: the person signs in by a link.")
    var noProvider = false

    package init() {}

    package func validate() throws {
        guard (issuer == nil) == (subject == nil) else {
            throw ValidationError("--issuer and --subject go together")
        }
        guard !noProvider || (email == nil && issuer == nil) else {
            throw ValidationError("--no-provider goes without --email, --issuer and --subject")
        }
        guard name != nil || email != nil || issuer != nil || noProvider else {
            throw ValidationError("give --name, --email, --issuer and --subject, or --no-provider")
        }
    }

    package func run() throws {
        let id = try PersonID(parsing: person)
        let store = try home.openAccess()
        defer { try? store.close() }
        let known = try store.person(id)
        var atProvider = noProvider ? nil : known.subject
        if let issuer, let subject {
            atProvider = try ProviderSubject(issuer: issuer, subject: subject)
        }
        let changed = try Person(
            id: id, displayName: name ?? known.displayName, roles: known.roles,
            email: noProvider ? nil : email ?? known.email, subject: atProvider,
            addedAt: known.addedAt)
        guard changed != known else {
            Output.write("That is so already; nothing was changed.")
            return
        }
        let isSignedOut = changed.email != known.email || changed.subject != known.subject
        // Names and addresses stand in no log: who was meant is known by the identifier.
        try home.administer(
            [.person: id.rawValue, .did: isSignedOut ? "change sign-in" : "change name"]
        ) {
            try store.change(changed)
        }
        // Which of them counts is said in sign-in.json.
        let ways = [changed.email, changed.subject.map { "\($0.subject) at \($0.issuer)" }]
            .compactMap(\.self)
        let by = ways.isEmpty ? "a link" : ways.joined(separator: ", or as ")
        Output.write(
            "\(id) is \(Table.visible(changed.displayName)), and signs in by \(Table.visible(by))"
                + (isSignedOut ? "; signed out everywhere." : "."))
    }
}
