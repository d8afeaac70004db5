import AllianceNames
import Complaints
import GRDB
import SQLiteStore
import Statements
import Testing

@Suite("Figures that are kept, against those of all states")
struct ComplaintFigureTests {
    private let folder: TemporaryFolder
    private let store: SQLiteComplaintStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteComplaintStore(path: folder.file("complaints.sqlite"))
    }

    static func folded(
        _ states: [CaseState], _ query: FigureQuery
    ) -> [FigureKey: ComplaintFigures] {
        var fold = FigureFold(now: query.now)
        for state in states where query.channels.contains(state.id.origin.channel) {
            guard let filed = state.time.milliseconds else { continue }
            if query.filed.map({ $0.contains(filed) }) ?? true { fold.add(state) }
        }
        return comparable(fold.figures)
    }

    /// A key of which nothing is told says nothing.
    static func comparable(
        _ figures: [FigureKey: ComplaintFigures]
    ) -> [FigureKey: ComplaintFigures] {
        figures.filter { $0.value != ComplaintFigures() }
    }

    @Test(
        "of thousands of cases, at any time, of any channels and any time of filing they are equal")
    func equal() throws {
        var traffic = ComplaintTraffic(seed: 0xca_0001)
        traffic.generate(3_000)
        try traffic.take(into: store)
        let states = traffic.states()
        let day = CaseRules.dayMilliseconds
        let start = ComplaintTraffic.start
        let everything = Set(traffic.channels)
        var queries: [FigureQuery] = []
        for now in [
            0, start + 3 * day, start + 200 * day, start + 200 * day + 1, start + 399 * day,
            start + 4_000 * day,
        ] {
            queries.append(FigureQuery(channels: everything, now: now))
            queries.append(FigureQuery(channels: [traffic.channels[1]], now: now))
        }
        // A month and a bit, whole months, a day, nothing, all and more; most of a month, from both ends and between them,
        // and of the last in which anything was filed.
        let january = start + 17 * day
        for filed in [
            start + 5 * day..<start + 60 * day + 7, january..<january + 59 * day,
            start + 100 * day..<start + 101 * day, start + 9..<start + 9, 0..<UInt64.max,
            january + 2 * day..<january + 30 * day, january..<january + 29 * day,
            january + 3 * day..<january + 31 * day, start + 395 * day..<start + 4_000 * day,
        ] {
            queries.append(
                FigureQuery(channels: everything, filed: filed, now: start + 150 * day))
        }
        queries.append(FigureQuery(channels: [], now: start))
        queries.append(
            FigureQuery(channels: [ChannelID(unchecked: "desk-nobody")], now: start))
        for query in queries {
            let kept = Self.comparable(try store.figures(query))
            let folded = Self.folded(states, query)
            #expect(kept.keys.count == folded.keys.count, "\(query)")
            for (key, figures) in folded { #expect(kept[key] == figures, "\(key) of \(query)") }
        }
        // What it was tried on.
        let all = try #require(
            Self.folded(states, FigureQuery(channels: everything, now: start + 200 * day))[.all])
        #expect(all.cases > 2_000 && all.casesDue < all.cases && all.due < all.listings)
        #expect(all.counterNoticesUpheld > 0 && all.appealsUpheld > 0 && all.withdrawn > 0)
        #expect(all.seizedValue.count == 2 && all.returned > 0 && all.proactive > 0)
        #expect(all.affirmed > 0 && all.affirmed < all.secondLooks)
        #expect(all.counterNoticesConceded > 0)
    }

    @Test("a file with figures of the form before is brought up, and has those of the states again")
    func upgraded() throws {
        var traffic = ComplaintTraffic(seed: 0xca_0004, channels: 2)
        traffic.generate(50, days: 40)
        try traffic.take(into: store)
        let now = ComplaintTraffic.start + 30 * CaseRules.dayMilliseconds
        let query = FigureQuery(channels: Set(traffic.channels), now: now)
        try store.close()
        let path = folder.file("complaints.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            // Nothing that this version can read.
            try db.execute(
                sql: """
                    UPDATE figure SET parts = x'ff'; UPDATE cell SET figures = x'ff';
                    PRAGMA user_version = 2
                    """)
        }
        try queue.close()
        let again = try SQLiteComplaintStore(path: path)
        while try !again.refresh().isEmpty {}
        #expect(
            Self.comparable(try again.figures(query)) == Self.folded(traffic.states(), query))
        try again.close()
    }

    @Test(
        "they follow what is said later, in parts, and are those of no case when all is taken out")
    func follow() throws {
        var traffic = ComplaintTraffic(seed: 0xca_0002, channels: 2)
        traffic.generate(300, days: 40)
        try traffic.settle(in: store)
        let now = ComplaintTraffic.start + 30 * CaseRules.dayMilliseconds
        let query = FigureQuery(channels: Set(traffic.channels), now: now)
        var random = SeededGenerator(seed: 0xca_0003)
        var sizes = traffic.logs.mapValues { _ in 0 }
        while let log = sizes.keys.sorted().filter({ sizes[$0] != traffic.logs[$0]?.count })
            .randomElement(using: &random)
        {
            let said = traffic.logs[log] ?? []
            let from = sizes[log] ?? 0
            let end = min(said.count, from + Int.random(in: 1...150, using: &random))
            try store.take(
                Array(said[from..<end]), of: log, in: UInt64(from)..<UInt64(end))
            sizes[log] = end
            if Bool.random(using: &random) { while try !store.refresh().isEmpty {} }
        }
        while try !store.refresh().isEmpty {}
        #expect(
            Self.comparable(try store.figures(query)) == Self.folded(traffic.states(), query))
        try store.takeAgain(traffic.logs.keys.sorted(), takenOutCount: 1)
        while try !store.refresh().isEmpty {}
        #expect(try store.figures(query) == [:])
        #expect(try store.count() == 0)
        try traffic.take(into: store)
        #expect(
            Self.comparable(try store.figures(query)) == Self.folded(traffic.states(), query))
    }
}
