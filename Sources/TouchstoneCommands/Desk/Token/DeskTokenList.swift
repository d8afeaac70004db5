import AllianceNode
package import ArgumentParser
import SQLiteStore
import SignIn

package struct DeskTokenList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The tokens that were made, and until when they are good.",
        discussion: "Example: touchstone desk token list --home brand")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let store = try home.openAccess()
        defer { try? store.close() }
        let now = WallClock.system.now()
        let output = TokensOutput(tokens: try store.tokens().map { .init($0, at: now) })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["token", "role", "made", "good until", "state"])
            for token in output.tokens {
                table.append([
                    token.name, token.role, String(token.createdAt.prefix(10)),
                    String(token.expiresAt.prefix(10)), token.state,
                ])
            }
            Output.write(
                table.isEmpty ? "No token was made yet: touchstone desk token create" : table.text
            )
        }
    }
}

struct TokensOutput: VersionedOutput {
    struct Token: Encodable {
        let name: String
        let role: String
        let createdAt: String
        let expiresAt: String
        let revokedAt: String?
        /// `good`, `expired` or `revoked`.
        let state: String

        init(_ token: AccessToken, at now: UInt64) {
            name = token.name.rawValue
            role = token.role.rawValue
            createdAt = MomentText.print(token.createdAt)
            expiresAt = MomentText.print(token.expiresAt)
            revokedAt = token.revokedAt.map(MomentText.print)
            state = token.revokedAt != nil ? "revoked" : token.isOver(at: now) ? "expired" : "good"
        }
    }
    let version = 1
    let tokens: [Token]
}
