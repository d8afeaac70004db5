import AllianceNames
import Replication
import Testing
import TransparencyLog

@Suite struct TileDescentTests {
    /// Large enough that the level-1 tile is full and a level-2 hash stands above it.
    static let log: WrittenLog = {
        do {
            var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 1)
            for _ in 0..<66_000 { log.append(raw: [UInt8(log.size & 0xff)], payload: nil) }
            return log
        } catch {
            preconditionFailure("the test's origin is well formed: \(error)")
        }
    }()

    private func fetched(_ tiles: [TileCoordinate]) -> [(tile: TileCoordinate, bytes: [UInt8])] {
        tiles.map { ($0, Self.log.tile($0)) }
    }

    private func descent(_ size: TreeSize) -> TileDescent {
        TileDescent(
            of: Checkpoint(
                origin: Self.log.origin.description, size: size, root: Self.log.root(at: size)))
    }

    @Test(
        "the tiles that are named suffice to know an earlier tree",
        arguments: [
            (1, 1), (300, 0), (300, 255), (300, 256), (300, 299), (300, 300), (512, 256),
            (65_536, 1), (65_536, 65_536), (66_000, 255), (66_000, 65_535), (66_000, 65_536),
            (66_000, 65_800), (66_000, 65_999), (66_000, 33_333),
        ] as [(TreeSize, TreeSize)])
    func earlierTrees(size: TreeSize, earlier: TreeSize) throws {
        var descent = descent(size)
        #expect(descent.range(at: earlier) == nil)
        let missing = descent.missing(for: [earlier])
        try descent.accept(fetched(missing))
        #expect(descent.range(at: earlier) == Self.log.edge(at: earlier))
        #expect(descent.missing(for: [earlier]).isEmpty)
        #expect(missing.count <= 12)
    }

    @Test(
        "the tiles that are named suffice to know what each bundle hashes to",
        arguments: [300, 512, 65_536, 66_000] as [TreeSize])
    func bundleHashes(size: TreeSize) throws {
        var descent = descent(size)
        try descent.accept(fetched(descent.missing(for: [], entries: 0..<size)))
        for bundle in BundleCoordinate.bundles(of: size) {
            let leaves = Self.log.leaves[
                Int(bundle.firstEntry)..<Int(bundle.entries.upperBound)]
            let expected: TileDescent.BundleHash =
                bundle.isFull ? .root(MerkleHash.root(ofLeaves: leaves)) : .leaves(Array(leaves))
            #expect(descent.hash(ofBundle: bundle.index) == expected)
        }
        #expect(descent.hash(ofBundle: (size + 255) >> 8) == nil)
    }

    @Test("a flipped bit in any tile is refused, and nothing of the answer is believed")
    func flippedBit() throws {
        let missing = descent(66_000).missing(for: [1_000], entries: 0..<1)
        for place in missing.indices {
            var descent = descent(66_000)
            var tiles = fetched(missing)
            tiles[place].bytes[17] ^= 0x20
            #expect(throws: TransparencyLogError.self) { try descent.accept(tiles) }
            #expect(descent.missing(for: [1_000], entries: 0..<1) == missing)
            #expect(descent.range(at: 1_000) == nil)
        }
    }

    @Test("a tile of another length is refused by name")
    func otherLength() throws {
        var descent = descent(300)
        var tiles = fetched(descent.missing(for: []))
        tiles[0].bytes.removeLast()
        #expect {
            try descent.accept(tiles)
        } throws: {
            guard case TransparencyLogError.tileLength = $0 else { return false }
            return true
        }
    }

    @Test("a full tile is not believed before its parent")
    func withoutParent() throws {
        var descent = descent(66_000)
        try descent.accept(fetched(descent.missing(for: [])))
        let child = TileCoordinate(level: 0, index: 3)
        #expect(throws: TransparencyLogError.self) { try descent.accept(fetched([child])) }
        #expect(descent.missing(for: [1_000]).contains(child))
    }

    @Test("what lies behind is forgotten, the right edge is not")
    func forgetting() throws {
        var descent = descent(66_000)
        try descent.accept(fetched(descent.missing(for: [256], entries: 0..<66_000)))
        descent.forget(before: 65_536)
        #expect(descent.hash(ofBundle: 0) == nil)
        #expect(descent.hash(ofBundle: 256) != nil)
        #expect(descent.range(at: 66_000) == Self.log.edge(at: 66_000))
    }
}
