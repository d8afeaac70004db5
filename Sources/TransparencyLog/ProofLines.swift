/// Reads the line formats that end in a checkpoint (c2sp.org/tlog-proof, c2sp.org/tlog-witness
/// `add-checkpoint`), keeping count of the line for error messages.
struct ProofLines {
    private(set) var rest: ArraySlice<UInt8>
    private var line = 0

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line without its newline; nil where no newline follows.
    mutating func next() -> ArraySlice<UInt8>? {
        line += 1
        guard let newline = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(newline + 1)...] }
        return rest[..<newline]
    }

    /// An error about the line read last.
    func fault(_ expected: String) -> TransparencyLogError {
        .proofText(line: line, expected: expected)
    }

    /// Lines of one base64 hash each, and the empty line that ends them.
    mutating func hashesUpToEmptyLine() throws(TransparencyLogError) -> [Digest] {
        var hashes: [Digest] = []
        while let line = next() {
            if line.isEmpty { return hashes }
            guard hashes.count < InclusionProof.pathHashesMax else {
                throw fault("at most \(InclusionProof.pathHashesMax) hashes")
            }
            guard let bytes = Base64.decode(line), let hash = Digest(bytes) else {
                throw fault("32 bytes in base64, or an empty line")
            }
            hashes.append(hash)
        }
        throw fault("an empty line before the checkpoint")
    }

    /// A signed note whose text has no empty line, such as a checkpoint, and the empty line behind it.
    mutating func noteUpToEmptyLine() throws(TransparencyLogError) -> [UInt8] {
        let start = rest
        var emptyLines = 0
        while let line = next() {
            if line.isEmpty { emptyLines += 1 }
            if emptyLines == 2 { return Array(start[..<line.startIndex]) }
        }
        throw fault("an empty line after the first checkpoint")
    }
}

extension ArraySlice<UInt8> {
    /// What follows `prefix`, nil where the line begins otherwise.
    func suffix(after prefix: String) -> ArraySlice<UInt8>? {
        starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
    }
}
