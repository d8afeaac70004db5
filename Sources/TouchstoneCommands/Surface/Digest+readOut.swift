import ArgumentParser
import TransparencyLog

extension Digest {
    /// A SHA-256 as it was read out; people write it in groups, and in either case.
    /// - Throws: `ValidationError`, which names the option.
    init(readOut text: String, option: String) throws {
        let digits = text.lowercased().filter { $0 != " " && $0 != ":" }
        guard let digest = Digest(hex: digits) else {
            throw ValidationError("\(option) '\(text)' is not 64 hexadecimal digits")
        }
        self = digest
    }
}
