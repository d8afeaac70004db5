import Testing
import TransparencyLog

@Suite struct TiledTreeTests {
    private struct ReadError: Error, Equatable {}
    private let naive = NaiveTree(size: 300)

    @Test("only tiles that a log of this size has are asked for, each once a question")
    func readsEachTileOnce() throws {
        var asked: [TileCoordinate] = []
        let tree = TiledTree(size: 300) { tile in
            asked.append(tile)
            return naive.tile(tile)
        }
        _ = try tree.inclusionProof(of: 299)
        #expect(Set(asked).count == asked.count)
        #expect(Set(asked).isSubset(of: TileCoordinate.tiles(of: 300)))
        asked = []
        #expect(try tree.root() == naive.hash(0..<300))
        #expect(asked.count == 2, "the root needs the right edge only: \(asked)")
    }

    @Test("a tile that is too short or too long is refused by name", arguments: [-32, -1, 1, 32])
    func wrongTileLength(difference: Int) throws {
        let tree = TiledTree(size: 10) { tile in
            let bytes = naive.tile(tile)
            return difference < 0
                ? bytes.dropLast(-difference) : bytes + [UInt8](repeating: 0, count: difference)
        }
        let error = try #require(throws: TransparencyLogError.self) { try tree.root() }
        #expect(error.keyword == "tile-length")
        #expect(error.description.contains("tile/0/000.p/10 has \(320 + difference) bytes"))
    }

    @Test("an error of the reader passes through")
    func readerError() {
        let tree = TiledTree(size: 10) { _ in throw ReadError() }
        #expect(throws: ReadError()) { try tree.root() }
    }

    @Test("what lies beyond the tree has no proof")
    func beyond() {
        let tree = TiledTree(size: 10) { naive.tile($0) }
        #expect(throws: TransparencyLogError.index(found: 10, size: 10)) {
            try tree.inclusionProof(of: 10)
        }
        #expect(throws: TransparencyLogError.index(found: 10, size: 10)) {
            try tree.leafHash(10)
        }
        #expect(throws: TransparencyLogError.sizes(from: 11, to: 10)) {
            try tree.consistencyProof(from: 11)
        }
    }

    @Test("a tile with one flipped bit gives another root")
    func flippedTile() throws {
        for bit in stride(from: 0, to: 320 * 8, by: 37) {
            let tree = TiledTree(size: 10) { tile in
                var bytes = naive.tile(tile)
                bytes[bit / 8] ^= 1 << (bit % 8)
                return bytes
            }
            #expect(try tree.root() != naive.hash(0..<10), "bit \(bit)")
        }
    }
}
