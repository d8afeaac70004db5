import Accounts
import AllianceNames
package import ArgumentParser
import AuditTrail
import Notices
import SQLiteStore

package struct AccountList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The accounts, the newest first, and where each stands.",
        discussion: "Example: touchstone account list --stage applied --home platform")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Option(
        help: ArgumentHelp(
            "Those of one stage: \(AccountStage.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "stage"))
    var stage: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard let stage else { return }
        guard AccountStage(rawValue: stage) != nil else {
            throw ValidationError(
                "--stage is one of \(AccountStage.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
    }

    package func run() throws {
        let store = try home.openAccounts()
        defer { try? store.close() }
        let stages =
            stage.flatMap(AccountStage.init(rawValue:)).map { Set([$0]) }
            ?? Set(AccountStage.allCases)
        var accounts: [HostedAccount] = []
        while true {
            let limit = SQLiteAccountStore.pageLimits.upperBound
            let page = try store.accounts(in: stages, before: accounts.last, limit: limit)
            accounts += page
            guard page.count == limit else { break }
        }
        let output = AccountsOutput(accounts: accounts.map(AccountsOutput.Account.init))
        try home.recordLook(
            .view, by: "account list", results: output.accounts.count, for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["account", "organisation", "e-mail", "stage", "applied"])
            for account in output.accounts {
                table.append([
                    account.id, account.organisation, account.email, account.stage,
                    account.appliedAt,
                ])
            }
            Output.write(table.isEmpty ? "There are no such accounts." : table.text)
        }
    }
}

struct AccountsOutput: VersionedOutput {
    struct Account: Encodable {
        let id: String
        let organisation: String
        let email: String
        let country: String
        let agent: Bool
        let stage: String
        let appliedAt: String

        init(_ account: HostedAccount) {
            id = account.id.rawValue
            organisation = account.organisation
            email = account.email.text
            country = account.country
            agent = account.isAgent
            stage = account.stage.rawValue
            appliedAt = MomentText.print(account.appliedAt)
        }
    }
    let version = 1
    let accounts: [Account]
}
