import AllianceNames
import CRDT
import MergedView

/// The column `row.removals`: for each removing log its number and the entry's index, as two 64-bit
/// big-endian integers.
enum RemovalsColumn {
    private static let dotBytes = 16

    static func decode(
        _ bytes: UnsafeRawBufferPointer, origin: (Int64) throws -> LogOrigin
    ) rethrows -> Removals<LogOrigin> {
        var removals = Removals<LogOrigin>()
        var offset = 0
        while bytes.count - offset >= dotBytes {
            let log = Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
            let index = UInt64(
                bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            removals.insert(StatementDot(log: try origin(log), index: index))
            offset += dotBytes
        }
        return removals
    }

    /// The bytes with a removal joined in; nil where they say it already.
    static func adding(
        log: Int64, index: UInt64, to bytes: UnsafeRawBufferPointer
    ) -> [UInt8]? {
        var column = Array(bytes)
        var offset = 0
        while column.count - offset >= dotBytes {
            let (known, at) = column.withUnsafeBytes {
                (
                    Int64(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Int64.self)),
                    UInt64(
                        bigEndian: $0.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
                )
            }
            if known == log {
                guard index < at else { return nil }
                withUnsafeBytes(of: index.bigEndian) {
                    column.replaceSubrange(offset + 8..<offset + dotBytes, with: $0)
                }
                return column
            }
            offset += dotBytes
        }
        withUnsafeBytes(of: log.bigEndian) { column += $0 }
        withUnsafeBytes(of: index.bigEndian) { column += $0 }
        return column
    }
}
