/// The state of a log at one size (c2sp.org/tlog-checkpoint): whose log, how many entries, and the
/// root of the tree over them. A statement like any other, until a signature of the log's key over
/// it is verified (`VerifiedCheckpoint`).
package struct Checkpoint: Hashable, Sendable {
    package static let extensionLinesMax = 16
    package static let textBytesMax = 8192

    package let origin: String
    package let size: TreeSize
    package let root: Digest
    /// Opaque further lines, signed but not audited; ours have none.
    package let extensionLines: [String]

    /// - Parameters: as from a caller who knows them to be well formed; what comes from outside is
    ///   parsed.
    package init(
        origin: String, size: TreeSize, root: Digest, extensionLines: [String] = []
    ) {
        precondition(
            ([origin] + extensionLines).allSatisfy { !$0.isEmpty && !$0.utf8.contains(0x0a) },
            "a checkpoint has no empty lines")
        precondition(size <= treeSizeMax, "the tree is too large")
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = extensionLines
    }

    /// - Throws: `checkpoint`, naming the line, unless `text` is three or more non-empty lines:
    ///   origin, size in decimal without leading zeros, root in base64, extensions; `treeSize`
    ///   above `treeSizeMax`.
    package init(parsing text: String) throws(TransparencyLogError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.textBytesMax else { throw .checkpoint(.length, line: 1) }
        guard bytes.last == UInt8(ascii: "\n") else { throw .checkpoint(.newline, line: 1) }
        let lines = bytes.dropLast().split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard (3...(3 + Self.extensionLinesMax)).contains(lines.count) else {
            throw .checkpoint(.lineCount, line: lines.count)
        }
        for (position, line) in lines.enumerated() where line.isEmpty {
            throw .checkpoint(.emptyLine, line: position + 1)
        }
        guard let size = Decimal.decode(lines[1]) else { throw .checkpoint(.size, line: 2) }
        guard size <= treeSizeMax else { throw .treeSize(found: size) }
        guard let hash = Base64.decode(lines[2]), let root = Digest(hash) else {
            throw .checkpoint(.root, line: 3)
        }
        self.size = size
        self.root = root
        origin = String(decoding: lines[0], as: UTF8.self)
        extensionLines = lines[3...].map { String(decoding: $0, as: UTF8.self) }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.size == right.size && left.root == right.root
            && left.description.utf8.elementsEqual(right.description.utf8)
    }
}

extension Checkpoint: CustomStringConvertible {
    /// The note text, which is what gets signed.
    package var description: String {
        "\(origin)\n\(size)\n\(root)\n" + extensionLines.map { "\($0)\n" }.joined()
    }
}
