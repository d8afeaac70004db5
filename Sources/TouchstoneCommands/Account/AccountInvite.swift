import Accounts
import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import NodeAPI
import SQLiteStore
import SignIn

package struct AccountInvite: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract:
            "Print a link that lets an account's holder in once, within \(AccountLink.minutes) minutes.",
        discussion: """
            Hand it over so that nobody else sees it, where no mail can be sent: whoever opens it first is \
            the holder.

            Example: touchstone account invite rh-abcdefghjkmn --at https://desk.example
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @OptionGroup var desk: DeskAddressOption

    package init() {}

    package func run() throws {
        let id = try AccountID(parsing: account)
        let store = try home.openAccounts()
        defer { try? store.close() }
        let secret = Secret.random()
        try home.administer([.account: id.rawValue, .did: "make a sign-in link"]) {
            try store.add(
                linkOf: secret.hash(for: .accountLink), for: id, isMailed: false,
                at: WallClock.system.now())
        }
        Output.write(desk.link(to: "\(AccountPath.link)/\(secret.text)"))
        Output.remark("Good once, for \(AccountLink.minutes) minutes, for \(id).")
    }
}
