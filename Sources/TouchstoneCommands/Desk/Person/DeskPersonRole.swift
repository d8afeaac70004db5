import AllianceNames
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskPersonRole: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Give a person other roles, in place of all it has.",
        discussion: """
            Counts from the next request on, also where the person is signed in.

            Example: touchstone desk person role anna --role investigator --role approver
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The person.") var person: String
    @OptionGroup var role: RoleOption

    package init() {}

    package func run() throws {
        let id = try PersonID(parsing: person)
        let store = try home.openAccess()
        defer { try? store.close() }
        let roles = try role.roles
        try home.administer([
            .person: id.rawValue, .did: "set roles",
            .roles: roles.sorted().map(\.rawValue).joined(separator: " "),
        ]) {
            try store.setRoles(roles, of: id)
        }
        Output.write(
            "\(id) is \(roles.sorted().map(\.rawValue).joined(separator: ", ")) from now on.")
    }
}
