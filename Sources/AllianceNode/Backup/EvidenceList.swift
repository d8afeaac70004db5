import Statements
package import TransparencyLog

/// `evidence.list` of a backup: the files of its folder `evidence/`, one a line, in the order of their names:
///
///     9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 4096
///
/// SHA-256 in hexadecimal, which is the file's name, and bytes. They may be millions, so they do not stand in the
/// manifest; it has the hash of this list.
package enum EvidenceList {
    package static let fileName = "evidence.list"
    /// Files of one backup, at most.
    package static let filesMax = 1 << 22
    package static let fileBytes: ClosedRange<UInt64> = 1...EvidenceFile.fileBytesMax
    /// A digest, a space, eight digits, the line's end.
    private static let lineBytesMax = 64 + 1 + 8 + 1

    package struct Entry: Equatable, Sendable {
        package let digest: Digest
        package let bytes: UInt32

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

        private var description: String { "\(digest.hex) \(bytes)" }

        /// With the line's end.
        package var line: String { "\(description)\n" }
    }

    /// Reads a list piece by piece, of whatever length they are; it keeps less than a line.
    package struct Reader {
        private let path: String
        private var rest: [UInt8] = []
        private var count = 0
        private var last: Digest?

        /// - Parameter path: of the list, for errors.
        package init(_ path: String) { self.path = path }

        /// - Throws: `BackupError.malformed`, and what `each` throws.
        package mutating func read(
            _ piece: some Sequence<UInt8>, _ each: (Entry) throws -> Void
        ) throws {
            rest += piece
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

        /// After the last piece.
        package func finish() throws {
            guard rest.isEmpty else { throw malformed("its last line is cut") }
        }

        private func malformed(_ problem: String) -> BackupError {
            .malformed(path: path, problem: problem)
        }
    }
}
