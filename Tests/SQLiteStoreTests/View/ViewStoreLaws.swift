import AllianceNames
import CRDT
import MergedView
import Roster
import Statements
import Testing
import TransparencyLog

@Suite("the merged view, against a naive model")
struct ViewStoreLaws {
    static let seeds: [UInt64] = Array(1...12)

    @Test(
        "any order and grouping of log prefixes gives the same states and roots",
        arguments: ViewStoreUnderTest.allCases, seeds)
    func anyOrder(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        let scope = world.someScope(&random)
        let reference = InMemoryViewStore()
        try reference.rebuild(from: world.logs)
        let expected = World.channels.map { reference.stateRoot(of: $0, scope: scope) }
        for _ in 0..<3 {
            try store.with { store in
                try world.mergeInPieces(into: store, &random)
                #expect(try store.frontier() == world.logs.sizes(), "seed \(seed)")
                let roots = try World.channels.map { try store.stateRoot(of: $0, scope: scope) }
                #expect(roots == expected, "seed \(seed)")
                try world.check(store, scope: scope, "seed \(seed)")
            }
        }
    }

    @Test(
        "a batch that was merged is refused and leaves no trace",
        arguments: ViewStoreUnderTest.allCases, seeds.prefix(4))
    func repetition(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        let scope = Alliance.everything(world.logs)
        try store.with { store in
            let origin = random.pick(world.logs.origins)
            let size = world.logs.sizes()[origin]
            let batch = try world.logs.batch(of: origin, 0..<size)
            try store.merge([batch])
            let before = try store.stateRoot(of: origin.channel, scope: scope)
            #expect {
                try store.merge([batch])
            } throws: { error in
                error as? MergedViewError
                    == .notAtFrontier(origin: origin, frontier: size, start: 0)
            }
            #expect(try store.frontier()[origin] == size)
            #expect(try store.stateRoot(of: origin.channel, scope: scope) == before)
        }
    }

    @Test(
        "the change number is another after each merge and each beginning anew, and stays where nothing changed",
        arguments: ViewStoreUnderTest.allCases)
    func changeNumber(store: ViewStoreUnderTest) throws {
        var random = SeededGenerator(seed: 7)
        let world = try World(&random)
        try store.with { store in
            var seen: Set<UInt64> = [try store.changeNumber()]
            for origin in world.logs.origins {
                try store.merge([try world.logs.batch(of: origin, 0..<world.logs.sizes()[origin])])
                #expect(seen.insert(try store.changeNumber()).inserted)
            }
            _ = try store.stateRoot(of: Alliance.wide, scope: Alliance.everything(world.logs))
            #expect(seen.contains(try store.changeNumber()))
            try store.erase()
            #expect(seen.insert(try store.changeNumber()).inserted)
        }
    }

    @Test(
        "what a thief writes behind a log's end, or behind its quota, hides nothing of what counts",
        arguments: ViewStoreUnderTest.allCases, [true, false])
    func behindTheEnd(store: ViewStoreUnderTest, isEnded: Bool) throws {
        var logs = WrittenLogs()
        let (shop, stolen, other) = (
            try Alliance.domain("shop.example"), Alliance.origin("brand-a"),
            Alliance.origin("brand-b")
        )
        for _ in 0..<3 { try logs.write(Alliance.report(shop), to: stolen) }
        for _ in 0...(2 * ViewRow.readOfEachLogMax) {
            try logs.write(Alliance.report(shop), to: stolen)
        }
        try logs.write(Alliance.report(shop), to: other)
        var scope = Alliance.everything(logs)
        if isEnded {
            scope.logs[stolen] = .until(size: 3, root: .zero)
        } else {
            scope.quotas = Roster.Quotas(entriesPerLog: 3, retractionsPerLog: 3)
        }
        /// The reports that count, where so many entries of the log are held.
        func counted(_ held: UInt64) throws -> [StatementDot] {
            try store.with { store in
                try store.merge([logs.batch(of: stolen, 0..<held), logs.batch(of: other, 0..<1)])
                let state = try store.state(
                    of: shop, in: [Alliance.wide], scope: scope, at: World.time)
                return state.reports.filter { $0.standing == .live }.flatMap(\.dots)
            }
        }
        let late = try counted(3)
        #expect(late.count == 4)
        #expect(try counted(logs.sizes()[stolen]) == late)
    }

    @Test(
        "what is behind the rows that are read of a log is found backwards, as much as is asked for",
        arguments: ViewStoreUnderTest.allCases)
    func olderRows(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let (shop, other) = (
            try Alliance.domain("shop.example"), try Alliance.domain("other.example")
        )
        let (loud, quiet) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        for _ in 0..<7 { try logs.write(Alliance.report(shop), to: loud) }
        try logs.write(Alliance.report(other), to: loud)
        try logs.write(Alliance.report(shop), to: quiet)
        try store.with { store in
            try store.merge([logs.batch(of: loud, 0..<8), logs.batch(of: quiet, 0..<1)])
            func older(than index: EntryIndex, _ limit: Int, of log: LogOrigin) throws -> [UInt64] {
                try store.rows(underHash: shop.keyHash, of: log, before: index, limit: limit)
                    .map { row in
                        #expect(row.dot.log == log)
                        return row.dot.index
                    }
            }
            #expect(try older(than: 5, 3, of: loud) == [4, 3, 2])
            #expect(try older(than: 2, 100, of: loud) == [1, 0])
            #expect(try older(than: 0, 100, of: loud).isEmpty)
            #expect(try older(than: .max, 100, of: loud) == [6, 5, 4, 3, 2, 1, 0])
            #expect(try older(than: 8, 100, of: quiet) == [0])
            #expect(try older(than: 8, 100, of: Alliance.origin("nobody")).isEmpty)
        }
    }

    @Test(
        "the rows of many keys in one call are those of each key by itself",
        arguments: ViewStoreUnderTest.allCases, seeds.prefix(4))
    func manyKeys(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        try store.with { store in
            try world.mergeInPieces(into: store, &random)
            let absent = try Alliance.domain("nobody.example").keyHash
            let hashes = Set(world.indicators.map(\.keyHash) + [absent])
            for channels in [nil, [Alliance.wide], []] as [Set<ChannelID>?] {
                let scope = random.chance(70) ? world.someScope(&random) : nil
                let found = try store.rows(underHashes: hashes, in: channels, scope: scope)
                #expect(found[absent] == nil)
                for hash in hashes {
                    let rows = try store.rows(underHash: hash, in: channels, scope: scope)
                    #expect(found[hash] ?? [] == rows, "seed \(seed)")
                }
            }
        }
    }

    @Test(
        "roots kept up merge by merge are those of a view built afresh",
        arguments: ViewStoreUnderTest.allCases, seeds)
    func incremental(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        try store.with { store in
            try world.mergeInPieces(into: store, &random) { frontier, random in
                guard random.chance(40) else { return }
                let scope = world.someScope(&random)
                let fresh = InMemoryViewStore()
                for origin in frontier.logs {
                    try fresh.merge([world.logs.batch(of: origin, 0..<frontier[origin])])
                }
                for channel in World.channels {
                    let kept = try store.stateRoot(of: channel, scope: scope)
                    let computed = fresh.stateRoot(of: channel, scope: scope)
                    #expect(kept == computed, "seed \(seed)")
                }
            }
        }
    }

    @Test(
        "rosters and quarantines in any order change what counts, and leave no trace",
        arguments: ViewStoreUnderTest.allCases, seeds)
    func scopes(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        try store.with { store in
            try store.rebuild(from: world.logs)
            var scopes = (0..<5).map { _ in world.someScope(&random) }
            scopes.append(scopes[0])
            var first: [StateRoot] = []
            for (place, scope) in scopes.enumerated() {
                let roots = try World.channels.map { try store.stateRoot(of: $0, scope: scope) }
                if place == 0 { first = roots }
                if place == scopes.count - 1 { #expect(roots == first, "seed \(seed)") }
                try world.check(store, scope: scope, "seed \(seed)")
            }
        }
    }

    @Test(
        "a rebuilt view has the same roots and states",
        arguments: ViewStoreUnderTest.allCases, seeds)
    func rebuild(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let world = try World(&random)
        let scope = world.someScope(&random)
        try store.with { store in
            try world.mergeInPieces(into: store, &random)
            let before = try World.channels.map { try store.stateRoot(of: $0, scope: scope) }
            let silent = try store.silentEntries()
            try store.rebuild(from: world.logs)
            let after = try World.channels.map { try store.stateRoot(of: $0, scope: scope) }
            #expect(before == after, "seed \(seed)")
            #expect(try store.silentEntries() == silent, "seed \(seed)")
            try world.check(store, scope: scope, "seed \(seed)")
        }
    }

    @Test(
        "past a log's quota statements do not count, retractions do for a while, and a raised quota brings them in",
        arguments: ViewStoreUnderTest.allCases)
    func quotas(store: ViewStoreUnderTest) throws {
        let origin = Alliance.origin("brand-a")
        var logs = WrittenLogs()
        let shops = try (0..<4).map { try Alliance.domain("shop\($0).example") }
        let dots = try shops.map { try logs.write(Alliance.report($0), to: origin) }
        try logs.write(Alliance.takeBack(dots[0]), to: origin)
        try logs.write(Alliance.takeBack(dots[1]), to: origin)
        var scope = Alliance.everything(logs)
        try store.with { store in
            try store.rebuild(from: logs)
            func statuses(_ entries: UInt64, _ retractions: UInt64) throws -> [IndicatorStatus] {
                scope.quotas = Roster.Quotas(
                    entriesPerLog: entries, retractionsPerLog: retractions)
                return try shops.map {
                    try store.state(of: $0, in: [Alliance.wide], scope: scope, at: 1).status
                }
            }
            let wide = try store.stateRoot(of: Alliance.wide, scope: scope).description
            let all: [IndicatorStatus] = [.withdrawn, .withdrawn, .active, .active]
            #expect(try statuses(.max, .max) == all)
            #expect(try statuses(3, 2) == [.withdrawn, .active, .active, .outOfScope])
            let narrow = try store.stateRoot(of: Alliance.wide, scope: scope).description
            #expect(narrow != wide)
            #expect(try statuses(3, 3) == [.withdrawn, .withdrawn, .active, .outOfScope])
            #expect(try statuses(3, 0) == [.active, .active, .active, .outOfScope])
            #expect(try statuses(6, 0) == all)
            #expect(
                try store.stateRoot(of: Alliance.wide, scope: scope).description == wide,
                "a raised quota leaves no trace")
        }
    }

    @Test(
        "two views differ in their roots as soon as they differ in what counts",
        arguments: ViewStoreUnderTest.allCases, seeds.prefix(4))
    func rootsTell(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = try World(&random)
        let origin = Alliance.origin("brand-a")
        try store.with { store in
            try store.rebuild(from: world.logs)
            let scope = Alliance.everything(world.logs)
            var roots: Set<String> = [
                try store.stateRoot(of: Alliance.wide, scope: scope).description
            ]
            let dot = try world.logs.write(
                Alliance.report(Alliance.domain("new.example")), to: origin)
            try store.catchUp(with: world.logs)
            roots.insert(try store.stateRoot(of: Alliance.wide, scope: scope).description)
            #expect(roots.count == 2, "seed \(seed)")
            try world.logs.write(Alliance.takeBack(dot), to: origin)
            try store.catchUp(with: world.logs)
            let back = try store.stateRoot(of: Alliance.wide, scope: scope).description
            #expect(roots.contains(back), "seed \(seed): as before it was said")
        }
    }
}
