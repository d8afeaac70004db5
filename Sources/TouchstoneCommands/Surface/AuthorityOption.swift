package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

/// The authority's keys, and how many of them a member register takes, as somebody who is trusted has told them.
package struct AuthorityOption: ParsableArguments {
    private static let fileBytesMax = 64 * 1024

    @Option(
        name: .customLong("authority"),
        help: "The authority's verifier key: the key itself, or a file of one a line.",
        completion: .file())
    var named: [String] = []
    @Option(
        help: ArgumentHelp(
            "Of the authority's keys, how many must have signed the member register at least; the authority tells it with its keys.",
            valueName: "count"))
    var threshold: Int = 1

    package init() {}

    package func validate() throws {
        guard threshold >= 1 else { throw ValidationError("--threshold is 1 or more") }
    }

    /// - Throws: `ValidationError` where no key is named.
    func need() throws {
        guard !named.isEmpty else {
            throw ValidationError("name the authority's key with --authority")
        }
    }

    /// - Throws: `CommandError`, `CredentialsError`.
    func keys() throws -> [VerifierKey] { try named.flatMap(Self.read) }

    private static func read(_ text: String) throws -> [VerifierKey] {
        if let key = try? VerifierKey(parsing: text) { return [key] }
        guard DurableFile.exists(text) else {
            throw CommandError(
                "--authority is neither a verifier key (<name>+<8 hex digits>+<base64>) nor a file: '\(text.prefix(300))'"
            )
        }
        let lines = try DurableFile.text(text, bytesMax: fileBytesMax)
            .split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
        do {
            return try lines.map { try VerifierKey(parsing: String($0)) }
        } catch {
            throw CommandError("\(text) holds no verifier keys: \(error)")
        }
    }
}
