import Testing
import TransparencyLog

/// Checkpoints with real v1 cosignatures and the layout of a mirror, from FiloSottile/sunlight. Its
/// entry bundles are placeholders there, compressed for HTTP, and hold no entries.
@Suite struct SunlightVectorTests {
    private static let folder = "sunlight/cmd/skylight/testdata"
    private static let rome = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"
    private static let milan = "88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482"

    private struct Description: Decodable {
        let verifierKeys: [String]

        enum CodingKeys: String, CodingKey { case verifierKeys = "verifier_keys" }
    }

    private func keys(_ path: String) throws -> [VerifierKey] {
        try Vectors.json("\(Self.folder)/\(path)", as: Description.self).verifierKeys
            .map { try VerifierKey(parsing: $0) }
    }

    @Test(
        "each cosignature verifies under its witness's published key, unknown ones are ignored",
        vectors("sunlight"),
        arguments: [
            ("witness/witness.v0.json", "witness/\(rome)/checkpoint", 2),
            ("witness/mirror/mirror.v0.json", "witness/mirror/\(rome)/checkpoint", 1),
            ("witness2/witness.v0.json", "witness2/\(milan)/checkpoint", 1),
        ])
    func cosignatures(keyFile: String, checkpointFile: String, lines: Int) throws {
        let keys = try keys(keyFile)
        let bytes = try Vectors.bytes("\(Self.folder)/\(checkpointFile)")
        let signed = try SignedCheckpoint(parsing: bytes)
        #expect(Array(signed.description.utf8) == bytes)
        #expect(signed.checkpoint.size == 300)
        #expect(signed.note.signatures.count == lines)
        let verified = try signed.note.signatures(verifiedBy: keys)
        #expect(verified.map(\.key) == keys)
        #expect(verified.map(\.timestamp) == [1_767_139_200])
    }

    @Test("the directory of a mirrored log is the hash of its origin", vectors("sunlight"))
    func layout() throws {
        for (origin, folder) in [
            ("rome2026h1.example.org", Self.rome),
            ("milan2026h1.example.org", Self.milan),
        ] {
            #expect(Digest.sha256(Array(origin.utf8)).hex == folder)
        }
    }

    @Test("the mirror's tiles give its checkpoint's root and proofs for it", vectors("sunlight"))
    func tiles() throws {
        let log = StaticLog(folder: "\(Self.folder)/witness/mirror/\(Self.rome)")
        let checkpoint = try log.checkpoint().checkpoint
        let tree = log.tiledTree(checkpoint.size)
        #expect(try tree.root() == checkpoint.root)
        for index: EntryIndex in [0, 255, 256, 299] {
            try tree.inclusionProof(of: index)
                .verify(leaf: tree.leafHash(index), root: checkpoint.root)
        }
        let bundles = BundleCoordinate.bundles(of: checkpoint.size)
        for path in bundles.map(\.path) + TileCoordinate.tiles(of: checkpoint.size).map(\.path) {
            #expect(Vectors.has("\(log.folder)/\(path)"), "\(path)")
        }
    }

    @Test("a file that is no checkpoint is refused", vectors("sunlight"))
    func decoy() throws {
        let error = try #require(throws: TransparencyLogError.self) {
            try SignedCheckpoint(parsing: Vectors.bytes("\(Self.folder)/witness/checkpoint"))
        }
        #expect(error.keyword == "note-malformed")
    }
}
