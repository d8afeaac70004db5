import AllianceNames
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskPersonSignOut: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sign-out",
        abstract: "End all sessions and links of a person, who may sign in again.",
        discussion: """
            For a lost laptop or telephone.

            Example: touchstone desk person sign-out anna
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The person.") var person: String

    package init() {}

    package func run() throws {
        let id = try PersonID(parsing: person)
        let store = try home.openAccess()
        defer { try? store.close() }
        _ = try store.person(id)
        let count = try home.administer(
            [.person: id.rawValue, .did: "sign out"], isUrgent: true
        ) {
            try store.endAll(of: id)
        }
        Output.write(
            "\(id) is signed out: \(Plural.text(count, "session")) ended.")
    }
}
