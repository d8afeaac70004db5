import ImageRecognition
import Testing

/// What is found is what a look at each hash finds.
@Suite struct PDQIndexLaws {
    private static func hash(_ generator: inout SeededNumbers) -> PDQHash {
        PDQHash(words: (0..<4).map { _ in generator.next() })
    }

    private static func near(
        _ hash: PDQHash, _ bits: Int, _ generator: inout SeededNumbers
    ) -> PDQHash {
        (0..<PDQHash.bitCount).shuffled(using: &generator).prefix(bits)
            .reduce(hash) { $0.flipping($1) }
    }

    private static func looked(
        at hashes: [PDQHash], for hash: PDQHash, within distance: Int
    ) -> [PDQIndex.Match] {
        Set(hashes).map { PDQIndex.Match(hash: $0, distance: $0.distance(to: hash)) }
            .filter { $0.distance <= distance }
            .sorted { ($0.distance, $0.hash) < ($1.distance, $1.hash) }
    }

    @Test(
        "every hash within the distance is found once, and none beyond it",
        arguments: [0, 1, 2, 3] as [UInt64])
    func exact(seed: UInt64) {
        var generator = SeededNumbers(seed)
        // Enough that lists are made.
        var hashes = (0..<3 * PDQIndex.unsortedMax).map { _ in Self.hash(&generator) }
        let asked = (0..<20).map { _ in Self.hash(&generator) }
        for hash in asked {
            for bits in 0...40 { hashes.append(Self.near(hash, bits, &generator)) }
        }
        hashes.shuffle(using: &generator)
        let index = PDQIndex(hashes)
        #expect(index.count == Set(hashes).count)
        for hash in asked {
            for distance in [0, 1, 14, 15, 16, 17, 30, 31] {
                let found = index.matches(of: hash, within: distance)
                #expect(found == Self.looked(at: hashes, for: hash, within: distance))
                #expect(found.count >= distance + 1)
            }
        }
    }

    @Test("what differs in every slice alike is found at the edge of what is promised")
    func edge() {
        var generator = SeededNumbers(7)
        let hash = Self.hash(&generator)
        // Two bits in each slice but one, which has one: 31 in all, in the worst order.
        let others = (0..<16).map { slice in
            (0..<16).reduce(hash) { other, place in
                let one = other.flipping(16 * place + 3)
                return place == slice ? one : one.flipping(16 * place + 11)
            }
        }
        let filling = (0..<2 * PDQIndex.unsortedMax).map { _ in Self.hash(&generator) }
        let index = PDQIndex(filling + others)
        let expected = others.map { PDQIndex.Match(hash: $0, distance: 31) }
        #expect(Set(index.matches(of: hash, within: 31)) == Set(expected))
        #expect(index.matches(of: hash, within: 30).isEmpty)
    }

    @Test("hashes that are nearly all alike are found alike")
    func alike() {
        var generator = SeededNumbers(9)
        let first = Self.hash(&generator)
        let hashes = (0..<3 * PDQIndex.unsortedMax).map { _ in
            Self.near(first, Int.random(in: 0...20, using: &generator), &generator)
        }
        let index = PDQIndex(hashes)
        for bits in [0, 5, 31] {
            let hash = Self.near(first, bits, &generator)
            #expect(
                index.matches(of: hash, within: 31)
                    == Self.looked(at: hashes, for: hash, within: 31))
        }
    }

    @Test("an index that grows is the one that is made at once, and has nothing twice")
    func growing() {
        var generator = SeededNumbers(11)
        let hashes = (0..<2 * PDQIndex.unsortedMax + 100).map { _ in Self.hash(&generator) }
        var grown = PDQIndex()
        for hash in hashes {
            let isNew = grown.insert(hash)
            #expect(isNew)
        }
        let isAgain = !grown.insert(hashes[0]) && !grown.insert(hashes[hashes.count - 1])
        #expect(isAgain)
        let made = PDQIndex(hashes + hashes.prefix(10))
        #expect(grown.count == hashes.count && made.count == hashes.count)
        for place in stride(from: 0, to: hashes.count, by: 500) {
            let asked = Self.near(hashes[place], 20, &generator)
            #expect(grown.matches(of: asked, within: 31) == made.matches(of: asked, within: 31))
            #expect(grown.contains(hashes[place]) && !grown.contains(asked))
        }
        #expect(PDQIndex().matches(of: hashes[0], within: 31).isEmpty)
    }
}
