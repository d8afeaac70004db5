import TransparencyLog

/// The cosigner keys that were made in a folder since it was restored, as `cosigner-keys` beside its record says it:
///
///     touchstone-cosigner-keys 1
///     9c1f0c2d...
///
/// A line for each, the SHA-256 of its public key. What was cosigned with any other is not in the record of the
/// folder, so that one which somebody puts back would sign what contradicts it. Only a restored folder has the file:
/// in every other the keys are as old as the record, and all are used. It is in no backup, and not in `certs/`: who
/// puts keys back, or that whole folder, puts back no list that names them.
package struct CosignerKeyList: Equatable, Sendable {
    private static let head = "touchstone-cosigner-keys 1"
    private static let textBytesMax = 128 * 1024

    private var keys: [Digest] = []

    package init() {}

    /// Nil unless it is exactly such a text.
    package init?(parsing text: String) {
        keys = text.split(separator: "\n").dropFirst().compactMap { Digest(hex: $0) }
        guard description == text else { return nil }
    }

    /// - Returns: nil where there is none.
    /// - Throws: `malformed` for a file that is no such list: no guess is made.
    static func read(_ path: String) throws(CredentialsError) -> Self? {
        guard DurableFile.exists(path) else { return nil }
        guard let list = Self(parsing: try DurableFile.text(path, bytesMax: textBytesMax)) else {
            throw .malformed(
                path: path,
                problem:
                    "it does not say which cosigner keys were made here; have it hold the line '\(head)' alone, and make another key with 'touchstone member new-cosigner-key'"
            )
        }
        return list
    }

    /// Durable when it returns.
    func write(_ path: String) throws(CredentialsError) {
        try DurableFile.write(description, to: path, mode: .secret, replacing: true)
    }

    /// - Parameter publicKey: 32 bytes of Ed25519.
    package mutating func append(_ publicKey: [UInt8]) { keys.append(.sha256(publicKey)) }

    package func contains(_ publicKey: [UInt8]) -> Bool { keys.contains(.sha256(publicKey)) }
}

extension CosignerKeyList: CustomStringConvertible {
    package var description: String {
        "\(Self.head)\n" + keys.map { "\($0.hex)\n" }.joined()
    }
}
