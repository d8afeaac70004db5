/// The body of a request to cosign a checkpoint (c2sp.org/tlog-witness, "add-checkpoint"): the size
/// that the witness signed last, the proof from there, and the new checkpoint.
package struct AddCheckpointRequest: Hashable, Sendable {
    package static let bytesMax = SignedCheckpoint.bytesMax + 4096

    package let oldSize: TreeSize
    package let path: [Digest]
    /// Not yet believed.
    package let checkpoint: SignedCheckpoint

    package init(oldSize: TreeSize, path: [Digest], checkpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.path = path
        self.checkpoint = checkpoint
    }

    /// - Throws: `proofText`, naming the line; `sizes` if the old size is the larger; or what
    ///   `SignedCheckpoint` throws.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.bytesMax else {
            throw .proofText(line: 1, expected: "at most \(Self.bytesMax) bytes")
        }
        var lines = ProofLines(bytes)
        guard let oldSize = lines.next()?.suffix(after: "old ").flatMap({ Decimal.decode($0) })
        else { throw lines.fault("'old' and a decimal without leading zeros") }
        self.oldSize = oldSize
        path = try lines.hashesUpToEmptyLine()
        checkpoint = try SignedCheckpoint(parsing: Array(lines.rest))
        guard oldSize <= checkpoint.checkpoint.size else {
            throw .sizes(from: oldSize, to: checkpoint.checkpoint.size)
        }
    }

    package var proof: ConsistencyProof {
        ConsistencyProof(from: oldSize, to: checkpoint.checkpoint.size, path: path)
    }
}

extension AddCheckpointRequest: CustomStringConvertible {
    /// The body.
    package var description: String {
        "old \(oldSize)\n" + path.map { "\($0)\n" }.joined() + "\n\(checkpoint)"
    }
}
