import ArgumentParser
import Credentials
import Roster
import TransparencyLog

/// The authority's keys, and how many of them a member register takes, as somebody who is trusted has told them.
package struct AuthorityOption: ParsableArguments {
    @Option(
        name: .customLong("authority"),
        help:
            "The authority's verifier key: the key itself, or its file as the authority hands it over.",
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

    /// The largest threshold that is told counts.
    /// - Throws: `CommandError`, `CredentialsError`.
    func keys() throws -> AuthorityKeys {
        try named.map(Self.read).reduce(AuthorityKeys([], threshold: threshold)) { told, read in
            for (version, digest) in read.settled where told.settled[version] ?? digest != digest {
                throw CommandError(
                    "the files given with --authority name two registers \(version) that the members have agreed on"
                )
            }
            return told.joined(with: read)
        }
    }

    private static func read(_ text: String) throws -> AuthorityKeys {
        if let key = try? VerifierKey(parsing: text) { return [key] }
        guard DurableFile.exists(text) else {
            throw CommandError(
                "--authority is neither a verifier key (<name>+<8 hex digits>+<base64>) nor a file: '\(text.prefix(300))'"
            )
        }
        return try CertsFolder.authorityKeys(at: text)
    }
}
