import Accounts
package import ArgumentParser

package struct AccountClose: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close an account for good; its sessions end at once.",
        discussion: """
            Its complaints stay, and go on. Without --yes it says what it would do.

            Example: touchstone account close rh-abcdefghjkmn --yes --home platform
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "Why; it stands in the account's record.") var reason: String = ""
    @Flag(help: "Do it.") var yes = false

    package init() {}

    package func run() throws {
        guard yes else {
            Output.remark(
                "This would close \(account) for good: nobody signs in to it or files through it again. Say --yes to do it."
            )
            throw CommandExit.negative
        }
        let changed = try home.change(account: account, .close, reason: reason, isUrgent: true)
        Output.write("\(changed.id) is \(changed.stage.rawValue).")
    }
}
