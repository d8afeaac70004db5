import Replication
import Testing
import TransparencyLog

@Suite("A growing tree")
struct TileGrowthLaws {
    private func leaf(_ index: Int) -> Digest { MerkleHash.leaf(Array("\(index)".utf8)) }

    @Test(
        "has the edge and the tile hashes of the definition, from any start and by any steps",
        arguments: [0, 1, 255, 256, 257, 65_535, 65_536, 65_700], [1, 3, 255, 256, 700])
    func matchesDefinition(start: Int, step: Int) throws {
        let leaves = (0..<(start + 2 * step + 1)).map(leaf)
        var edge = CompactRange()
        for leaf in leaves[..<start] { edge.append(leaf: leaf) }
        var growth = try TileGrowth(edge: edge)
        #expect(try growth.edge == edge)
        var found: [TileGrowth.TileHash] = []
        var size = start
        for count in [step, 1, step] {
            growth.append(leaves: leaves[size..<(size + count)])
            size += count
            found += growth.takeHashes()
            for leaf in leaves[(size - count)..<size] { edge.append(leaf: leaf) }
            #expect(try growth.edge == edge)
            #expect(growth.size == TreeSize(size))
        }
        #expect(growth.takeHashes().isEmpty)
        for level in 1...2 {
            let width = 1 << (8 * level)
            let positions = (start / width)..<(size / width)
            let ofLevel = found.filter { $0.level == level }
            #expect(ofLevel.map(\.position) == positions.map(UInt64.init))
            for hash in ofLevel {
                let first = Int(hash.position) * width
                let expected = MerkleHash.root(ofLeaves: leaves[first..<(first + width)])
                #expect(hash.hash == expected)
            }
        }
    }

    @Test("takes a full bundle at once as it takes its leaves one by one")
    func fullBundle() throws {
        let leaves = (0..<512).map(leaf)
        var (whole, single) = (
            try TileGrowth(edge: CompactRange()), try TileGrowth(edge: CompactRange())
        )
        for start in [0, 256] {
            whole.append(leaves: leaves[start..<(start + 256)])
            for leaf in leaves[start..<(start + 256)] { single.append(leaf: leaf) }
        }
        #expect(try whole.edge == single.edge)
        #expect(whole.takeHashes() == single.takeHashes())
    }
}
