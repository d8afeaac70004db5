import Credentials
import Replication
import Statements
package import TransparencyLog

/// `evidence/` in a node's folder: files by their SHA-256 in hexadecimal, for the node's user alone. Calls block.
package struct EvidenceFolder: Sendable {
    private let path: String

    package init(path: String) { self.path = path }

    func file(_ name: Digest) -> String { "\(path)/\(name.hex)" }

    package func holds(_ name: Digest) -> Bool { DurableFile.exists(file(name)) }

    /// Durable on return. What is there already under this name is replaced: it may be damaged.
    package func keep(_ bytes: [UInt8]) throws {
        try DurableFile.makeFolder(path, mode: 0o700)
        try DurableFile.write(
            bytes, to: file(.sha256(bytes)), mode: .secret, replacing: true)
    }

    /// Nil where it is not here.
    package func bytes(of name: Digest) throws -> [UInt8]? {
        do throws(CredentialsError) {
            return try DurableFile.read(
                file(name), bytesMax: Int(EvidenceFile.fileBytesMax), secret: true)
        } catch {
            guard case .missing = error else { throw error }
            return nil
        }
    }

    /// In bytes; nil where it is not here.
    package func byteCount(of name: Digest) -> UInt64? { DurableFile.byteCount(of: file(name)) }

    /// Nil where there is no such file, or nothing of it from `offset` on.
    package func piece(of name: Digest, from offset: Int) throws -> [UInt8]? {
        guard holds(name) else { return nil }
        let piece = try DurableFile.piece(
            of: file(name), from: offset, count: PeerResource.objectPieceBytesMax)
        return piece.isEmpty ? nil : piece
    }

    package func erase(_ name: Digest) throws { try DurableFile.remove(file(name)) }

    /// Files that are here, by name.
    package func names() throws -> [Digest] {
        guard DurableFile.isFolder(path) else { return [] }
        return try DurableFile.names(in: path).compactMap { Digest(hex: $0) }
    }
}
