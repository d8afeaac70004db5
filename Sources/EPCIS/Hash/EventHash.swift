package import TransparencyLog

/// What names an event by all it says, whoever wrote it down in whatever form:
/// `ni:///sha-256;<64 hex digits>?ver=CBV2.0`.
///
/// Source: CBV 2.0, section 8.9; RFC 6920.
package struct EventHash: Hashable, Sendable, CustomStringConvertible {
    package let digest: Digest

    private static let prefix = "ni:///sha-256;"
    private static let suffix = "?ver=CBV2.0"

    package init(of event: EventNode) {
        digest = .sha256(Array(EventPreHash.text(of: event).utf8))
    }

    /// - Returns: nil for another algorithm, another version, and what is no hash.
    package init?(parsing text: String) {
        guard text.hasPrefix(Self.prefix), text.hasSuffix(Self.suffix),
            let digest = Digest(
                hex: String(text.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)))
        else { return nil }
        self.digest = digest
    }

    package var description: String { Self.prefix + digest.hex + Self.suffix }
}
