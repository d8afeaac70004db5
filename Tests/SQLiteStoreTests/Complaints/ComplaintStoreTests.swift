import AllianceNames
import Complaints
import Foundation
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("What is kept of complaints")
struct ComplaintStoreTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteComplaintStore
    private static let channel = ChannelID(unchecked: "desk-b0")
    private static let hour = ComplaintTraffic.hour
    private static let start = ComplaintTraffic.start

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("complaints.sqlite")
        store = try SQLiteComplaintStore(path: path)
    }

    private static func complaint(_ number: Int, note: String = "") -> ComplaintStatement {
        .complaint(
            Complaint(
                right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                listings: [ComplaintTraffic.listing("taobao", number)],
                goodFaithStatement: "We believe so in good faith.", declaredBy: "A. Aurum",
                explanation: note))
    }

    private static func decision(_ id: EntryReference) -> ComplaintStatement {
        .decision(
            ComplaintDecision(
                of: id, parts: [.init(listings: [0], verdict: .takeDown, reasons: ["clear"])],
                maker: .automatic))
    }

    private func refreshed() throws -> Set<EntryReference> {
        var all: Set<EntryReference> = []
        while true {
            let some = try store.refresh()
            guard !some.isEmpty else { return all }
            all.formUnion(some)
        }
    }

    // MARK: Arrival

    @Test(
        "whatever arrives first, of statements, standings and confirmations, it comes to the same")
    func anyOrder() throws {
        var random = SeededGenerator(seed: 0xca_0021)
        var traffic = ComplaintTraffic(seed: 0xca_0022, channels: 2)
        traffic.generate(120, days: 10)
        let readings = traffic.readings()
        for round in 0..<6 {
            let store = try SQLiteComplaintStore(path: folder.file("round\(round).sqlite"))
            // How far each log came, and which of its entries are confirmed here.
            var taken = traffic.logs.mapValues { _ in 0 }
            var steps: [() throws -> Void] = [{ try traffic.settle(in: store) }]
            for (log, said) in traffic.logs.sorted(by: { $0.key < $1.key }) {
                for start in stride(from: 0, to: said.count, by: 1 + Int(random.next() % 40)) {
                    // Steps of one log come in its order.
                    steps.insert(
                        {
                            let from = taken[log] ?? 0
                            let end = min(said.count, start + 40)
                            guard from < end else { return }
                            let pending = said[from..<end].map {
                                TakenStatement(index: $0.index, said: $0.said, time: .pending)
                            }
                            let isTaken = try store.take(
                                pending, of: log, in: UInt64(from)..<UInt64(end))
                            #expect(isTaken)
                            taken[log] = end
                        }, at: Int.random(in: 0...steps.count, using: &random))
                }
            }
            for step in steps {
                try step()
                if Bool.random(using: &random) { while try !store.refresh().isEmpty {} }
            }
            for (log, said) in traffic.logs.shuffled(using: &random) {
                let from = taken[log] ?? 0
                if from < said.count {
                    try store.take(
                        Array(said[from...]), of: log, in: UInt64(from)..<UInt64(said.count))
                }
                let times = said.compactMap { one in
                    one.time.milliseconds.map { (one.index..<one.index + 1, $0) }
                }
                // A later quorum is known first.
                try store.confirm(
                    times.map { (entries: $0.0, milliseconds: $0.1 + 77_000) }, of: log,
                    cosigned: "1")
                if Bool.random(using: &random) { while try !store.refresh().isEmpty {} }
                try store.confirm(
                    times.map { (entries: $0.0, milliseconds: $0.1) }, of: log, cosigned: "2")
            }
            while try !store.refresh().isEmpty {}
            for (id, reading) in readings {
                let kept = try store.reading(of: id) ?? .complaintAbsent
                #expect(kept == reading, "round \(round), \(id)")
            }
            let query = FigureQuery(
                channels: Set(traffic.channels), now: Self.start + 9 * CaseRules.dayMilliseconds)
            #expect(
                ComplaintFigureTests.comparable(try store.figures(query))
                    == ComplaintFigureTests.folded(traffic.states(), query), "round \(round)")
            try store.close()
        }
    }

    @Test(
        "what a log says beyond where it counts, and who speaks as the platform, may change again")
    func standings() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            Self.complaint(1), in: Self.channel, isPlatform: false, at: Self.start)
        traffic.say(Self.decision(id), in: Self.channel, isPlatform: true, at: Self.start + 1_000)
        try traffic.take(into: store)
        let (brand, platform) = (
            id.origin, ComplaintTraffic.log(Self.channel, isPlatform: true)
        )
        func stage() throws -> ListingStage? {
            try store.page(ComplaintQuery(channels: [Self.channel])).complaints.first?.stages.keys
                .first
        }
        #expect(try stage() == .takenDown)
        try store.settle([platform: (counted: 0, isPlatform: true)])
        #expect(try refreshed() == [id])
        #expect(try stage() == .filed)
        try store.settle([platform: (counted: 1, isPlatform: true)])
        #expect(try refreshed() == [id])
        #expect(try stage() == .takenDown)
        // What counts there already changes nothing.
        try store.settle([platform: (counted: 1, isPlatform: true)])
        #expect(try refreshed().isEmpty)
        try store.settle([platform: (counted: 1, isPlatform: false)])
        #expect(try refreshed() == [id])
        #expect(try stage() == .filed)
        try store.settle([brand: (counted: 0, isPlatform: false)])
        #expect(try refreshed() == [id])
        #expect(try stage() == nil && store.reading(of: id) == nil)
    }

    @Test("a statement counts in the courses of its own channel only")
    func ownChannel() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 2)
        let id = traffic.say(
            Self.complaint(1), in: Self.channel, isPlatform: false, at: Self.start)
        traffic.say(Self.decision(id), in: traffic.channels[1], isPlatform: true, at: Self.start)
        try traffic.take(into: store)
        #expect(try store.reading(of: id)?.state?.listings[0].stage == .filed)
    }

    @Test("who comes second with the same entries changes nothing")
    func second() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            Self.complaint(1), in: Self.channel, isPlatform: false, at: Self.start)
        try traffic.take(into: store)
        let said = [
            TakenStatement(index: 0, said: Self.complaint(2), time: .witnessed(Self.start))
        ]
        #expect(try !store.take(said, of: id.origin, in: 0..<1))
        #expect(
            try store.reading(of: id)?.state?.listings[0].listing
                == ComplaintTraffic.listing("taobao", 1))
    }

    // MARK: This node's own

    @Test("what was noted is kept when all else is made again, but not for another complaint")
    func noted() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            Self.complaint(1), in: Self.channel, isPlatform: false, at: Self.start)
        try traffic.take(into: store)
        #expect(try store.unjudged(limit: 10).complaints == [id])
        let seller = try Indicator(.sellerAccount, parsing: "taobao:bagshop")
        var judgement = ListingJudgement(
            place: 0, review: .unclear, harm: 70, table: "7",
            contributions: [
                .init(feature: "price", logOddsThousandths: -1_200, isDisclosable: false)
            ],
            capture: ListingCapture(
                title: "手袋 \"Aurum\"", images: [Digest.sha256([1])], priceMinorUnits: 900,
                currency: "EUR", seller: seller, capturedAt: 5, niceClasses: [18],
                countries: ["DE"]))
        judgement.capture?.offer = .init(
            quantity: 400, marketMinorUnits: 120_000, sellerSince: 3, sellerSales: 9)
        judgement.capture?.likenesses = [
            .sha256([1]): try Indicator(.imagePDQ, parsing: String(repeating: "a5", count: 32))
        ]
        try store.note([judgement], of: id)
        #expect(try store.unjudged(limit: 10).complaints.isEmpty)
        #expect(try store.judgements(of: id) == [judgement])
        var query = ReviewQuery(channels: [Self.channel], now: Self.start)
        query.kinds = [.decision]
        let item = try #require(try store.queue(query).first)
        #expect(item.harm == 70 && item.reason == .unclear && item.seller == seller)

        try store.takeAgain([id.origin], takenOutCount: 1)
        #expect(try refreshed() == [id])
        #expect(try store.judgements(of: id).isEmpty)
        try traffic.take(into: store)
        #expect(try store.judgements(of: id) == [judgement])
        #expect(try store.queue(query).first?.harm == 70)
        // Another branch has another complaint in its place.
        try store.takeAgain([id.origin], takenOutCount: 2)
        try store.take(
            [TakenStatement(index: 0, said: Self.complaint(2), time: .witnessed(Self.start))],
            of: id.origin, in: 0..<1)
        #expect(try refreshed() == [id])
        #expect(try store.judgements(of: id).isEmpty)
        #expect(try store.queue(query).first?.harm == 0)
    }

    @Test("what is said while somebody judges is to be judged again")
    func judgedMeanwhile() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            Self.complaint(1), in: Self.channel, isPlatform: false, at: Self.start)
        try traffic.take(into: store)
        let asked = try store.unjudged(limit: 10)
        #expect(asked.complaints == [id])
        let request = EvidenceRequest(
            on: id, text: "photographs", due: Self.start + 9 * Self.hour)
        try store.take(
            [
                TakenStatement(
                    index: 0, said: .evidenceRequest(request), time: .witnessed(Self.start))
            ], of: ComplaintTraffic.log(Self.channel, isPlatform: true), in: 0..<1)
        try store.settle([
            ComplaintTraffic.log(Self.channel, isPlatform: true): (
                counted: 100, isPlatform: true
            )
        ])
        #expect(try refreshed() == [id])
        try store.note([ListingJudgement(place: 0)], of: id, asOf: asked.version)
        #expect(try store.unjudged(limit: 10).complaints == [id])
        try store.note([ListingJudgement(place: 0)], of: id, asOf: store.version())
        #expect(try store.unjudged(limit: 10).complaints.isEmpty)
    }

    @Test("a sample of automatic decisions is looked at until a person has decided again")
    func sample() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let id = traffic.say(
            Self.complaint(1), in: Self.channel, isPlatform: false, at: Self.start)
        traffic.say(Self.decision(id), in: Self.channel, isPlatform: true, at: Self.start)
        try traffic.take(into: store)
        var query = ReviewQuery(channels: [Self.channel], now: Self.start)
        #expect(try store.queue(query).isEmpty)
        try store.note([ListingJudgement(place: 0, harm: 3, isAuditSample: true)], of: id)
        let item = try #require(try store.queue(query).first)
        #expect(item.kind == .sample && item.stage == .takenDown && item.due == nil)
        query.kinds = [.decision, .objection]
        #expect(try store.queue(query).isEmpty)
        let again = ComplaintStatement.decision(
            ComplaintDecision(
                of: id, parts: [.init(listings: [0], verdict: .takeDown, reasons: ["clear"])],
                maker: .person("r1")))
        try store.take(
            [TakenStatement(index: 1, said: again, time: .witnessed(Self.start))],
            of: ComplaintTraffic.log(Self.channel, isPlatform: true), in: 1..<2)
        #expect(try refreshed() == [id])
        #expect(try store.reading(of: id)?.state?.listings[0].isAffirmed == true)
        #expect(try store.queue(ReviewQuery(channels: [Self.channel], now: 0)).isEmpty)
    }

    // MARK: Deadlines

    private struct Stopped: Error {}

    @Test("deadlines fire as a ledger has them: each once, none lost, through restarts")
    func deadlines() throws {
        var traffic = ComplaintTraffic(seed: 0xca_0031, channels: 2)
        traffic.generate(60, days: 5)
        try traffic.take(into: store)
        var ledger = DeadlineLedger()
        let all = traffic.states().flatMap { $0.deadlines() }
        var store = store
        var fired = 0
        for hours in [0, 1, 30, 30, 12, 100, 140, 6_000] as [UInt64] {
            let now = Self.start + hours * Self.hour
            if all.contains(where: { $0.time <= now && !ledger.fired.contains($0.id) }) {
                #expect(throws: Stopped.self) {
                    _ = try store.fire(now: now, limit: 100_000) { _ in throw Stopped() }
                }
            }
            let (due, wakeAt) = ledger.fire(all, now: now)
            var told: [Deadline] = []
            var next: UInt64?
            repeat {
                next = try store.fire(now: now, limit: 37) { told += $0 }
            } while next.map { $0 <= now } ?? false
            #expect(told == due, "\(hours)")
            #expect(next == wakeAt, "\(hours)")
            fired += told.count
            try store.close()
            store = try SQLiteComplaintStore(path: path)
        }
        #expect(fired == all.count && fired > 100)
        // Made again, they stay fired.
        try store.takeAgain(traffic.logs.keys.sorted(), takenOutCount: 1)
        try traffic.take(into: store)
        #expect(try store.fire(now: .max, limit: 10) { _ in throw Stopped() } == nil)
    }

    // MARK: Erasure

    @Test("what is erased is in no row, no list, no figure and no byte of the file")
    func erasure() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let secret = "xqvonne zwiebel sells from her kitchen"
        let gone = traffic.say(
            Self.complaint(1, note: secret), in: Self.channel, isPlatform: false, at: Self.start)
        let stays = traffic.say(
            Self.complaint(2), in: Self.channel, isPlatform: false, at: Self.start)
        traffic.say(Self.decision(gone), in: Self.channel, isPlatform: true, at: Self.start)
        try traffic.take(into: store)
        let capture = ListingCapture(title: secret, capturedAt: 1, countries: [])
        try store.note([ListingJudgement(place: 0, capture: capture)], of: gone)
        func held() throws -> Bool {
            try ["", "-wal"].contains { suffix in
                guard FileManager.default.fileExists(atPath: path + suffix) else { return false }
                let bytes = try Data(contentsOf: URL(filePath: path + suffix))
                return bytes.range(of: Data("xqvonne".utf8)) != nil
                    || bytes.range(of: Data("taobao:680001".utf8)) != nil
            }
        }
        #expect(try held())
        try store.erase(EntryRanges([gone.index]), of: gone.origin)
        #expect(try store.scrub())
        #expect(try !held())
        #expect(try store.reading(of: gone) == nil && store.judgements(of: gone).isEmpty)
        let query = ComplaintQuery(channels: [Self.channel])
        #expect(try store.page(query).complaints.map(\.id) == [stays])
        let figures = try store.figures(FigureQuery(channels: [Self.channel], now: .max))
        #expect(figures[.all]?.cases == 1 && figures[.all]?.takenDown == 0)
        #expect(try store.dueOrders(now: .max, limit: 10).isEmpty)
        // Whoever takes it up later asks what is erased.
        try store.takeAgain([gone.origin], takenOutCount: 1)
        try store.take(
            traffic.logs[gone.origin] ?? [], of: gone.origin, in: 0..<2,
            erased: { EntryRanges([gone.index]) })
        _ = try refreshed()
        #expect(try store.scrub())
        #expect(try !held() && store.page(query).complaints.map(\.id) == [stays])
    }
}
