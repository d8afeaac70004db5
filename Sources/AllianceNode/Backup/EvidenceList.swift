import Foundation
import Statements
import TransparencyLog

/// `evidence.list` of a backup: the files of its folder `evidence/`, one a line, in the order of their names:
///
///     9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 4096
///
/// SHA-256 in hexadecimal, which is the file's name, and bytes. They may be millions, so they do not stand in the
/// manifest; it has the hash of this list.
enum EvidenceList {
    static let fileName = "evidence.list"
    /// Files of one backup, at most.
    static let filesMax = 1 << 22
    static let fileBytes: ClosedRange<UInt64> = 1...EvidenceFile.fileBytesMax
    /// A digest, a space, eight digits, the line's end.
    private static let lineBytesMax = 64 + 1 + 8 + 1
    /// Lines written at once.
    private static let linesAtOnce = 8_192

    struct Entry: Equatable {
        let digest: Digest
        let bytes: UInt32

        init(digest: Digest, bytes: UInt32) {
            self.digest = digest
            self.bytes = bytes
        }

        /// Nil unless it is the one form of a line, without its end.
        init?(parsing line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, let digest = Digest(hex: parts[0]),
                let bytes = UInt32(parts[1]), fileBytes.contains(UInt64(bytes))
            else { return nil }
            self.init(digest: digest, bytes: bytes)
            guard description == line else { return nil }
        }

        var description: String { "\(digest.hex) \(bytes)" }
    }

    /// Writes it and syncs it, for the owner alone.
    static func write(_ entries: [Entry], to path: String) throws {
        try HashedFile.write(to: path, mode: 0o600) { handle in
            var rest = entries[...]
            while !rest.isEmpty {
                let some = rest.prefix(linesAtOnce)
                let text = some.map { "\($0.description)\n" }.joined()
                try handle.write(contentsOf: Data(text.utf8))
                rest = rest.dropFirst(some.count)
            }
        }
    }

    /// Reads it line by line.
    /// - Throws: `BackupError`, and what `each` throws.
    static func read(_ path: String, _ each: (Entry) throws -> Void) throws {
        var rest: [UInt8] = []
        var count = 0
        var last: Digest?
        let malformed = { (problem: String) in BackupError.malformed(path: path, problem: problem) }
        _ = try HashedFile.read(path) { chunk in
            rest += chunk
            var lines = rest[...]
            while let end = lines.firstIndex(of: UInt8(ascii: "\n")) {
                count += 1
                guard count <= filesMax else { throw malformed("it names over \(filesMax) files") }
                guard let entry = Entry(parsing: String(decoding: lines[..<end], as: UTF8.self)),
                    last.map({ $0 < entry.digest }) ?? true
                else { throw malformed("line \(count) names no file after the one before it") }
                last = entry.digest
                try each(entry)
                lines = lines[(end + 1)...]
            }
            guard lines.count < lineBytesMax else {
                throw malformed("line \(count + 1) has no end")
            }
            rest = Array(lines)
        }
        guard rest.isEmpty else { throw malformed("its last line is cut") }
    }
}
