import Accounts
import AllianceNames
package import ArgumentParser
import Notices
import SQLiteStore

package struct AccountChangeAddress: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "change-address",
        abstract: "Have links that let an account's holder in go to another address.",
        discussion: """
            Whoever has the account's mail is the holder, so make sure who asks: by what the register says of \
            the rights' owner, not by the mail that asks. Sessions and links end; rights stay confirmed. \
            Tell the holder at both addresses.

            Example: touchstone account change-address rh-abcdefghjkmn --to ip@aurum.example --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "The address from now on.") var to: String
    @Option(help: "Why; it stands in the account's record.") var reason: String = ""
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        guard let address = MailAddress(to) else { throw AccountError.email }
        let store = try home.openAccounts()
        let known = try store.account(AccountID(parsing: account))
        try store.close()
        try known.check(.changeAddress)
        guard known.email != address else {
            Output.write("That is so already; nothing was changed.")
            return
        }
        guard yes else {
            Output.write(
                "Nothing was changed. Say --yes to have links of \(known.id) go to \(Table.visible(address.text)) and no more to \(Table.visible(known.email.text))."
            )
            return
        }
        let changed = try home.change(
            account: account, .changeAddress(address), reason: reason, isUrgent: false)
        Output.write(
            "Links of \(changed.id) go to \(Table.visible(changed.email.text)) from now on; who was signed in is signed out."
        )
    }
}
