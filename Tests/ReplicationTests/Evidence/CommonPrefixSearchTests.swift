import AllianceNames
import Replication
import Testing
import TransparencyLog

@Suite struct CommonPrefixSearchTests {
    private func settlement(
        held: WrittenLog, served: TreeSize? = nil, end: WrittenLog, at size: TreeSize
    ) throws -> (ForkSettlement?, comparisons: Int) {
        var search = CommonPrefixSearch(
            origin: held.origin.description, end: size, root: end.root(at: size), held: held.size,
            served: served ?? held.size)
        var comparisons = 0
        while let next = search.next {
            let missing = search.missing
            if !missing.isEmpty {
                // A tile of the tree of `size` entries, whatever its log holds beyond.
                try search.accept(missing.map { ($0, end.tile($0)) })
            }
            search.compare(heldRoot: held.root(at: next))
            comparisons += 1
        }
        return (search.settlement, comparisons)
    }

    @Test(
        "what stays of another branch is what both have in common, to the entry",
        arguments: [
            (0, 1, 1), (0, 300, 400), (1, 5, 5), (255, 2, 9), (256, 256, 10), (257, 700, 900),
            (5_000, 3, 700), (66_000, 10, 20), (700, 70_000, 30),
        ])
    func otherBranch(common: Int, left: Int, right: Int) throws {
        let (left, right) = try fork(common: common, left, right)
        for end in [right.size, TreeSize(common) + 1] {
            let (found, comparisons) = try settlement(held: left, end: right, at: end)
            #expect(
                found
                    == ForkSettlement(
                        prefix: TreeSize(common), end: end, root: right.root(at: end)))
            #expect(comparisons <= 20)
        }
    }

    @Test("on the roster's branch all stays, whether more or less than its end is held")
    func sameBranch() throws {
        let (left, right) = try fork(common: 300, 400, 10)
        for size in [0, 1, 256, 300, 699, 700] as [TreeSize] {
            let (found, comparisons) = try settlement(held: left, end: left, at: size)
            #expect(found?.prefix == 700 && comparisons == (size == 0 ? 0 : 1), "\(size)")
        }
        var shorter = try WrittenLog("alliance.example/alliance/brand/e1", seed: 7)
        shorter.append(120)
        #expect(try settlement(held: shorter, end: left, at: 700).0?.prefix == 120)
        // An end before the fork says nothing against either branch.
        #expect(try settlement(held: right, end: left, at: 300).0?.prefix == 310)
        #expect(try settlement(held: right, end: left, at: 301).0?.prefix == 300)
    }

    @Test("what lies beyond the end goes where no checkpoint that is served reaches it")
    func unproven() throws {
        let (left, _) = try fork(common: 300, 400, 10)
        for served in [0, 299, 300, 650] as [TreeSize] {
            let found = try settlement(held: left, served: served, end: left, at: 300).0
            #expect(found?.prefix == (served < 300 ? 300 : 700))
        }
        #expect(try settlement(held: left, served: 0, end: left, at: 700).0?.prefix == 700)
    }

    @Test("tiles of another branch than the roster's are refused, and change nothing")
    func otherTiles() throws {
        let (left, right) = try fork(common: 300, 400, 400)
        var search = CommonPrefixSearch(
            origin: left.origin.description, end: 700, root: right.root, held: 700, served: 700)
        let missing = search.missing
        #expect(throws: TransparencyLogError.self) {
            try search.accept(missing.map { ($0, left.tile($0)) })
        }
        #expect(search.missing == missing)
        #expect(search.settlement == nil)
    }
}
