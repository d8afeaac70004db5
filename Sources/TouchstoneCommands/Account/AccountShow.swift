import Accounts
import AllianceNames
package import ArgumentParser
import AuditTrail
import Notices
import SQLiteStore
import TransparencyLog

package struct AccountShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One account: what is proved of it, its clients, and what was done with it.",
        discussion: "Example: touchstone account show rh-abcdefghjkmn --home platform")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Argument(help: "The account.") var account: String
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let id = try AccountID(parsing: account)
        let store = try home.openAccounts()
        defer { try? store.close() }
        let output = AccountOutput(
            try store.account(id),
            try store.steps(of: id, limit: AccountLimits.stepsMax))
        try home.recordLook(
            .view, by: "account show", of: [.account: id.rawValue], results: 1,
            for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            let head = output.account
            Output.write(
                Table.visible(
                    "\(head.id) \(head.organisation) <\(head.email)> \(head.country): \(head.stage)"
                ))
            var rights = Table(["right", "of", "confirmed", "authorised until", "document"])
            for right in output.rights {
                rights.append([
                    right.right, right.client ?? "itself", right.confirmedAt ?? "no",
                    right.authorisedUntil.map { "\($0)\(right.isAccepted ? "" : ", not read")" }
                        ?? "",
                    right.document ?? "",
                ])
            }
            if !rights.isEmpty { Output.write(rights.text) }
            var steps = Table(["when", "what", "by", "note"])
            for step in output.steps { steps.append([step.at, step.what, step.by, step.note]) }
            Output.write(steps.text)
        }
    }
}

struct AccountOutput: VersionedOutput {
    struct Right: Encodable {
        let right: String
        let client: String?
        let confirmedAt: String?
        let authorisedUntil: String?
        let document: String?
        let isAccepted: Bool

        init(_ right: AccountRight, of client: AccountClient?) {
            self.right = right.key
            self.client = client?.name
            confirmedAt = right.confirmedAt.map { MomentText.print($0) }
            authorisedUntil = client.map { MomentText.print($0.authorisation.until) }
            document = client?.authorisation.document.hex
            isAccepted = client?.authorisation.acceptedAt != nil
        }
    }

    struct Step: Encodable {
        let at: String
        let what: String
        let by: String
        let note: String
    }

    let version = 1
    let account: AccountsOutput.Account
    let rights: [Right]
    let steps: [Step]

    init(_ account: HostedAccount, _ steps: [AccountStep]) {
        self.account = AccountsOutput.Account(account)
        rights =
            account.rights.map { Right($0, of: nil) }
            + account.clients.flatMap { client in client.rights.map { Right($0, of: client) } }
        self.steps = steps.map {
            Step(
                at: MomentText.print($0.at), what: $0.transition.rawValue, by: $0.by,
                note: $0.note)
        }
    }
}
