/// Evidence in one file that an entry was logged and witnessed (c2sp.org/tlog-proof@v1): index,
/// inclusion proof and the signed checkpoint, verifiable offline with the log's and the witnesses'
/// keys.
package struct TLogProof: Hashable, Sendable {
    package static let fileExtension = "tlog-proof"
    package static let bytesMax = 256 * 1024
    package static let extraBytesMax = 64 * 1024
    private static let header = "c2sp.org/tlog-proof@v1"

    /// What the application put along. Nothing authenticates it.
    package let extra: [UInt8]?
    package let index: EntryIndex
    /// From the leaf's sibling up to the root's child.
    package let path: [Digest]
    /// Not yet believed; `verify` does.
    package let checkpoint: SignedCheckpoint

    /// - Parameter extra: nil or at least one byte.
    package init(
        extra: [UInt8]? = nil, index: EntryIndex, path: [Digest], checkpoint: SignedCheckpoint
    ) {
        precondition(extra?.isEmpty != true, "the format has no empty extra data")
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// - Throws: `proofText`, naming the line, or what `SignedCheckpoint` throws.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.bytesMax else {
            throw .proofText(line: 1, expected: "at most \(Self.bytesMax) bytes")
        }
        var lines = ProofLines(bytes)
        guard let header = lines.next(), header.elementsEqual(Self.header.utf8) else {
            throw .proofText(line: 1, expected: "'\(Self.header)'")
        }
        var line = lines.next()
        if let text = line?.suffix(after: "extra ") {
            guard let data = Base64.decode(text), !data.isEmpty,
                data.count <= Self.extraBytesMax
            else { throw lines.fault("base64 of 1 to \(Self.extraBytesMax) bytes") }
            extra = data
            line = lines.next()
        } else {
            extra = nil
        }
        guard let index = line?.suffix(after: "index ").flatMap({ Decimal.decode($0) }) else {
            throw lines.fault("'index' and a decimal without leading zeros")
        }
        self.index = index
        path = try lines.hashesUpToEmptyLine()
        checkpoint = try SignedCheckpoint(parsing: Array(lines.rest))
    }

    package init(parsing text: String) throws(TransparencyLogError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Verifies as the specification orders: origin and log signature, known witnesses, inclusion.
    ///
    /// - Parameters:
    ///   - leaf: `MerkleHash.leaf` of the entry that the proof is claimed to be of.
    ///   - quorum: how many of `witnesses` must have cosigned.
    /// - Throws: `origin`, `unsigned`, `badSignature`, `quorum`, `index`, `proofLength`,
    ///   `rootMismatch`.
    @discardableResult
    package func verify(
        leaf: Digest, logKey: VerifierKey, witnesses: [VerifierKey] = [], quorum: Int = 0
    ) throws(TransparencyLogError) -> VerifiedCheckpoint {
        let verified = try checkpoint.verified(by: logKey)
        let cosigners = Set(try verified.cosignatures(by: witnesses).map(\.key))
        guard cosigners.count >= quorum else {
            throw .quorum(expected: quorum, found: cosigners.count)
        }
        try InclusionProof(index: index, size: verified.size, path: path)
            .verify(leaf: leaf, root: verified.root)
        return verified
    }
}

extension TLogProof: CustomStringConvertible {
    /// The file's text.
    package var description: String {
        var text = "\(Self.header)\n"
        if let extra { text += "extra \(Base64.encode(extra))\n" }
        text += "index \(index)\n"
        for hash in path { text += "\(hash)\n" }
        return "\(text)\n\(checkpoint)"
    }
}
