import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import SQLiteStore
import SignIn

package struct DeskTokenCreate: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Let a program in; prints its token, once.",
        discussion: """
            The program sends it as 'Authorization: Bearer <token>'. It reads, and changes nothing. This \
            node keeps the token's hash only: who loses it makes another.

            Example: touchstone desk token create grafana --days 90
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "What the token is called here: a-z, 0-9, '.' and '-'.") var name: String
    @Option(
        help: ArgumentHelp(
            "How long it is good, at most \(AccessToken.daysMax).", valueName: "days"))
    var days: UInt64 = AccessToken.daysDefault

    package init() {}

    package func validate() throws {
        guard (1...AccessToken.daysMax).contains(days) else {
            throw ValidationError("--days is from 1 to \(AccessToken.daysMax)")
        }
    }

    package func run() throws {
        let now = WallClock.system.now()
        let secret = Secret.random()
        let token = AccessToken(
            name: try TokenName(parsing: name), hash: secret.hash(for: .token),
            role: .readOnlyMachine, createdAt: now, expiresAt: now + days * 86_400_000)
        let store = try home.openAccess()
        defer { try? store.close() }
        try home.administer([
            .token: token.name.rawValue, .did: "create", .days: String(days),
        ]) {
            try store.add(token)
        }
        Output.write(AccessToken.text(of: secret))
        Output.remark(
            "\(token.name) is good until \(MomentText.day(token.expiresAt)), and is not shown again."
        )
    }
}
