import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskPersonRemove: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Let a person sign in no more; all its sessions end.",
        discussion: """
            The name is never given to anybody else, since the audit log has it. All else that is known of \
            the person is deleted.

            Example: touchstone desk person remove anna --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The person.") var person: String
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        let id = try PersonID(parsing: person)
        let store = try home.openAccess()
        defer { try? store.close() }
        let known = try store.person(id)
        guard yes else {
            Output.write(
                "Nothing was changed. Say --yes to let \(known.displayName) (\(id)) sign in no more."
            )
            return
        }
        try home.administer([.person: id.rawValue, .did: "remove"], isUrgent: true) {
            try store.remove(id, at: WallClock.system.now())
        }
        Output.write("\(id) is removed, and signed out everywhere.")
    }
}
