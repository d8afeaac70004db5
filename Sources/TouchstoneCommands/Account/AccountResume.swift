import Accounts
package import ArgumentParser

package struct AccountResume: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Lift a suspension.",
        discussion: "Example: touchstone account resume rh-abcdefghjkmn --home platform")

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "Why; it stands in the account's record.") var reason: String = ""

    package init() {}

    package func run() throws {
        let changed = try home.change(account: account, .resume, reason: reason, isUrgent: false)
        Output.write("\(changed.id) is \(changed.stage.rawValue).")
    }
}
