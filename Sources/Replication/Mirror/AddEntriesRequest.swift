package import AllianceNames
import Statements
package import TransparencyLog

/// Entries of a log on their way to a mirror, as its author posts them (c2sp.org/tlog-mirror,
/// "add-entries"), and their payloads with them.
///
///     uint16 length, log origin | uint64 upload start | uint64 upload end | uint16 0
///     then for each package, until the end of the body:
///       uint16 n | n entries, each behind its uint16 length | uint8 h | h hashes of 32 bytes
///       | n payload slots: uint32 length, salt and payload
///
/// It differs from the specification in three things: a package says how many entries it has, so that the
/// last may end before its bundle does; behind its proof stand the payloads; and there is no ticket.
///
/// Source: docs/peer-protocol.md; docs/decisions/0016-outbound-only-members.md.
package struct AddEntriesRequest: Equatable, Sendable {
    /// Longest body: that of any request.
    package static let bytesMax = 1024 * 1024
    /// What a sender fills a body with, unless one entry with its payload takes more.
    package static let usualBytesMax = 512 * 1024
    package static let hashesMax = 63

    package let origin: LogOrigin
    package let start: EntryIndex
    /// Size of the believed checkpoint that the proofs lead to.
    package let end: TreeSize
    package let packages: [EntryPackage]

    package init(
        origin: LogOrigin, start: EntryIndex, end: TreeSize, packages: [EntryPackage]
    ) {
        self.origin = origin
        self.start = start
        self.end = end
        self.packages = packages
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        let name = Array(origin.description.utf8)
        Self.append(UInt16(name.count), to: &bytes)
        bytes += name
        Self.append(start, to: &bytes)
        Self.append(end, to: &bytes)
        Self.append(UInt16(0), to: &bytes)
        for package in packages { package.append(to: &bytes) }
        return bytes
    }

    static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// - Throws: `MirrorRefusal.malformed` unless `bytes` are what `bytes` prints: packages without a gap
    ///   from the start on, each up to the end of its bundle but the last, none across that or beyond the
    ///   upload's end, and at least one unless there is nothing to upload.
    package init(parsing bytes: [UInt8]) throws(MirrorRefusal) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge(bytesMax: Self.bytesMax) }
        var reader = UploadReader(bytes)
        let name = String(
            decoding: try reader.take(Int(try reader.number(UInt16.self))), as: UTF8.self)
        guard let origin = try? LogOrigin(parsing: name) else {
            throw .malformed(detail: "the log's name is none of an alliance")
        }
        self.origin = origin
        start = try reader.number(UInt64.self)
        end = try reader.number(UInt64.self)
        guard start <= end, end <= logEntriesMax else {
            throw .malformed(detail: "it goes from entry \(start) to \(end)")
        }
        guard try reader.number(UInt16.self) == 0 else {
            throw .malformed(detail: "it has a ticket, and none was given out")
        }
        var packages: [EntryPackage] = []
        var next = start
        while !reader.isAtEnd {
            // To prove a package its whole bundle is hashed: of many small ones that would be done for each.
            if let last = packages.last, next & 255 != 0 {
                throw .malformed(detail: "two of its packages are of bundle \(last.bundle)")
            }
            let package = try EntryPackage(from: &reader, at: next, below: end)
            next = package.end
            packages.append(package)
        }
        guard !packages.isEmpty || start == end else {
            throw .malformed(detail: "it has no entries")
        }
        self.packages = packages
    }
}

/// Consecutive entries of one bundle with what proves them.
package struct EntryPackage: Equatable, Sendable {
    package let start: EntryIndex
    package let count: Int
    /// In the entry bundle encoding.
    package let entries: [UInt8]
    /// From the subtree that goes from the begin of the bundle to the package's end, to the root.
    package let path: [Digest]
    /// In the payload bundle encoding.
    package let payloads: [UInt8]

    package var end: EntryIndex { start + UInt64(count) }
    package var bundle: UInt64 { start >> 8 }
    /// What `path` proves to be in the tree.
    package var subtree: Subtree? { try? Subtree(start: bundle << 8, end: end) }

    package init(
        start: EntryIndex, count: Int, entries: [UInt8], path: [Digest], payloads: [UInt8]
    ) {
        precondition(
            count > 0 && Int(start & 255) + count <= EntryBundle.entriesMax,
            "\(count) entries from \(start) on are not in one bundle")
        self.start = start
        self.count = count
        self.entries = entries
        self.path = path
        self.payloads = payloads
    }

    fileprivate func append(to bytes: inout [UInt8]) {
        AddEntriesRequest.append(UInt16(count), to: &bytes)
        bytes += entries
        bytes.append(UInt8(path.count))
        for hash in path { hash.append(to: &bytes) }
        bytes += payloads
    }

    fileprivate init(
        from reader: inout UploadReader, at start: EntryIndex, below end: TreeSize
    ) throws(MirrorRefusal) {
        let room = min(UInt64(EntryBundle.entriesMax) - start & 255, end - min(start, end))
        let count = Int(try reader.number(UInt16.self))
        guard count > 0, count <= room else {
            throw .malformed(detail: "a package from entry \(start) on has \(count) entries")
        }
        let entries = try reader.run(count) { (reader) throws(MirrorRefusal) in
            _ = try reader.take(Int(try reader.number(UInt16.self)))
        }
        let hashes = Int(try reader.number(UInt8.self))
        guard hashes <= AddEntriesRequest.hashesMax else {
            throw .malformed(detail: "a proof has \(hashes) hashes")
        }
        var path: [Digest] = []
        for _ in 0..<hashes {
            guard let hash = Digest(try reader.take(Digest.byteCount)) else {
                preconditionFailure("a digest has 32 bytes")
            }
            path.append(hash)
        }
        let payloads = try reader.run(count) { (reader) throws(MirrorRefusal) in
            let length = Int(try reader.number(UInt32.self))
            guard length <= PeerResource.payloadSlotBytesMax - PayloadBundle.lengthBytes else {
                throw .malformed(detail: "a payload has \(length) bytes with its salt")
            }
            _ = try reader.take(length)
        }
        self.init(start: start, count: count, entries: entries, path: path, payloads: payloads)
    }
}

/// Reads numbers and runs of bytes off the front of a body.
private struct UploadReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ count: Int) throws(MirrorRefusal) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else {
            throw .malformed(detail: "it ends at byte \(bytes.count), within a part")
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func number<Number: FixedWidthInteger>(
        _ type: Number.Type
    ) throws(MirrorRefusal) -> Number {
        try take(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    /// The bytes that `count` parts take up.
    mutating func run(
        _ count: Int, _ part: (inout UploadReader) throws(MirrorRefusal) -> Void
    ) throws(MirrorRefusal) -> [UInt8] {
        let begin = position
        for _ in 0..<count { try part(&self) }
        return Array(bytes[begin..<position])
    }
}
