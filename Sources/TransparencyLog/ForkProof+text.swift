// The text of a fork proof: a header, what differs, an empty line, the smaller checkpoint, an empty
// line, the larger one.
extension ForkProof {
    package static let fileExtension = "fork-proof"
    private static let header = "touchstone/fork-proof/v1"

    /// - Throws: `proofText`, naming the line; what `SignedCheckpoint` throws; `fork(.order)`.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.bytesMax else {
            throw .proofText(line: 1, expected: "at most \(Self.bytesMax) bytes")
        }
        var lines = ProofLines(bytes)
        guard let header = lines.next(), header.elementsEqual(Self.header.utf8) else {
            throw .proofText(line: 1, expected: "'\(Self.header)'")
        }
        let difference = try Self.difference(&lines)
        let smaller = try SignedCheckpoint(parsing: lines.noteUpToEmptyLine())
        try self.init(
            smaller: smaller, larger: SignedCheckpoint(parsing: Array(lines.rest)),
            difference: difference)
    }

    package init(parsing text: String) throws(TransparencyLogError) {
        try self.init(parsing: Array(text.utf8))
    }

    private static func difference(
        _ lines: inout ProofLines
    ) throws(TransparencyLogError) -> Difference {
        let line = lines.next() ?? []
        if line.elementsEqual("root".utf8) {
            guard lines.next()?.isEmpty == true else { throw lines.fault("an empty line") }
            return .root
        }
        if let text = line.suffix(after: "prefix ") {
            let root = try digest(text, &lines)
            return .prefix(root: root, path: try lines.hashesUpToEmptyLine())
        }
        if let text = line.suffix(after: "entry ") {
            guard let index = Decimal.decode(text) else {
                throw lines.fault("a decimal without leading zeros")
            }
            let smaller = try leaf(&lines)
            return .entry(index, smaller: smaller, larger: try leaf(&lines))
        }
        throw lines.fault("'root', 'prefix' and a hash, or 'entry' and a decimal")
    }

    private static func leaf(_ lines: inout ProofLines) throws(TransparencyLogError) -> Leaf {
        let hash = try digest(lines.next() ?? [], &lines)
        return Leaf(hash: hash, path: try lines.hashesUpToEmptyLine())
    }

    private static func digest(
        _ text: ArraySlice<UInt8>, _ lines: inout ProofLines
    ) throws(TransparencyLogError) -> Digest {
        guard let bytes = Base64.decode(text), let hash = Digest(bytes) else {
            throw lines.fault("32 bytes in base64")
        }
        return hash
    }
}

extension ForkProof: CustomStringConvertible {
    /// The file's text.
    package var description: String {
        func lines(_ hashes: [Digest]) -> String { hashes.map { "\($0)\n" }.joined() }
        let difference =
            switch difference {
            case .root: "root\n"
            case .prefix(let root, let path): "prefix \(root)\n" + lines(path)
            case .entry(let index, let smaller, let larger):
                "entry \(index)\n" + lines([smaller.hash] + smaller.path) + "\n"
                    + lines([larger.hash] + larger.path)
            }
        return "\(Self.header)\n\(difference)\n\(smaller)\n\(larger)"
    }
}
