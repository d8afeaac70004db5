import AllianceNames
import CRDT
import MergedView
import Roster
import Simulation
import Statements
import Testing

@Suite("facets", .timeLimit(.minutes(30)))
struct SearchFacetsLaws {
    private static let now: UInt64 = 1_500_000

    private static let marketplaces = ["bazario", "shopee", "taobao"]
    private static let marks = ["Verel", "VEREL", "Hermès", "Maison Q"]

    /// Some members' words on few identifiers in two channels, drawn from a seed.
    private static func logs(_ random: inout SeededGenerator) throws -> WrittenLogs {
        var logs = WrittenLogs()
        let indicators =
            try (0..<5).map { try Alliance.domain("shop\($0).example") }
            + (0..<3).map { try Indicator(.phone, parsing: "+44 7700 90077\($0)") }
            + [try Indicator(.email, parsing: "sales@shop.example")]
        let origins = ["brand-a", "brand-b", "brand-c"].flatMap { member in
            ["alliance", "luxury"].map { Alliance.origin(member, $0) }
        }
        for _ in 0..<Int.random(in: 10...70, using: &random) {
            let (origin, indicator) = (random.pick(origins), random.pick(indicators))
            let time = UInt64.random(in: 0...1_000_000, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                try logs.write(
                    Alliance.report(
                        indicator, confidence: .random(in: 0...100, using: &random),
                        marks: marks.filter { _ in random.chance(30) },
                        marketplace: random.chance(60) ? random.pick(marketplaces) : nil,
                        validUntil: random.chance(20)
                            ? .random(in: 0...2_000_000, using: &random) : nil,
                        tlp: random.pick(TLP.allCases),
                        note: random.chance(40) ? "bags" : "shoes"), to: origin, at: time)
            case 6:
                try logs.write(
                    Alliance.object(indicator, text: "no bags here"), to: origin, at: time)
            case 7:
                let other = random.pick(indicators)
                guard other != indicator else { continue }
                try logs.write(
                    Alliance.link(indicator, other, evidence: "same bags"), to: origin, at: time)
            default:
                let size = UInt64(logs.logs[origin]?.count ?? 0)
                guard size > 0 else { continue }
                let dot = StatementDot(log: origin, index: .random(in: 0..<size, using: &random))
                try logs.write(Alliance.takeBack(dot), to: origin, at: time)
            }
        }
        return logs
    }

    private static func someQuery(_ random: inout SeededGenerator) -> SearchQuery {
        let terms: [SearchQuery.Term?] = [
            nil, .words("bags"), .words("shop"), .prefix("shop"), .prefix("+4"),
            .exact("shop1.example"), .anything("shop1.example"), .anything("bags"),
        ]
        var query = SearchQuery(
            channels: random.chance(60) ? [Alliance.wide, Alliance.narrow] : [Alliance.wide],
            term: random.pick(terms), pageSize: 1_000)
        if random.chance(20) { query.types = [.domain] }
        if random.chance(20) { query.members = [MemberID(unchecked: "brand-a")] }
        if random.chance(20) { query.marketplaces = ["shopee", "bazario"] }
        if random.chance(20) { query.marks = ["verel"] }
        if random.chance(30) { query.statuses = [.active, .withdrawn, .disputed] }
        if random.chance(10) { query.statuses = [.unreported, .expired] }
        if random.chance(20) { query.confirmation = random.pick(Confirmation.allCases) }
        if random.chance(20) { query.confidence = [0...49, 80...100] }
        if random.chance(20) { query.markings = [.amber, .green, .clear] }
        return query
    }

    @Test(
        "each figure is how many hits the search has that is narrowed to it",
        arguments: ViewStoreUnderTest.allCases, 1...12 as ClosedRange<UInt64>)
    func figures(store: ViewStoreUnderTest, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let logs = try Self.logs(&random)
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            var scope = Alliance.everything(logs)
            if random.chance(40) { scope.suspended = [MemberID(unchecked: "brand-b")] }
            if random.chance(50) { scope.markingMax = .amber }
            for origin in logs.origins where random.chance(50) { scope.witnessed[origin] = 5 }
            for _ in 0..<10 {
                try check(Self.someQuery(&random), store, scope)
            }
        }
    }

    private func check(
        _ query: SearchQuery, _ store: any ViewStore, _ scope: ViewScope
    ) throws {
        func hits(_ narrow: (inout SearchQuery) -> Void) throws -> Int {
            var query = query
            narrow(&query)
            return try store.search(query, scope: scope, at: Self.now).hits.count
        }
        let facets = try store.facets(of: query, scope: scope, at: Self.now)
        #expect(facets.isComplete)
        let all = try store.search(query, scope: scope, at: Self.now).hits
        #expect(facets.total == all.count, "\(query)")
        // What is not told has no hits: every value that there is, is asked for.
        for type in IndicatorType.allCases where query.types.isEmpty || query.types.contains(type) {
            #expect(try facets.types[type] ?? 0 == hits { $0.types = [type] }, "\(type) \(query)")
        }
        if query.members.isEmpty {
            for name in ["brand-a", "brand-b", "brand-c", "brand-d"] {
                let member = MemberID(unchecked: name)
                #expect(
                    try facets.members[member] ?? 0 == hits { $0.members = [member] },
                    "\(name) \(query)")
            }
        }
        for channel in query.channels {
            #expect(
                try facets.channels[channel] ?? 0 == hits { $0.channels = [channel] },
                "\(channel) \(query)")
        }
        for place in query.marketplaces.isEmpty ? Set(Self.marketplaces) : query.marketplaces {
            #expect(
                try facets.marketplaces[place] ?? 0 == hits { $0.marketplaces = [place] },
                "\(place) \(query)")
        }
        if query.marks.isEmpty {
            #expect(Set(facets.marks.keys).isSubset(of: Self.marks))
            for (mark, count) in facets.marks {
                #expect(try count == hits { $0.marks = [mark] }, "\(mark) \(query)")
            }
            #expect(
                try (facets.marks["Hermès"] != nil) == (hits { $0.marks = ["hermes"] } > 0))
        }
        for status in IndicatorStatus.allCases
        where query.statuses.isEmpty
            ? ![.withdrawn, .outOfScope, .unreported].contains(status)
            : query.statuses.contains(status)
        {
            #expect(
                try facets.statuses[status] ?? 0 == hits { $0.statuses = [status] },
                "\(status) \(query)")
        }
        for confirmation in Confirmation.allCases
        where query.confirmation == nil || query.confirmation == confirmation {
            #expect(
                try facets.confirmations[confirmation] ?? 0
                    == hits { $0.confirmation = confirmation }, "\(confirmation) \(query)")
        }
        for marking in TLP.allCases
        where query.markings.isEmpty || query.markings.contains(marking) {
            #expect(
                try facets.markings[marking] ?? 0 == hits { $0.markings = [marking] },
                "\(marking) \(query)")
        }
        if query.confidence.isEmpty {
            for band in [0...49, 50...79, 80...100] {
                let count = facets.confidences.filter { band.contains($0.key) }.values
                    .reduce(0, +)
                #expect(try count == hits { $0.confidence = [band] }, "\(band) \(query)")
            }
        }
    }

    @Test("what is new is what was said since", arguments: ViewStoreUnderTest.allCases)
    func new(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        func report(_ name: String, _ note: String, to origin: LogOrigin, at time: UInt64) throws {
            try logs.write(Alliance.report(Alliance.domain(name), note: note), to: origin, at: time)
        }
        try report("old.example", "bags", to: a, at: 5_000)
        try report("seen.example", "bags", to: a, at: 6_000)
        try store.with { store in
            func count(_ term: SearchQuery.Term?, since: ViewFrontier) throws -> Int {
                let new = try store.newHits(
                    of: SearchQuery(channels: [Alliance.wide], term: term), since: since,
                    scope: Alliance.everything(logs), at: Self.now)
                #expect(new.isComplete)
                return new.count
            }
            func index() throws {
                try store.rebuild(from: logs)
                while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            }
            try index()
            let before = try store.textFrontier()
            #expect(try count(.words("bags"), since: before) == 0)
            #expect(try count(.words("bags"), since: ViewFrontier()) == 2)
            // What comes late, and says that it is old, is new all the same.
            try report("late.example", "bags", to: b, at: 1_000)
            try report("seen.example", "bags again", to: b, at: 7_000)
            try report("other.example", "shoes", to: b, at: 8_000)
            try logs.write(Alliance.takeBack(StatementDot(log: a, index: 0)), to: a, at: 9_000)
            try index()
            #expect(try count(.words("bags"), since: before) == 2)
            #expect(try count(nil, since: before) == 3)
            #expect(try count(.prefix("s"), since: before) == 1)
            #expect(try count(.prefix("o"), since: before) == 1)
            #expect(try count(.exact("seen.example"), since: before) == 1)
            #expect(try count(.exact("old.example"), since: before) == 0)
            #expect(try count(.anything("late.example"), since: before) == 1)
            #expect(try count(.words("bags"), since: store.textFrontier()) == 0)
        }
    }

    @Test("counts so many and no more, and says so", arguments: ViewStoreUnderTest.allCases)
    func bounded(store: ViewStoreUnderTest) throws {
        for count in [SearchFacets.hitsMax, SearchFacets.hitsMax + 1] {
            var logs = WrittenLogs()
            for number in 0..<count {
                try logs.write(
                    Alliance.report(
                        Alliance.domain("shop\(number).example"),
                        marketplace: number == 0 ? "bazario" : "shopee"),
                    to: Alliance.origin("brand-a"), at: UInt64(number) * 1_000)
            }
            try store.with { store in
                try store.rebuild(from: logs)
                while try store.indexNext(limit: 500, from: logs).lag > 0 {}
                for term in [nil, SearchQuery.Term.words("example"), .prefix("shop")] {
                    let facets = try store.facets(
                        of: SearchQuery(channels: [Alliance.wide], term: term),
                        scope: Alliance.everything(logs), at: Self.now)
                    #expect(facets.total == SearchFacets.hitsMax)
                    #expect(facets.isComplete == (count == SearchFacets.hitsMax))
                    #expect(facets.types == [.domain: SearchFacets.hitsMax])
                }
            }
        }
    }

    @Test(
        "one identifier of which much is said ends the counting too",
        arguments: ViewStoreUnderTest.allCases)
    func rows(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let shop = try Alliance.domain("shop.example")
        for number in 0..<(ViewRow.readOfEachLogMax + 50) {
            try logs.write(
                Alliance.report(shop), to: Alliance.origin("brand-a"), at: UInt64(number) * 1_000)
        }
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 500, from: logs).lag > 0 {}
            let facets = try store.facets(
                of: SearchQuery(channels: [Alliance.wide]), scope: Alliance.everything(logs),
                at: Self.now)
            #expect(facets.total == 1)
            #expect(!facets.isComplete)
        }
    }
}
