import Testing
import TransparencyLog

@Suite struct BundleCoordinateTests {
    @Test(
        "a bundle path is printed and parsed as the format has it",
        arguments: [
            (0, 256, "tile/entries/000"), (1, 44, "tile/entries/001.p/44"),
            (1_234_067, 256, "tile/entries/x001/x234/067"),
        ] as [(UInt64, Int, String)])
    func paths(index: UInt64, width: Int, path: String) throws {
        let bundle = BundleCoordinate(index: index, width: width)
        #expect(bundle.path == path)
        #expect(try BundleCoordinate(parsing: path) == bundle)
        #expect(BundleCoordinate(parsingNumber: bundle.number.utf8) == bundle)
    }

    @Test(
        "any other spelling is refused",
        arguments: [
            "", "tile/entries", "tile/entries/", "tile/entries/0", "tile/entries/000.p/0",
            "tile/entries/000.p/256", "tile/entries/x000/001", "tile/0/000", "entries/000",
            "tile/entries/000/", "tile/entries/x001/x099/x511/x627/776",
        ])
    func refused(path: String) throws {
        let error = try #require(throws: TransparencyLogError.self) {
            try BundleCoordinate(parsing: path)
        }
        #expect(error.keyword == "bundle-path")
    }

    @Test("the bundles of a log cover each entry once, in order")
    func cover() {
        for size: TreeSize in [0, 1, 255, 256, 257, 512, 700] {
            let bundles = BundleCoordinate.bundles(of: size)
            #expect(bundles.flatMap { Array($0.entries) } == Array(0..<size))
            #expect(bundles.dropLast().allSatisfy { $0.isFull })
            for entry in 0..<size {
                #expect(
                    BundleCoordinate(containing: entry, size: size) == bundles[Int(entry / 256)])
            }
            #expect(BundleCoordinate(containing: size, size: size) == nil)
        }
    }

    @Test("the bundles around a range are as wide as the log has them")
    func covering() {
        #expect(
            BundleCoordinate.bundles(covering: 255..<257, size: 300).map(\.path)
                == ["tile/entries/000", "tile/entries/001.p/44"])
        #expect(BundleCoordinate.bundles(covering: 5..<5, size: 300).isEmpty)
    }
}
