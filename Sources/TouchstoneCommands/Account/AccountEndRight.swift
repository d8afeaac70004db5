import Accounts
import AllianceNames
package import ArgumentParser

package struct AccountEndRight: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "end-right",
        abstract: "Let nothing be filed by a right any more: it was sold, or has ended.",
        discussion: """
            Complaints that were filed by it stay, and go on. The holder can name it again, and it is confirmed \
            anew then. A client is ended as a whole by the agent, or with the account.

            Example: touchstone account end-right rh-abcdefghjkmn --right EM:018012345 --reason "sold"
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "Office and number, as EM:018012345.") var right: String
    @Option(help: "The client whose right it is; default the account's own.") var client: String?
    @Option(help: "Why; it stands in the account's record.") var reason: String

    package init() {}

    package func run() throws {
        guard let (office, number) = right.cut(at: ":") else {
            throw AccountError.right(found: right)
        }
        let key = try AccountRight(office: office.uppercased(), number: number).key
        let changed = try home.change(
            account: account, .endRight(key, client: client), reason: reason, isUrgent: true)
        Output.write("Nothing is filed by \(key) through \(changed.id) any more.")
    }
}
