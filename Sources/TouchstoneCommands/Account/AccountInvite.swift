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
        abstract: "Print a link that lets an account's holder in once, within 15 minutes.",
        discussion: """
            Hand it over so that nobody else sees it, where no mail can be sent: whoever opens it first is \
            the holder.

            Example: touchstone account invite rh-abcdefghjkmn --at https://desk.example
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(
        help: ArgumentHelp(
            "The desk as the holder's browser reaches it, as 'serve' prints it.",
            valueName: "url"))
    var at: String

    package init() {}

    package func validate() throws {
        guard at.hasPrefix("https://"), at.utf8.count > "https://".utf8.count,
            at.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"?#@<>\"".utf8.contains($0) })
        else { throw ValidationError("--at is https://host or https://host:port") }
    }

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
        let desk = at.hasSuffix("/") ? String(at.dropLast()) : at
        Output.write("\(desk)\(AccountPath.link)/\(secret.text)")
        Output.remark("Good once, for \(AccountLink.minutes) minutes, for \(id).")
    }
}
