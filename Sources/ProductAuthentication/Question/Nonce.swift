import TransparencyLog

/// Sixteen random bytes that make a question unlike any other, so that no old answer fits it.
package struct Nonce: Hashable, Sendable {
    package static let byteCount = 16

    package let bytes: [UInt8]

    package init<Generator: RandomNumberGenerator>(using generator: inout Generator) {
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Nil unless `text` is base64 of 16 bytes.
    init?(base64 text: String) {
        guard let bytes = Base64.decode(Array(text.utf8)[...]), bytes.count == Self.byteCount else {
            return nil
        }
        self.bytes = bytes
    }

    var base64: String { Base64.encode(bytes) }
}
