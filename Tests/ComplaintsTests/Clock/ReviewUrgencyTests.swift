import Complaints
import Statements
import Testing

@Suite("What a person looks at next")
struct ReviewUrgencyTests {
    private func urgency(_ course: Course, harm: Int = 0, at hours: Double) throws -> ReviewUrgency?
    {
        let state = try course.state()
        return ReviewUrgency(
            of: state.listings[0], in: state, harm: harm, now: Course.time(hours))
    }

    @Test("what is nearly late comes first, then what does more harm, then what is due earlier")
    func order() throws {
        let early = Course()
        var asked = Course()
        asked.request(at: 1, due: 11)
        let late = try #require(try urgency(early, at: 22))
        let warned = try #require(try urgency(early, harm: 100, at: 18))
        let harmful = try #require(try urgency(asked, harm: 50, at: 10))
        let plain = try #require(try urgency(early, harm: 49, at: 10))
        let later = try #require(try urgency(asked, harm: 49, at: 10))
        #expect(
            [late, warned, harmful, plain, later].map(\.band) == [
                .escalated, .warned, .inTime, .inTime, .inTime,
            ])
        #expect(
            [later, plain, harmful, warned, late].sorted() == [
                late, warned, harmful, plain, later,
            ])
    }

    @Test("an objection waits by its own clock, and what is decided waits for nobody")
    func objections() throws {
        var course = Course()
        course.decide(.takeDown)
        #expect(try urgency(course, at: 2) == nil)
        let counter = course.counter()
        let waiting = try #require(try urgency(course, at: 61))
        #expect(waiting.band == .inTime && waiting.entry == counter)
        #expect(waiting.due == Course.time(74))
        #expect(try urgency(course, at: 62)?.band == .escalated)
        course.decide(.refuse, at: 63, by: "r2", answering: counter)
        #expect(try urgency(course, at: 64) == nil)
    }

    @Test("what is not confirmed has no deadline and comes after what has one")
    func pending() throws {
        var course = Course()
        course.said[0].time = .pending
        let pending = try #require(try urgency(course, at: 50))
        #expect(pending.due == nil && pending.band == .inTime)
        #expect(try #require(try urgency(Course(), at: 1)) < pending)
        #expect(try urgency(course, harm: 1_000, at: 1)?.harm == 100)
    }
}
