import Credentials
import TransparencyLog

/// The authority's keys as somebody names them on the command line: a key, or a file of keys.
enum AuthorityKeys {
    static func read(_ text: String) throws -> [VerifierKey] {
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

    private static let fileBytesMax = 64 * 1024
}
