import AllianceNames
import Complaints
import Statements
import Testing

@Suite("Track records and the good-faith lane")
struct GoodFaithLaneTests {
    static let day: UInt64 = 86_400_000
    static let complainant = Complainant.member(MemberID(unchecked: "aurum"))

    static func decisions(
        _ count: Int, refused: Int = 0, overturned: Int = 0, day first: UInt64 = 100,
        ground: Complaint.Ground = .testBuy
    ) -> [DecidedListing] {
        (0..<count).map { place in
            DecidedListing(
                complainant: complainant, ground: ground, decidedAt: first * day + UInt64(place),
                isUpheld: place >= refused,
                overturnedAt: place >= count - overturned ? (first + 1) * day : nil)
        }
    }

    private func isMember(_ decisions: [DecidedListing], day: UInt64 = 102) -> Bool {
        GoodFaithLane.isMember(decisions, at: day * Self.day)
    }

    @Test("one enters with 20 decisions, 90 % upheld and 5 % found wrong, and not below")
    func entry() {
        #expect(isMember(Self.decisions(20)))
        #expect(!isMember(Self.decisions(19)))
        #expect(isMember(Self.decisions(20, refused: 2)))
        #expect(!isMember(Self.decisions(20, refused: 3)))
        #expect(isMember(Self.decisions(20, overturned: 1)))
        #expect(!isMember(Self.decisions(20, overturned: 2)))
        #expect(isMember(Self.decisions(100, refused: 10, overturned: 5)))
        #expect(!isMember(Self.decisions(100, refused: 11)))
        #expect(!isMember([]))
    }

    @Test("one leaves as soon as the record is not good, and not for filing less")
    func exit() {
        let good = Self.decisions(20)
        // 92 days later the first of them no longer count, and there are fewer than 20.
        let later = Self.decisions(5, day: 180)
        #expect(isMember(good + later, day: 193))
        #expect(!isMember(later, day: 193))
        #expect(!isMember(good + Self.decisions(3, refused: 3, day: 110), day: 111))
        #expect(isMember(good + Self.decisions(2, refused: 2, day: 110), day: 111))
        // Nothing is left of the three months.
        #expect(isMember(good, day: 191) && !isMember(good, day: 193))
    }

    @Test("what was found wrong counts from the day it was found")
    func overturnedLater() {
        let decisions = Self.decisions(20, overturned: 2)
        #expect(GoodFaithLane.isMember(decisions, at: 101 * Self.day - 1))
        #expect(!GoodFaithLane.isMember(decisions, at: 101 * Self.day))
    }

    @Test("the order in which decisions are given makes no difference")
    func order() {
        var generator = SeededGenerator(seed: 0xc3_0001)
        for _ in 0..<200 {
            let decisions = (0..<60).map { _ in
                let time = UInt64.random(in: 0...300, using: &generator) * Self.day
                return DecidedListing(
                    complainant: Self.complainant, ground: .design, decidedAt: time,
                    isUpheld: Int.random(in: 0..<12, using: &generator) > 0,
                    overturnedAt: Int.random(in: 0..<25, using: &generator) == 0
                        ? time + UInt64.random(in: 0...120, using: &generator) * Self.day : nil)
            }
            let now = UInt64.random(in: 0...420, using: &generator) * Self.day
            #expect(
                GoodFaithLane.isMember(decisions, at: now)
                    == GoodFaithLane.isMember(decisions.shuffled(using: &generator), at: now))
        }
    }

    @Test("a record is of three months, overall and of one ground")
    func records() {
        let decisions =
            Self.decisions(4, refused: 1) + Self.decisions(3, day: 150, ground: .patent)
        let now = 192 * Self.day
        #expect(TrackRecord(decisions, at: now) == TrackRecord(decided: 6, upheld: 6))
        #expect(TrackRecord(decisions, at: now - 1).decided == 7)
        #expect(TrackRecord(decisions, at: now, ground: .patent).decided == 3)
        #expect(TrackRecord(decisions, at: 120 * Self.day).decided == 4)
        #expect(!TrackRecord().isGood)
    }

    @Test("of a case it counts what was decided, and how it ended")
    func ofACase() throws {
        var course = Course(listings: 5)
        course.decide(.takeDown, [0, 1])
        course.decide(.refuse, [2, 3])
        course.decide(.return, [4])
        course.decide(.refuse, [0], at: 3, by: "r2", answering: course.counter([0]))
        course.decide(.takeDown, [2], at: 3, by: "r2", answering: course.appeal([2]))
        let decided = try course.state().decidedListings
        #expect(decided.map(\.isUpheld) == [true, true, true, false])
        #expect(decided.map(\.overturnedAt) == [Course.time(3), nil, nil, nil])
        #expect(decided.allSatisfy { $0.decidedAt == Course.time(1) })
    }

    @Test(
        "what is given up when its seller answers was wrong, and what is corrected before counts neither way"
    )
    func withdrawn() throws {
        var course = Course(listings: 5)
        course.decide(.takeDown, [0, 1, 2, 3], by: nil)
        course.decide(.refuse, [4])
        let counter = course.counter([0, 1], at: 2)
        course.decide(.takeDown, [1], at: 3, by: "r2", answering: counter)
        course.appeal([4], at: 3)
        course.withdraw([0, 1, 2, 4], at: 4)
        let state = try course.state()
        // Contested, upheld when it was taken back, corrected, standing, refused.
        #expect(
            state.listings.map(\.stage.rawValue) == [
                "withdrawn", "withdrawn", "withdrawn", "taken-down", "withdrawn",
            ])
        let offers = state.decidedOffers { _ in nil }
        #expect(offers.map(\.place) == [0, 1, 3, 4])
        #expect(offers.map(\.decision.isUpheld) == [true, true, true, false])
        #expect(offers.map(\.decision.overturnedAt) == [Course.time(4), nil, nil, nil])
    }

    @Test("what the platform proposed itself is nobody's record")
    func screening() throws {
        var screened = Course.complaint(Course.listings(1))
        screened.isFromScreening = true
        var course = Course(filedBy: .platform, screened)
        course.decide(.takeDown)
        #expect(try course.state().decidedListings.isEmpty)
    }
}
