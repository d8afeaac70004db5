import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskTokenRevoke: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a token before its day.",
        discussion: "Example: touchstone desk token revoke grafana")

    @OptionGroup package var home: HomeOption
    @Argument(help: "The token's name.") var name: String

    package init() {}

    package func run() throws {
        let name = try TokenName(parsing: name)
        let store = try home.openAccess()
        defer { try? store.close() }
        try home.administer([.token: name.rawValue, .did: "revoke"], isUrgent: true) {
            try store.revoke(name, at: WallClock.system.now())
        }
        Output.write("\(name) lets nobody in any more.")
    }
}
