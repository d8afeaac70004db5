package import Roster
import TransparencyLog

/// `authority.vkey`: verifier keys, one a line; empty lines and lines from `#` on are passed over. A first line
/// `threshold 2` says that a register takes two of them at least; last lines `register 7 <SHA-256>` say on which registers
/// the members have agreed.
extension AuthorityKeys {
    /// Keys in one file.
    package static let keysMax = 50
    /// Registers in one file.
    package static let settledMax = 50
    private static let thresholdWord = "threshold "
    private static let registerWord = "register "

    /// - Parameter path: for errors.
    /// - Throws: `malformed`.
    package init(parsing text: String, path: String) throws(CredentialsError) {
        var lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }[...]
        let told = lines.first.flatMap { $0.hasPrefix(Self.thresholdWord) ? $0 : nil }
        if told != nil { lines = lines.dropFirst() }
        var settled: [UInt64: Digest] = [:]
        while let line = lines.last, line.hasPrefix(Self.registerWord) {
            guard let (version, digest) = Self.register(line), settled.count < Self.settledMax,
                settled.updateValue(digest, forKey: version) == nil
            else {
                throw .malformed(
                    path: path,
                    problem:
                        "'\(line.prefix(100))' is not 'register', a version and its SHA-256 in 64 hexadecimal digits, once for each"
                )
            }
            lines = lines.dropLast()
        }
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
            } ?? 1, settled: settled)
    }

    private static func register(_ line: Substring) -> (UInt64, Digest)? {
        let words = line.dropFirst(registerWord.count).split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let version = UInt64(words[0]), version > 0,
            String(version) == words[0], let digest = Digest(hex: words[1]), digest.hex == words[1]
        else { return nil }
        return (version, digest)
    }

    package var fileText: String {
        (threshold > 1 ? "\(Self.thresholdWord)\(threshold)\n" : "")
            + all.map { "\($0)\n" }.joined()
            + settled.sorted { $0.key < $1.key }
            .map { "\(Self.registerWord)\($0.key) \($0.value.hex)\n" }.joined()
    }
}
