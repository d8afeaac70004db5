import Testing
import TransparencyLog

@Suite struct MerkleHashTests {
    /// The eight leaves that Certificate Transparency implementations test with.
    private let entries: [[UInt8]] = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ].compactMap { Hex.decode($0) }

    @Test("the root of the empty tree is the hash of the empty string")
    func emptyTree() {
        #expect(
            MerkleHash.emptyRoot.hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(MerkleHash.root(ofLeaves: []) == MerkleHash.emptyRoot)
    }

    @Test(
        "the roots of one to eight well-known leaves are the well-known ones",
        arguments: zip(
            1...8,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ]))
    func published(size: Int, root: String) {
        let leaves = entries.prefix(size).map { MerkleHash.leaf($0) }
        #expect(MerkleHash.root(ofLeaves: leaves).hex == root)
        var range = CompactRange()
        for leaf in leaves { range.append(leaf: leaf) }
        #expect(range.root.hex == root)
    }

    @Test("a leaf of any length is the hash of a zero byte and the entry")
    func leafLengths() {
        var generator = SeededGenerator(seed: 3)
        for count in [0, 1, 43, 54, 55, 56, 63, 64, 510, 511, 512, 513, 4096, 65_535] {
            let entry = generator.bytes(count)
            #expect(MerkleHash.leaf(entry) == Digest.sha256([0x00] + entry), "\(count) bytes")
        }
    }

    @Test("a node is the hash of a one byte and both children, in order")
    func node() {
        var generator = SeededGenerator(seed: 4)
        let (left, right) = (generator.digest(), generator.digest())
        #expect(
            MerkleHash.node(left, right) == Digest.sha256([0x01] + left.bytes + right.bytes))
        #expect(MerkleHash.node(left, right) != MerkleHash.node(right, left))
    }

    @Test("a slice with a start index of its own has the root of its elements")
    func slice() {
        let leaves = NaiveTree(size: 20).leaves
        #expect(
            MerkleHash.root(ofLeaves: leaves[3..<14])
                == MerkleHash.root(ofLeaves: Array(leaves[3..<14])))
    }
}
