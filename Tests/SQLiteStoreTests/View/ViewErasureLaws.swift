import AllianceNames
import CRDT
import MergedView
import Roster
import Statements
import Testing
import TransparencyLog

@Suite("the merged view, of erasure,")
struct ViewErasureLaws {
    /// Some certificates over some logs, some entries still to come.
    private static func erasures(
        _ world: World, _ random: inout SeededGenerator
    ) -> [(origin: LogOrigin, entries: EntryRanges)] {
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
            let origin = random.pick(world.logs.origins)
            let size = world.logs.sizes()[origin]
            let indexes = (0..<4).map { _ in UInt64.random(in: 0...size + 3, using: &random) }
            return (origin, EntryRanges(indexes))
        }
    }

    @Test(
        "early or late, in any order and again, certificates give the state and root of logs without those payloads",
        arguments: ViewStoreUnderTest.allCases, ViewStoreLaws.seeds)
    func anyOrder(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        let scope = world.someScope(&random)
        let erasures = Self.erasures(world, &random)
        var left = world
        for (origin, entries) in erasures {
            left.logs = left.logs.without(entries, of: origin)
        }
        let reference = InMemoryViewStore()
        try reference.rebuild(from: left.logs)
        let expected = World.channels.map { reference.stateRoot(of: $0, scope: scope) }
        for _ in 0..<3 {
            try store.with { store in
                var waiting = Array(erasures.enumerated()).shuffled(using: &random)
                func take(_ random: inout SeededGenerator) throws {
                    guard let (number, erasure) = waiting.popLast() else { return }
                    let taken = world.logs.erasure(
                        UInt8(number), erasure.entries, of: erasure.origin)
                    let change = try store.changeNumber()
                    try store.erase(taken)
                    #expect(try store.changeNumber() != change)
                    if random.chance(30) { try store.erase(taken) }
                }
                if random.chance(50) { try take(&random) }
                try world.mergeInPieces(into: store, &random) { _, random in
                    if random.chance(40) { try take(&random) }
                    if random.chance(40) { _ = try store.indexNext(limit: 5, from: world.logs) }
                    if random.chance(20) {
                        _ = try store.stateRoot(of: Alliance.wide, scope: scope)
                    }
                }
                while !waiting.isEmpty { try take(&random) }
                let roots = try World.channels.map { try store.stateRoot(of: $0, scope: scope) }
                #expect(roots == expected, "seed \(seed)")
                try left.check(store, scope: scope, "seed \(seed)")
                #expect(try store.erasureCount() == erasures.count)
                try Self.checkSearch(store, left, scope: scope, "seed \(seed)")
            }
        }
    }

    /// Everything a search finds is said by somebody, and everything said is found.
    private static func checkSearch(
        _ store: any ViewStore, _ world: World, scope: ViewScope, _ comment: Comment
    ) throws {
        while try store.indexNext(limit: 50, from: world.logs).lag > 0 {}
        let reference = InMemoryViewStore()
        try reference.rebuild(from: world.logs)
        while try reference.indexNext(limit: 50, from: world.logs).lag > 0 {}
        for text in ["shop1", "shop", "maison", "example"] {
            func hits(_ store: any ViewStore) throws -> Set<String> {
                let query = SearchQuery(
                    channels: Set(World.channels), term: .words(text), pageSize: 100)
                return Set(
                    try store.search(query, scope: scope, at: World.time).hits
                        .map(\.indicator.value))
            }
            #expect(try hits(store) == hits(reference), comment)
        }
        for channels in [nil, [Alliance.wide], [Alliance.narrow]] as [Set<ChannelID>?] {
            for marking in TLP.allCases {
                let named = try store.named(in: channels, upTo: marking)
                #expect(try named == reference.named(in: channels, upTo: marking), comment)
            }
        }
    }

    @Test("what one member had erased others still say", arguments: ViewStoreUnderTest.allCases)
    func others(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        let shop = try Alliance.domain("shop.example")
        try logs.write(Alliance.report(shop), to: a)
        try logs.write(Alliance.report(shop), to: b)
        let scope = Alliance.everything(logs)
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            try store.erase(logs.erasure(1, EntryRanges([0]), of: a))
            let state = try store.state(
                of: shop, in: [Alliance.wide], scope: scope, at: World.time)
            #expect(state.asserting == [b.member])
            #expect(try store.named() == [shop])
            try store.erase(logs.erasure(2, EntryRanges([0]), of: b))
            #expect(
                try store.state(of: shop, in: [Alliance.wide], scope: scope, at: World.time)
                    .status == .unreported)
            #expect(try store.named().isEmpty)
            #expect(try store.silentEntries()[a]?.absent == 1)
        }
    }

    @Test(
        "a name of which only what is for persons was not erased is found by no program",
        arguments: ViewStoreUnderTest.allCases)
    func openErased(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        let narrow = Alliance.origin("brand-b", "luxury")
        let shop = try Alliance.domain("shop.example")
        try logs.write(Alliance.report(shop, tlp: .green), to: a)
        // More than is read of one log, so that what is older is not among the rows of a search.
        for _ in 0...ViewRow.readOfEachLogMax {
            try logs.write(Alliance.report(shop, tlp: .red), to: a)
        }
        try logs.write(Alliance.report(shop, tlp: .green), to: b)
        try logs.write(Alliance.report(shop, tlp: .green), to: narrow)
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 500, from: logs).lag > 0 {}
            try store.erase(logs.erasure(1, EntryRanges([0]), of: b))
            #expect(try store.named(in: [Alliance.wide], upTo: .amberStrict) == [shop])
            try store.erase(logs.erasure(2, EntryRanges([0]), of: a))
            #expect(try store.named(in: [Alliance.wide], upTo: .amberStrict) == [])
            #expect(try store.named(in: [Alliance.wide]) == [shop])
            #expect(try store.named(in: [Alliance.narrow], upTo: .amberStrict) == [shop])
        }
    }

    @Test(
        "texts that the index is not told are forgotten all the same, and the rest is indexed again",
        arguments: ViewStoreUnderTest.allCases)
    func untold(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let origin = Alliance.origin("brand-a")
        for number in 0..<20 {
            try logs.write(
                Alliance.report(Alliance.domain("shop\(number).example"), note: "note\(number)"),
                to: origin)
        }
        let scope = Alliance.everything(logs)
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            try store.erase(
                ViewErasure(id: .zero, origin: origin, entries: EntryRanges([3..<5])))
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            func hits(_ text: String) throws -> Int {
                try store.search(
                    SearchQuery(channels: [Alliance.wide], term: .words(text), pageSize: 50),
                    scope: scope, at: World.time
                ).hits.count
            }
            #expect(try hits("note3") == 0)
            #expect(try hits("note7") == 1)
            #expect(try hits("shop") == 18)
        }
    }
}
