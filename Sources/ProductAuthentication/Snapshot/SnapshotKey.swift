package import TransparencyLog

/// The secret under which a snapshot's numbers are hashed: 32 random bytes, fresh for every snapshot.
///
/// Without it a snapshot's file is noise, so a file that strays (a backup, a mirror, a disk) tells
/// nothing once the key is erased. It travels from the owner to the readers of the channel and nowhere
/// else; the statement carries its digest only.
package struct SnapshotKey: Hashable, Sendable {
    package static let byteCount = 32
    private static let label = "touchstone snapshot key v1\n"

    package let bytes: [UInt8]

    /// Nil unless 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    package init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.byteCount).map { _ in .random(in: .min ... .max, using: &generator) }
    }

    /// Names the key without telling it: it has 256 random bits, so nothing can be tried against this.
    package var digest: Digest { Digest.sha256(Array(Self.label.utf8) + bytes) }
}
