import Accounts
package import ArgumentParser
import TransparencyLog

package struct AccountAccept: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Say that an agent's authorisation for a client was read and holds.",
        discussion: """
            The document is named by its SHA-256, as 'touchstone account show' prints it, so that no other \
            that came meanwhile is taken for it.

            Example: touchstone account accept rh-abcdefghjkmn --client "Maison Aurum" --document 0f1e…
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The account.") var account: String
    @Option(help: "The client.") var client: String
    @Option(help: ArgumentHelp("The document that was read.", valueName: "sha256"))
    var document: String

    package init() {}

    package func run() throws {
        guard let digest = Digest(hex: document) else { throw AccountError.documentUnknown }
        let changed = try home.change(
            account: account, .acceptAuthorisation(client: client, document: digest), reason: "",
            isUrgent: false)
        Output.write("\(changed.id) is \(changed.stage.rawValue).")
    }
}
