import Foundation

// The list as a file.
extension EvidenceList {
    /// Lines written at once.
    private static let linesAtOnce = 8_192

    /// Writes it and syncs it, for the owner alone.
    static func write(_ entries: [Entry], to path: String) throws {
        try HashedFile.write(to: path, mode: 0o600) { handle in
            var rest = entries[...]
            while !rest.isEmpty {
                let some = rest.prefix(linesAtOnce)
                try handle.write(contentsOf: Data(some.map(\.line).joined().utf8))
                rest = rest.dropFirst(some.count)
            }
        }
    }

    /// Reads it line by line.
    /// - Throws: `BackupError`, and what `each` throws.
    static func read(_ path: String, _ each: (Entry) throws -> Void) throws {
        var reader = Reader(path)
        _ = try HashedFile.read(path) { try reader.read($0, each) }
        try reader.finish()
    }
}
