import TransparencyLog

/// The 64 bits that the view sorts and finds its rows by.
package enum KeyHash {
    /// First 8 bytes, big-endian, of the SHA-256 of `bytes`.
    package static func of(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { of($0) }
    }

    package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        of(sha256: Digest.sha256(bytes))
    }

    /// Of what has this SHA-256.
    static func of(sha256 digest: Digest) -> UInt64 {
        digest.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
}
