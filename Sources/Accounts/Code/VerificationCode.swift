package import TransparencyLog

/// What is sent to the registered owner of a right, and comes back from whoever the owner gave it to.
///
/// 16 characters that nobody mistakes for one another, read from a letter and typed: 74 bits, so that its
/// hash tells nothing to who reads the disk, and five attempts nothing to who guesses.
package struct VerificationCode: Hashable, Sendable {
    package static let characterCount = 16
    private static let groupCount = 4
    /// Without 0 O, 1 I L, 2 Z, 5 S, 8 B.
    package static let alphabet = Array("ACDEFGHJKMNPQRTUVWXY34679")

    /// Upper case, without hyphens.
    private let characters: String

    package init(using generator: inout some RandomNumberGenerator) {
        characters = String(
            (0..<Self.characterCount).compactMap { _ in
                Self.alphabet.randomElement(using: &generator)
            })
    }

    package static func random() -> VerificationCode {
        var generator = SystemRandomNumberGenerator()
        return VerificationCode(using: &generator)
    }

    /// Takes it in either case, with spaces and hyphens where people set them; nil for anything else.
    package init?(parsing text: String) {
        guard text.utf8.count <= Self.textBytesMax else { return nil }
        let characters = text.uppercased().filter { $0 != "-" && $0 != " " }
        guard characters.count == Self.characterCount,
            characters.allSatisfy(Self.alphabet.contains)
        else { return nil }
        self.characters = characters
    }

    private static let textBytesMax = 64

    /// As it is sent: `ABCD-EFGH-JKMN-PQRS`.
    package var text: String {
        var groups: [Substring] = []
        var rest = characters[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(Self.groupCount))
            rest = rest.dropFirst(Self.groupCount)
        }
        return groups.joined(separator: "-")
    }

    /// The hash of one account's code is none of another's.
    package func hash(for account: AccountID) -> Digest {
        .sha256(Array("touchstone account code\n\(account)\n\(characters)".utf8))
    }
}

extension VerificationCode: CustomStringConvertible, CustomReflectable {
    /// So that none gets into a log by accident.
    package var description: String { "<code>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
