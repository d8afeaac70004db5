import Testing
import TransparencyLog

/// A real log written by transparency-dev/tessera, at 16 sizes.
@Suite struct TesseraVectorTests {
    private let log = StaticLog(folder: "tessera/testdata/log")
    /// The public half of the key that tessera's own tests sign this log with.
    private let key =
        "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"

    @Test(
        "all checkpoints verify, and every tile and root is rebuilt from the entries",
        vectors("tessera"))
    func audit() throws {
        let key = try VerifierKey(parsing: key)
        var sizes: [TreeSize] = []
        for number in 0...15 {
            let bytes = try Vectors.bytes("\(log.folder)/checkpoint.\(number)")
            let signed = try SignedCheckpoint(parsing: bytes)
            #expect(Array(signed.description.utf8) == bytes)
            let verified = try signed.verified(by: key)
            try log.audit(verified.checkpoint)
            sizes.append(verified.size)
        }
        #expect(sizes == Array(0...15))
    }

    @Test("any two checkpoints are consistent, by proofs from the tiles", vectors("tessera"))
    func consistency() throws {
        let checkpoints = try (0...15).map { try log.checkpoint("checkpoint.\($0)").checkpoint }
        for new in checkpoints {
            for old in checkpoints where old.size <= new.size {
                try log.tiledTree(new.size).consistencyProof(from: old.size)
                    .verify(fromRoot: old.root, toRoot: new.root)
            }
        }
    }
}
