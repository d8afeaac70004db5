import AllianceNames
import AllianceNode
import Complaints
import Statements
import Synchronization
import Testing

/// What is proposed about sellers and complainants, from a register of what was decided.
@Suite struct ComplaintLaddersTests {
    private static let channel = ChannelID(unchecked: "desk-aurum")
    private static let start: UInt64 = 1_790_000_000_000
    private static let day: UInt64 = 86_400_000
    private static let now = start + 30 * day
    private static let aurum = Complainant.member(MemberID(unchecked: "aurum"))

    /// Complaints one after the other, one of a day, each decided by a person.
    private final class Course: Sendable {
        private struct Written {
            var said: [InMemoryComplaintRegister.Said] = []
            var lengths: [String: UInt64] = [:]
        }

        private final class Log: Sendable { let written = Mutex(Written()) }

        private let log: Log
        let register: InMemoryComplaintRegister

        init() {
            let log = Log()
            self.log = log
            register = InMemoryComplaintRegister(
                parties: { CaseParties(platforms: [MemberID(unchecked: "platform")]) },
                read: { log.written.withLock { $0.said } })
        }

        @discardableResult
        func say(_ said: ComplaintStatement, by member: String, day: UInt64) throws
            -> EntryReference
        {
            let origin = try LogOrigin(
                parsing: "alliance.example/\(ComplaintLaddersTests.channel)/\(member)/e1")
            return log.written.withLock { written in
                let entry = EntryReference(
                    origin: origin, index: written.lengths[member, default: 0])
                written.lengths[member, default: 0] += 1
                written.said.append(
                    .init(
                        said, at: entry,
                        time: .witnessed(
                            ComplaintLaddersTests.start + day * ComplaintLaddersTests.day)))
                return entry
            }
        }

        /// - Returns: the complaint.
        func decided(
            _ listing: Indicator, of seller: Indicator, by member: String = "aurum",
            _ verdict: ComplaintDecision.Verdict, day: UInt64
        ) throws -> EntryReference {
            let id = try say(
                .complaint(
                    Complaint(
                        right: .init(office: "EM", number: "1"), ground: .markInListing,
                        listings: [listing], goodFaithStatement: "In good faith.",
                        declaredBy: "A. Aurum")), by: member, day: day)
            try say(
                .decision(
                    ComplaintDecision(
                        of: id,
                        parts: [.init(listings: [0], verdict: verdict, reasons: ["clear"])],
                        maker: .person("r1"))), by: "platform", day: day)
            register.note(
                [
                    ListingJudgement(
                        place: 0,
                        capture: ListingCapture(
                            title: "bag", seller: seller, capturedAt: 1, countries: ["DE"]))
                ], of: id)
            return id
        }

        func ladders() throws -> ComplaintLadders {
            try register.catchUp()
            return ComplaintLadders(
                register, channels: [ComplaintLaddersTests.channel], now: ComplaintLaddersTests.now)
        }
    }

    private static func listing(_ number: UInt64) throws -> Indicator {
        try Indicator(.listing, parsing: "bazario:\(number)")
    }

    private static func seller(_ name: String) throws -> Indicator {
        try Indicator(.sellerAccount, parsing: "bazario:\(name)")
    }

    @Test(
        "a seller's takedowns that stand are its strikes; what came back and what is contested is none"
    )
    func strikes() throws {
        let course = Course()
        let seller = try Self.seller("shop")
        #expect(try course.ladders().seller(seller).proposal == nil)
        var ids: [EntryReference] = []
        for day in 1...4 as ClosedRange<UInt64> {
            ids.append(
                try course.decided(Self.listing(day), of: seller, .takeDown, day: day))
        }
        _ = try course.decided(Self.listing(9), of: Self.seller("other"), .takeDown, day: 4)
        var standing = try course.ladders().seller(seller)
        #expect(standing.facts.first == .init("complaints", 4))
        // Nobody's shop is touched who was not warned.
        #expect(standing.proposal?.step.measure == .warning)
        let warned = LadderStep(.warning, from: Self.start + 2 * Self.day)
        standing = try course.ladders().seller(seller, earlier: [warned])
        #expect(standing.current == warned)
        #expect(standing.proposal?.step.measure == .suspension)

        try course.say(
            .counterNotice(
                CounterNotice(
                    to: ids[0], reason: .genuineGoods, text: "bought from the owner",
                    goodFaithStatement: "In good faith.")), by: "platform", day: 5)
        try course.say(
            .reinstatement(
                Reinstatement(under: ids[1], reason: .ownReview, text: "wrong", reviewer: "r2")),
            by: "platform", day: 5)
        standing = try course.ladders().seller(seller)
        #expect(standing.facts.first == .init("complaints", 2))
    }

    @Test(
        "complaints without ground and wrong takedowns are weighed, with all that was weighed shown"
    )
    func abuse() throws {
        let course = Course()
        let seller = try Self.seller("shop")
        for day in 1...3 as ClosedRange<UInt64> {
            _ = try course.decided(Self.listing(day), of: seller, .refuse, day: day)
        }
        var standing = try course.ladders().complainant(Self.aurum)
        // Three of three: number 1, share 3.
        #expect(standing.facts.last == .init("weight", 4))
        #expect(standing.proposal?.step.measure == .warning)
        // One listing again after it was refused, and a takedown that was wrong.
        _ = try course.decided(Self.listing(1), of: seller, .refuse, day: 4)
        let wrong = try course.decided(Self.listing(5), of: seller, .takeDown, day: 4)
        try course.say(
            .reinstatement(
                Reinstatement(under: wrong, reason: .ownReview, text: "wrong", reviewer: "r2")),
            by: "platform", day: 6)
        let warned = LadderStep(.warning, from: Self.start + 5 * Self.day)
        standing = try course.ladders().complainant(Self.aurum, earlier: [warned])
        #expect(
            standing.facts == [
                .init("complaints", 5), .init("unfounded", 5),
                .init("unfounded-since-last-step", 1), .init("share-percent", 100),
                .init("gravity", 1), .init("intent", 2), .init("weight", 7),
            ])
        #expect(standing.proposal?.step.measure == .suspension)
        #expect(standing.proposal?.earlier == [warned])
        // Somebody else's complaints are nobody's but its own.
        let other = try course.ladders().complainant(.member(MemberID(unchecked: "verelle")))
        #expect(other.proposal == nil && other.facts.first == .init("complaints", 0))
    }

    @Test("who gives up each takedown that is contested has filed it without ground")
    func givenUp() throws {
        let course = Course()
        for day in 1...4 as ClosedRange<UInt64> {
            let id = try course.decided(
                Self.listing(day), of: Self.seller("shop"), .takeDown, day: day)
            // The last one it corrects before anybody answers.
            if day < 4 {
                try course.say(
                    .counterNotice(
                        CounterNotice(
                            to: id, reason: .genuineGoods, text: "bought from the owner",
                            goodFaithStatement: "In good faith.")), by: "platform", day: day + 1)
            }
            try course.say(
                .withdrawal(ComplaintWithdrawal(of: id)), by: "aurum", day: day + 2)
        }
        let standing = try course.ladders().complainant(Self.aurum)
        #expect(standing.facts[0] == .init("complaints", 3))
        #expect(standing.facts[1] == .init("unfounded", 3))
        #expect(standing.proposal?.step.measure == .warning)
    }
}
