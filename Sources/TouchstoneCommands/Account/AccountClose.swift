import Accounts
import AllianceNames
package import ArgumentParser
import SQLiteStore

package struct AccountClose: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close an account for good; its sessions end at once.",
        discussion: """
            Nobody signs in to it or files through it again. Its complaints stay, and go on.

            Example: touchstone account close rh-abcdefghjkmn --yes --home platform
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "Why; it stands in the account's record.") var reason: String = ""
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        guard yes else {
            let store = try home.openAccounts()
            let known = try store.account(AccountID(parsing: account))
            try store.close()
            try known.check(.close)
            Output.write(
                "Nothing was changed. Say --yes to close \(known.id) for good: nobody signs in to it or files through it again."
            )
            return
        }
        let changed = try home.change(account: account, .close, reason: reason, isUrgent: true)
        Output.write("\(changed.id) is \(changed.stage.rawValue).")
    }
}
