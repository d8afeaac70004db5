/// Names a draft, a case, or a part of one. Random, so that a name tells nothing about others.
package struct CaseworkID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let byteCount = 16

    /// 32 hex digits in lower case.
    package let description: String

    /// Nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 2 * Self.byteCount,
            text.utf8.allSatisfy({
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            })
        else { return nil }
        description = String(text)
    }

    package init(from generator: inout some RandomNumberGenerator) {
        description = (0..<Self.byteCount).map { _ in
            let byte = UInt8.random(in: .min ... .max, using: &generator)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description < right.description
    }
}
