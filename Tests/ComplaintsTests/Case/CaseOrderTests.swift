import AllianceNames
import Complaints
import Statements
import Testing

@Suite("The order in which a case is read")
struct CaseOrderTests {
    @Test("what answers comes after what it answers, though its confirmation is earlier")
    func answersLater() throws {
        var course = Course()
        let decision = course.decide(.takeDown, at: -5)
        let listing = try course.listing()
        #expect(listing.stage == .takenDown)
        // Nothing is decided before it was filed.
        #expect(listing.closedAt == .witnessed(Course.start))
        #expect(listing.ruling?.entry == decision)
    }

    @Test("of two statements at one time each log keeps its own order")
    func ties() throws {
        var course = Course()
        course.request(at: 1)
        course.decide(.refuse, at: 1)
        course.appeal(at: 1)
        #expect(try course.listing().stage == .appealed)
        #expect(try course.state().refused.isEmpty)
    }

    @Test("between logs the earlier confirmation decides, whatever the order of names")
    func acrossLogs() throws {
        for (withdrawal, decision, expected) in [
            (1.0, 2.0, ListingStage.withdrawn), (2.0, 1.0, .withdrawn), (1.0, 1.0, .withdrawn),
        ] {
            var course = Course()
            course.withdraw(at: withdrawal)
            course.decide(.takeDown, at: decision)
            let state = try course.state()
            #expect(state.listings[0].stage == expected)
            #expect(state.refused.count == (withdrawal <= decision ? 1 : 0))
            #expect((state.listings[0].firstRuling == nil) == (withdrawal <= decision))
        }
    }

    @Test("what is not confirmed is read last, and has no time")
    func pending() throws {
        var course = Course()
        course.withdraw(at: nil)
        course.decide(.takeDown, at: 5)
        let listing = try course.listing()
        #expect(listing.stage == .withdrawn)
        #expect(listing.steps.map(\.transition) == [.file, .takeDown, .withdraw])
        #expect(listing.steps.last?.time == .pending)
        #expect(listing.closedAt == .witnessed(Course.time(5)))
    }

    @Test("what the complaint's own log said before it cannot speak of it")
    func foresight() throws {
        let log = Course.log(.brand)
        let complaint = EntryReference(origin: log, index: 5)
        var events = CaseEvents(of: complaint)
        events.insert(
            .complaint(Course.complaint(Course.listings(1))), at: complaint,
            time: .witnessed(Course.start))
        events.insert(
            .withdrawal(ComplaintWithdrawal(of: complaint)),
            at: EntryReference(origin: log, index: 4), time: .witnessed(Course.start - 9))
        let state = try #require(events.reading(Course.parties).state)
        #expect(state.listings[0].stage == .filed)
        #expect(state.refused.map(\.refusal) == [.complaintUnknown])
    }

    @Test("statements that point at each other in a circle are read, and end")
    func circles() throws {
        var course = Course()
        let platform = Course.log(.platform)
        let brand = Course.log(.brand)
        // The platform's decision answers the brand's appeal, which follows its supply of what only the
        // platform's later statement asks for.
        course.decide(.refuse, answering: EntryReference(origin: brand, index: 2))
        course.supply(EntryReference(origin: platform, index: 1))
        course.appeal()
        course.request(at: 3)
        let state = try course.state()
        #expect(state.listings[0].steps.count + state.refusedCount == 5)
        let backwards = Course.events(course.said.reversed(), of: course.complaint)
        #expect(backwards.reading(Course.parties).state == state)
    }

    @Test("of one log no more than the first 2,048 statements count, whoever said how many since")
    func bounded() throws {
        var course = Course()
        for _ in 0..<CaseEvents.ofOneLogMax - 1 { course.withdraw([0], at: 5) }
        course.appeal(at: 6)
        course.decide(.refuse, at: 1)
        let state = try course.state()
        #expect(state.listings[0].stage == .refused)
        #expect(!state.refused.contains { $0.refusal == .notTheComplainant })
        #expect(state.refusedCount == CaseEvents.ofOneLogMax - 1)
        #expect(state.refused.count == CaseState.refusedMax)
    }
}
