/// 16 random bytes that stand before a payload under its commit, so that nobody can find an erased
/// phone number by guessing. Held inline. Where they come from is the caller's business: this
/// target has no random source.
package struct Salt: Hashable, Sendable {
    package static let byteCount = 16

    private let high: UInt64
    private let low: UInt64

    /// - Returns: nil unless there are exactly 16 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        func number(_ part: some Collection<UInt8>) -> UInt64 {
            part.reduce(0) { $0 << 8 | UInt64($1) }
        }
        high = number(bytes.prefix(8))
        low = number(bytes.dropFirst(8))
    }

    /// Draws the salt. Give it the system's generator, except where a run must repeat.
    package init(from generator: inout some RandomNumberGenerator) {
        high = generator.next()
        low = generator.next()
    }

    package func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: low.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        append(to: &bytes)
        return bytes
    }
}
