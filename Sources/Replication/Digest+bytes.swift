package import TransparencyLog

/// Hashes as tiles hold them: 32 bytes each, one behind the other.
extension Digest {
    package static func bytes(of digests: some Collection<Digest>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digests.count * byteCount)
        for digest in digests { digest.append(to: &bytes) }
        return bytes
    }

    /// As many as there are; bytes behind the last whole one are left.
    package static func all(in bytes: [UInt8]) -> [Digest] {
        bytes.withUnsafeBytes { buffer in
            (0..<(buffer.count / byteCount)).map { Digest(loading: buffer, at: $0 * byteCount) }
        }
    }
}
