import Accounts
package import ArgumentParser

package struct AccountSuspend: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Let an account file nothing until that is lifted.",
        discussion:
            "Example: touchstone account suspend rh-abcdefghjkmn --reason \"false complaints\"")

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "Why; it stands in the account's record.") var reason: String

    package init() {}

    package func run() throws {
        let changed = try home.change(account: account, .suspend, reason: reason, isUrgent: true)
        Output.write("\(changed.id) is \(changed.stage.rawValue).")
    }
}
