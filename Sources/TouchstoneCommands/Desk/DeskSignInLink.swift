import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import NodeAPI
import SQLiteStore
import SignIn

package struct DeskSignInLink: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sign-in-link",
        abstract: "Print a link that lets a person sign in once, within minutes.",
        discussion: """
            Hand it over so that nobody else sees it: whoever opens it first is that person. It is how \
            the first person comes in, and whoever is not known to an identity provider.

            Example: touchstone desk sign-in-link anna --at https://desk.example
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The person.") var person: String
    @OptionGroup var desk: DeskAddressOption
    @Option(
        help: ArgumentHelp(
            "How long it is good, at most \(SignInLink.minutesMax).", valueName: "minutes"))
    var minutes: UInt64 = SignInLink.minutesDefault

    package init() {}

    package func validate() throws {
        guard (1...SignInLink.minutesMax).contains(minutes) else {
            throw ValidationError("--minutes is from 1 to \(SignInLink.minutesMax)")
        }
    }

    package func run() throws {
        let id = try PersonID(parsing: person)
        let store = try home.openAccess()
        defer { try? store.close() }
        let secret = Secret.random()
        let now = WallClock.system.now()
        try home.administer([
            .person: id.rawValue, .did: "make a sign-in link", .minutes: String(minutes),
        ]) {
            try store.add(
                SignInLink(
                    hash: secret.hash(for: .link), person: id, expiresAt: now + minutes * 60_000),
                at: now)
        }
        Output.write(desk.link(to: "\(SignInPath.link)/\(secret.text)"))
        Output.remark("Good once, for \(minutes) minutes, for \(id).")
    }
}
