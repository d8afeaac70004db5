package import Roster
import TransparencyLog

/// `authority.vkey`: verifier keys, one a line; empty lines and lines from `#` on are passed over. A first line
/// `threshold 2` says that a register takes two of them at least.
extension AuthorityKeys {
    /// Keys in one file.
    package static let keysMax = 50
    private static let thresholdWord = "threshold "

    /// - Parameter path: for errors.
    /// - Throws: `malformed`.
    package init(parsing text: String, path: String) throws(CredentialsError) {
        var lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }[...]
        let told = lines.first.flatMap { $0.hasPrefix(Self.thresholdWord) ? $0 : nil }
        if told != nil { lines = lines.dropFirst() }
        guard (1...Self.keysMax).contains(lines.count) else {
            throw .malformed(
                path: path, problem: "\(lines.count) verifier keys, expected 1 to \(Self.keysMax)")
        }
        var keys: [VerifierKey] = []
        for line in lines {
            let key: VerifierKey
            do {
                key = try VerifierKey(parsing: String(line))
            } catch {
                throw .malformed(path: path, problem: "\(error)")
            }
            guard key.algorithm == .ed25519 else {
                throw .malformed(path: path, problem: "\(key) is a cosigner's key")
            }
            keys.append(key)
        }
        self.init(
            keys,
            threshold: try told.map { line throws(CredentialsError) in
                let number = line.dropFirst(Self.thresholdWord.count)
                guard let threshold = Int(number), String(threshold) == number,
                    (1...Set(keys.map(\.publicKey)).count).contains(threshold)
                else {
                    throw .malformed(
                        path: path,
                        problem:
                            "'\(line.prefix(60))' is not between 1 and the number of different keys"
                    )
                }
                return threshold
            } ?? 1)
    }

    package var fileText: String {
        (threshold > 1 ? "\(Self.thresholdWord)\(threshold)\n" : "")
            + all.map { "\($0)\n" }.joined()
    }
}
