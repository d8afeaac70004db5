package import TransparencyLog

/// 256 random bits that let their holder in. This node keeps their hash only, so that who reads its
/// disk or a backup cannot sign in with what is there.
///
/// It is found by its hash. Who guesses cannot learn from the time that takes how near a guess was: the
/// hash of a guess next to it is any other number.
package struct Secret: Hashable, Sendable {
    /// What it is good for; the hashes of one use are no hashes of another.
    package enum Use: String, Sendable {
        case session, token, link, begun
        /// Of holders of accounts, who are none of the member's people.
        case accountSession = "account-session"
        case accountLink = "account-link"
    }

    package static let byteCount = 32
    /// Base64url.
    package static let characterCount = 43

    package let bytes: [UInt8]

    package init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.byteCount / 8).flatMap { _ in
            let word: UInt64 = generator.next()
            return withUnsafeBytes(of: word) { Array($0) }
        }
    }

    package static func random() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return Secret(using: &generator)
    }

    /// Nil unless `text` is how `text` prints one.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.characterCount, let bytes = Base64URL.decode(text),
            bytes.count == Self.byteCount
        else { return nil }
        self.bytes = bytes
    }

    package var text: String { Base64URL.encode(bytes) }

    package func hash(for use: Use) -> Digest {
        .sha256(Array("touchstone \(use.rawValue)\n".utf8) + bytes)
    }

    /// What forms that are shown to this session bring back: other sites cannot read it.
    package var formToken: FormToken {
        FormToken(Digest.sha256(Array("touchstone form\n".utf8) + bytes))
    }
}

/// Shows that a form was made by this desk for this session.
package struct FormToken: Hashable, Sendable {
    /// The name of its field in forms, and of its header field for programs.
    package static let field = "form"
    package static let header = "x-form-token"

    private let digest: Digest

    init(_ digest: Digest) { self.digest = digest }

    package var text: String { Base64URL.encode(digest.bytes) }

    /// Takes as long for every text of the right length.
    package func matches(_ text: some StringProtocol) -> Bool {
        let (expected, found) = (Array(self.text.utf8), Array(text.utf8))
        guard expected.count == found.count else { return false }
        return zip(expected, found).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Secret: CustomStringConvertible, CustomReflectable {
    /// So that none gets into a log by accident.
    package var description: String { "<secret>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
