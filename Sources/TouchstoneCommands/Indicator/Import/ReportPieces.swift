import Crypto
import Foundation
import TransparencyLog

/// A list of reports, read a piece at a time, so that no list is held whole.
struct ReportPieces {
    private static let pieceBytes = 1024 * 1024

    private var reader: any ReportReader
    private let handle: FileHandle
    private var hasher = SHA256()
    private(set) var isAtEnd = false

    /// Hexadecimal SHA-256 of what was read so far.
    var digest: String { Hex.encode(hasher.finalize()) }

    /// - Throws: a sentence that says why the list cannot be opened.
    init(_ input: ReportInput, _ report: ReportOptions) throws {
        reader = try input.reader(report)
        handle = try input.open()
    }

    /// Adds the rows of the next piece.
    ///
    /// - Throws: where the list breaks off: its end, and `rows` has what came before.
    mutating func read(into rows: inout [ReportRow]) throws {
        do {
            if let data = try handle.read(upToCount: Self.pieceBytes), !data.isEmpty {
                hasher.update(data: data)
                try reader.read([UInt8](data)) { rows.append($0) }
            } else {
                isAtEnd = true
                try reader.finish { rows.append($0) }
            }
        } catch {
            isAtEnd = true
            throw error
        }
    }
}
