import Testing
import TransparencyLog

@Suite struct TileCoordinateTests {
    @Test(
        "a tile path is printed and parsed as the format has it",
        arguments: [
            (0, 0, 256, "tile/0/000"),
            (0, 1_234_067, 256, "tile/0/x001/x234/067"),
            (0, 1_234, 5, "tile/0/x001/234.p/5"),
            (1, 999, 255, "tile/1/999.p/255"),
            (1, 1_000, 1, "tile/1/x001/000.p/1"),
            (5, 0, 1, "tile/5/000.p/1"),
            (0, 1_099_511_627_775, 256, "tile/0/x001/x099/x511/x627/775"),
        ] as [(Int, UInt64, Int, String)])
    func paths(level: Int, index: UInt64, width: Int, path: String) throws {
        let tile = TileCoordinate(level: level, index: index, width: width)
        #expect(tile.path == path)
        #expect(try TileCoordinate(parsing: path) == tile)
    }

    @Test(
        "any other spelling is refused",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile//000",
            "tile/00/000", "tile/01/000", "tile/6/000", "tile/64/000", "tile/-1/000",
            "tile/+1/000", "tile/data/000", "tile/entries/000", "Tile/0/000", "tile/0/0",
            "tile/0/00", "tile/0/0000", "tile/0/x000/001", "tile/0/x000/000", "tile/0/x001",
            "tile/0/x01/000", "tile/0/X001/000", "tile/0/001/000", "tile/0/x001/x000",
            "tile/0/00a", "tile/0/ 00", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/05", "tile/0/000.p/5/", "tile/0/000.p/5/5",
            "tile/0/000.p/5.p/5", "tile/0/000p/5", "tile/0/000/5", "tile/0/.p/5",
            "tile/0/000.p/-5", "tile/0/000?", "tile/0/000%2e", "tile/0/../000", "tile/0/000\n",
            "tile/0/x001/x099/x511/x627/776", "tile/5/001",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/\u{0660}00",
        ])
    func refused(path: String) throws {
        let error = try #require(throws: TransparencyLogError.self) {
            try TileCoordinate(parsing: path)
        }
        #expect(error.keyword == "tile-path")
    }

    @Test("a tree of 70,000 entries has the tiles that tlog-tiles names as its example")
    func example() {
        let tiles = TileCoordinate.tiles(of: 70_000)
        #expect(tiles.filter { $0.level == 0 && $0.isFull }.count == 273)
        #expect(
            tiles.filter { !$0.isFull }.map(\.path)
                == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(tiles.filter { $0.level == 1 && $0.isFull }.map(\.path) == ["tile/1/000"])
        #expect(tiles.count == 273 + 1 + 3)
        #expect(
            TileCoordinate.tiles(of: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(TileCoordinate.tiles(of: 0).isEmpty)
    }

    @Test("growing step by step asks for each tile that was not there before, and no other")
    func growth() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            let old = TreeSize.random(in: 0...1500, using: &generator)
            let new = TreeSize.random(in: old...3000, using: &generator)
            let before = Set(TileCoordinate.tiles(of: old))
            let expected = TileCoordinate.tiles(of: new).filter { !before.contains($0) }
            #expect(
                TileCoordinate.tiles(from: old, to: new) == expected, "seed 7, \(old) to \(new)")
        }
    }

    @Test("any coordinate within the limits comes back from its path")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<500 {
            let level = Int.random(in: 0...TileCoordinate.levelMax, using: &generator)
            let bits = Int.random(in: 0...(40 - 8 * level), using: &generator)
            let tile = TileCoordinate(
                level: level, index: UInt64.random(in: 0..<(1 << bits), using: &generator),
                width: Int.random(in: 1...256, using: &generator))
            #expect(try TileCoordinate(parsing: tile.path) == tile, "seed 8, \(tile)")
            #expect(tile.entries.upperBound <= treeSizeMax + 1)
        }
    }

    @Test("the tile around a hash is as wide as the tree has it")
    func containing() {
        #expect(
            TileCoordinate(level: 0, containing: 69_999, size: 70_000)?.path == "tile/0/273.p/112")
        #expect(TileCoordinate(level: 1, containing: 0, size: 70_000)?.path == "tile/1/000")
        #expect(TileCoordinate(level: 2, containing: 0, size: 70_000)?.path == "tile/2/000.p/1")
        #expect(TileCoordinate(level: 0, containing: 70_000, size: 70_000) == nil)
        #expect(TileCoordinate(level: 3, containing: 0, size: 70_000) == nil)
        #expect(TileCoordinate(level: 0, containing: 0, size: treeSizeMax + 1) == nil)
    }

    @Test("a tile names the entries under it")
    func entries() {
        #expect(TileCoordinate(level: 0, index: 2, width: 5).entries == 512..<517)
        #expect(TileCoordinate(level: 1, index: 1, width: 17).entries == 65_536..<69_888)
    }
}
