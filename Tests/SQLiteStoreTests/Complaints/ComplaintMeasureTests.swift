import AllianceNames
import CRDT
import Complaints
import Foundation
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("Measures that are kept of complainants and sellers")
struct ComplaintMeasureTests {
    private let folder: TemporaryFolder
    private let store: SQLiteComplaintStore
    private static let channel = ChannelID(unchecked: "desk-b0")
    private static let platform = ComplaintTraffic.log(channel, isPlatform: true)
    private static let brand = ComplaintTraffic.log(channel, isPlatform: false)
    private static let everything = UInt64(Int64.max)

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteComplaintStore(path: folder.file("complaints.sqlite"))
    }

    private static func measure(
        _ party: MisuseMeasure.Party, _ index: UInt64, _ measure: LadderStep.Measure = .warning,
        text: String = "why", time: UInt64? = nil
    ) -> StatedMeasure {
        StatedMeasure(
            index: index,
            said: MisuseMeasure(
                against: party, .taken(measure, from: 10 + index, until: nil, facts: []),
                text: text, reviewer: "p1"), time: time.map { .witnessed($0) } ?? .pending)
    }

    private static let member = MisuseMeasure.Party.member(MemberID(unchecked: "b0"))
    private static let account = MisuseMeasure.Party.account("maison")
    private static func seller() throws -> Indicator {
        try Indicator(.sellerAccount, parsing: "taobao:shop")
    }

    private func indexes(_ party: LadderParty? = nil) throws -> [UInt64] {
        try store.measures(against: party).map(\.id.index)
    }

    @Test("each is found under whom it is against, and only what platforms say as far as it counts")
    func parties() throws {
        let seller = try Self.seller()
        try store.settle([
            Self.platform: (counted: Self.everything, isPlatform: true),
            Self.brand: (counted: Self.everything, isPlatform: false),
        ])
        try store.take(
            [],
            measures: [
                Self.measure(Self.member, 0), Self.measure(Self.account, 1),
                Self.measure(.seller(seller), 2), Self.measure(Self.member, 3),
            ], of: Self.platform, in: 0..<5)
        try store.take(
            [], measures: [Self.measure(Self.member, 0, .termination)], of: Self.brand, in: 0..<1)
        #expect(try indexes() == [0, 1, 2, 3])
        let brand = LadderParty.complainant(.member(MemberID(unchecked: "b0")))
        #expect(try indexes(brand) == [0, 3])
        #expect(try indexes(.seller(seller)) == [2])
        let hosted = LadderParty.complainant(.hosted("maison", at: ComplaintTraffic.platform))
        #expect(try indexes(hosted) == [1])
        #expect(try store.measures(against: brand).allSatisfy { $0.party == brand })
        // What is beyond where the log counts is said by nobody, until it counts again.
        try store.settle([Self.platform: (counted: 3, isPlatform: true)])
        #expect(try indexes() == [0, 1, 2])
        try store.settle([Self.platform: (counted: Self.everything, isPlatform: false)])
        #expect(try indexes().isEmpty)
        // What is taken up twice is taken up once.
        try store.settle([Self.platform: (counted: Self.everything, isPlatform: true)])
        let isFirst = try store.take(
            [], measures: [Self.measure(Self.member, 9)], of: Self.platform, in: 0..<5)
        #expect(!isFirst)
        #expect(try indexes() == [0, 1, 2, 3])
    }

    @Test("a confirmation that comes later is taken, the earliest of them")
    func times() throws {
        try store.settle([Self.platform: (counted: Self.everything, isPlatform: true)])
        try store.take(
            [], measures: [Self.measure(Self.member, 0), Self.measure(Self.member, 1)],
            of: Self.platform, in: 0..<2)
        func times() throws -> [EventTime] { try store.measures(against: nil).map(\.time) }
        #expect(try times() == [.pending, .pending])
        try store.confirm(
            [(entries: 0..<1, milliseconds: 700)], of: Self.platform, cosigned: "1")
        #expect(try times() == [.witnessed(700), .pending])
        try store.confirm(
            [(entries: 0..<2, milliseconds: 900)], of: Self.platform, cosigned: "2")
        #expect(try times() == [.witnessed(700), .witnessed(900)])
    }

    @Test("what was erased, or was of a branch that is gone, leaves nothing in the file")
    func erased() throws {
        let secret = "Zanzibar Emporium"
        try store.settle([Self.platform: (counted: Self.everything, isPlatform: true)])
        try store.take(
            [],
            measures: [
                Self.measure(Self.member, 0, text: secret), Self.measure(Self.member, 1),
            ], of: Self.platform, in: 0..<2)
        try store.erase(EntryRanges([0..<1]), of: Self.platform)
        #expect(try indexes() == [1])
        while try !store.scrub() {}
        let bytes = try Data(contentsOf: URL(filePath: folder.file("complaints.sqlite")))
        #expect(bytes.range(of: Data(secret.utf8)) == nil)
        #expect(bytes.range(of: Data("why".utf8)) != nil)
        try store.takeAgain([Self.platform], takenOutCount: 1)
        #expect(try indexes().isEmpty)
        // An entry that is erased by then is not taken up again.
        try store.take(
            [], measures: [Self.measure(Self.member, 0, text: secret)], of: Self.platform,
            in: 0..<2
        ) { EntryRanges([0..<1]) }
        #expect(try indexes().isEmpty)
    }

    @Test("those with most strikes, or most complaints without ground, are found as all states say")
    func repeated() throws {
        var traffic = ComplaintTraffic(seed: 0xca_0031, channels: 3)
        traffic.generate(900, days: 60)
        try traffic.take(into: store)
        let since = ComplaintTraffic.start + 10 * CaseRules.dayMilliseconds
        let channels = Set(traffic.channels.prefix(2))
        var cases: [Complainant: [EntryReference: [DecidedOffer]]] = [:]
        for state in traffic.states() where channels.contains(state.id.origin.channel) {
            for offer in state.decidedOffers(seller: { _ in nil })
            where offer.decision.decidedAt >= since {
                cases[offer.decision.complainant, default: [:]][offer.complaint, default: []]
                    .append(offer)
            }
        }
        let counts = cases.mapValues { complaints in
            complaints.values.count { offers in
                offers.allSatisfy { !$0.decision.isUpheld }
                    || offers.contains { $0.decision.overturnedAt != nil }
            }
        }.filter { $0.value >= AbuseLadder.unfoundedMin }
        let found = try store.repeated(in: channels, since: since, limit: 100).compactMap {
            if case .complainant(let complainant) = $0 { complainant } else { nil }
        }
        #expect(!counts.isEmpty && Set(found) == Set(counts.keys))
        #expect(found.map { counts[$0] ?? 0 } == counts.values.sorted(by: >))
        let first = try store.repeated(in: channels, since: since, limit: 1)
        #expect(first.count == 1)
        #expect(try store.repeated(in: [], since: 0, limit: 9).isEmpty)
    }

    @Test("a seller is found by two complaints that stand, and not by one, nor by what came back")
    func strikes() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let start = ComplaintTraffic.start
        func complaint(_ number: Int) -> ComplaintStatement {
            .complaint(
                Complaint(
                    right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                    listings: [ComplaintTraffic.listing("taobao", number)],
                    goodFaithStatement: "We believe so in good faith.", declaredBy: "A. Aurum"))
        }
        func platform(_ said: ComplaintStatement, _ time: UInt64) -> EntryReference {
            traffic.say(said, in: Self.channel, isPlatform: true, at: time)
        }
        // Of each seller: how many are taken down, and how many of those come back.
        let sellers = [("twice", 2, 0), ("once", 1, 0), ("returned", 2, 1), ("thrice", 3, 0)]
        var captures: [(EntryReference, Indicator)] = []
        var number = 0
        for (name, down, back) in sellers {
            for place in 0..<down {
                number += 1
                let time = start + UInt64(number) * ComplaintTraffic.hour
                let id = traffic.say(
                    complaint(number), in: Self.channel, isPlatform: false, at: time)
                _ = platform(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [
                                .init(listings: [0], verdict: .takeDown, reasons: ["clear"])
                            ], maker: .automatic)), time + 1_000)
                if place < back {
                    _ = platform(
                        .reinstatement(
                            Reinstatement(under: id, reason: .ownReview, reviewer: "r9")),
                        time + 2_000)
                }
                captures.append((id, try Indicator(.sellerAccount, parsing: "taobao:\(name)")))
            }
        }
        try traffic.take(into: store)
        for (id, seller) in captures {
            let capture = ListingCapture(title: "bag", seller: seller, capturedAt: 1, countries: [])
            try store.note([ListingJudgement(place: 0, capture: capture)], of: id)
        }
        func names(since: UInt64) throws -> [String] {
            try store.repeated(in: [Self.channel], since: since, limit: 9).compactMap {
                if case .seller(let seller) = $0 { seller.value } else { nil }
            }
        }
        #expect(try names(since: 0) == ["taobao:thrice", "taobao:twice"])
        // The first of those that were down is too old by now.
        #expect(try names(since: start + 2 * ComplaintTraffic.hour) == ["taobao:thrice"])
    }
}
