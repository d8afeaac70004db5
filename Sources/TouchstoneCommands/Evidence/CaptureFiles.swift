import Credentials
import Crypto
import Evidence
import Foundation
import Roster
import TransparencyLog

/// Photographs, captures and records of custody as a bundle names them.
enum CaptureFiles {
    static func read(_ paths: [String], by person: String, at time: String?) throws -> [Capture] {
        let given = try time.map { UTCTimestamp(millisecondsSince1970: try MomentText.parse($0)) }
        var captures: [TransparencyLog.Digest: Capture] = [:]
        for path in paths {
            let (digest, byteCount) = try Self.digest(of: path)
            let changed = DurableFile.modifiedAt(path).map {
                UTCTimestamp(secondsSince1970: UInt64(max(0, $0)))
            }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            captures[digest] = try Capture(
                digest: digest, byteCount: byteCount, mediaType: Capture.mediaType(ofFile: name),
                name: name,
                by: person, at: given ?? changed ?? UTCTimestamp(secondsSince1970: 0))
        }
        return captures.values.sorted { $0.digest < $1.digest }
    }

    /// A film may be larger than memory.
    static func digest(of path: String) throws -> (
        digest: TransparencyLog.Digest, byteCount: UInt64
    ) {
        let file = try InputFile.open(path)
        defer { try? file.close() }
        var hasher = SHA256()
        var count: UInt64 = 0
        while let piece = try file.read(upToCount: pieceBytes), !piece.isEmpty {
            hasher.update(data: piece)
            count += UInt64(piece.count)
        }
        guard let digest = TransparencyLog.Digest(Array(hasher.finalize())) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return (digest, count)
    }

    private static let pieceBytes = 1 << 20
}
