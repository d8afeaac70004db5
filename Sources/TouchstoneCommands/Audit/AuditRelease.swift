import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Foundation
import SQLiteStore
import SignIn

package struct AuditRelease: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let an export go that is held, in the name of a second person.",
        discussion: """
            For approvers and administrators, and never for an export that the same person asked for. \
            The record names the person, and whoever is signed in at this machine. 'audit held' shows \
            what waits; a release is good for a day.

            Example: touchstone audit release 1207 --person bo
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The number under which the export waits.") var number: UInt64
    @Option(help: "The person who releases it.") var person: String

    package init() {}

    package func run() async throws {
        let id = try PersonID(parsing: person)
        let access = try home.openAccess()
        defer { try? access.close() }
        let known = try access.person(id)
        let node = try home.open(isMerged: false)
        try await node.exportDesk(rowsMax: 0).release(
            number, by: .operatorOfMachine(NSUserName()), person: id, roles: known.roles,
            purpose: nil)
        Output.write("Export \(number) is released; whoever asked for it asks for it again.")
    }
}
