import Accounts
import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Credentials
import Foundation
import Notices
import SQLiteStore

package struct AccountSendCode: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "send-code",
        abstract: "Mail a code to the registered owner of an account's rights.",
        discussion: """
            The address is the one that the office's register has, never one that the account gave. The \
            code confirms the rights that are named now and not confirmed yet. It needs sendmail, mail-from \
            and desk-url in touchstone.conf.

            Example: touchstone account send-code rh-abcdefghjkmn --to owner@register.example
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: ArgumentHelp("The registered owner's address.", valueName: "address"))
    var to: String
    @Option(help: ArgumentHelp("Whose rights, where it is a client's.", valueName: "name"))
    var client: String?

    package init() {}

    package func run() throws {
        let id = try AccountID(parsing: account)
        guard let address = MailAddress(to) else { throw AccountError.email }
        let sources = ConfigurationSources(
            environment: ProcessInfo.processInfo.environment, home: home.folder)
        let configuration = sources.read().configuration
        let services = configuration.deskSettings(defaultHost: "127.0.0.1")?.notices
        let mail = AccountMail(services?.mail, origin: configuration.deskURL)
        let store = try home.openAccounts()
        defer { try? store.close() }
        let sent = try home.administer([
            .account: id.rawValue, .did: AccountTransition.sendCode.rawValue,
        ]) {
            try AccountDesk.sendCode(
                for: id, client: client, to: address, seen: nil, by: HomeOption.operatorName,
                in: store, over: mail, at: WallClock.system.now())
        }
        let rights = (sent.code?.rights ?? []).sorted().joined(separator: ", ")
        Output.write("\(sent.id) is \(sent.stage.rawValue). The code confirms \(rights).")
    }
}
