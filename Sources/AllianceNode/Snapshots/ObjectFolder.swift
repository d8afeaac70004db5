import Credentials
package import ProductAuthentication
import Replication
package import TransparencyLog

/// `objects/` in a node's folder: files by their SHA-256 in hexadecimal, and beside a snapshot its key
/// (`.key`). Only the node's user may read either. Calls block.
package struct ObjectFolder: Sendable {
    private let path: String

    package init(path: String) { self.path = path }

    private func file(_ name: Digest) -> String { "\(path)/\(name.hex)" }
    private func key(_ name: Digest) -> String { "\(path)/\(name.hex).key" }

    package func holds(_ name: Digest) -> Bool { DurableFile.exists(file(name)) }

    /// Keeps a snapshot with its key, durable on return: the key first, so that a file that is there
    /// can be used.
    package func keep(_ bytes: [UInt8], key: SnapshotKey) throws {
        try DurableFile.makeFolder(path, mode: 0o700)
        let name = Digest.sha256(bytes)
        try DurableFile.write(key.bytes, to: self.key(name), mode: .secret, replacing: true)
        try DurableFile.write(bytes, to: file(name), mode: .secret, replacing: true)
    }

    /// Nil where there is no such file, or nothing of it from `offset` on.
    package func piece(of name: Digest, from offset: Int) throws -> [UInt8]? {
        guard holds(name) else { return nil }
        let piece = try DurableFile.piece(
            of: file(name), from: offset, count: PeerResource.objectPieceBytesMax)
        return piece.isEmpty ? nil : piece
    }

    /// Nil where there is none.
    package func key(of name: Digest) throws -> SnapshotKey? {
        guard DurableFile.exists(key(name)) else { return nil }
        return SnapshotKey(
            try DurableFile.read(key(name), bytesMax: SnapshotKey.byteCount, secret: true))
    }

    /// Nil where the file or its key is not here. What does not hash to its name, or is no snapshot
    /// under this key, is damage.
    /// - Throws: `SnapshotError`; file errors.
    package func snapshot(_ name: Digest) throws -> KeyedSnapshot? {
        guard holds(name), let key = try key(of: name) else { return nil }
        let bytes = try DurableFile.read(file(name), bytesMax: SerialSnapshot.fileBytesMax)
        guard Digest.sha256(bytes) == name else {
            throw SnapshotError.fileLength(found: bytes.count, expected: bytes.count)
        }
        return try KeyedSnapshot(SerialSnapshot(parsing: bytes), key: key)
    }

    /// Files that are here, by name.
    package func names() throws -> [Digest] {
        guard DurableFile.isFolder(path) else { return [] }
        return try DurableFile.names(in: path).compactMap { Digest(hex: $0) }
    }

    /// When a file ends, by its own head; nil for what is no snapshot.
    package func expiry(of name: Digest) throws -> UInt64? {
        let head = try DurableFile.piece(
            of: file(name), from: 0, count: SerialSnapshot.expiryHeadBytes)
        return SerialSnapshot.expiry(inHead: head)
    }

    /// Erases a file and its key: the key first, for without it the file is noise.
    package func erase(_ name: Digest) throws {
        try DurableFile.remove(key(name))
        try DurableFile.remove(file(name))
    }
}
