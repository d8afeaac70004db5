import Complaints
import Statements
import Testing

@Suite struct OrderStandingTests {
    private static func reading(_ course: Course) -> CaseReading { course.reading() }

    private static func ordered(_ course: Course) throws -> OrderedListing {
        let state = try #require(reading(course).state)
        return OrderedListing(
            complaint: course.complaint, listing: state.listings[0].listing,
            order: try #require(state.listings[0].order))
    }

    @Test(
        "an order is due until it is confirmed, waits while it is held, and gives way to the next")
    func course() throws {
        var course = Course()
        let decision = course.decide(.takeDown, at: 1, reasons: ["mark-in-listing"])
        let ordered = try Self.ordered(course)
        let now = Course.time(2)
        #expect(Self.reading(course).standing(of: ordered, at: now) == .due)
        #expect(Self.reading(course).reasons(of: ordered.order) == ["mark-in-listing"])
        course.outcome(.escalated, order: decision, at: 3)
        #expect(Self.reading(course).standing(of: ordered, at: Course.time(4)) == .escalated)
        course.outcome(.takenDown, order: decision, at: 5)
        #expect(Self.reading(course).standing(of: ordered, at: Course.time(6)) == .confirmed)
        course.reinstate(at: 7, reason: .courtOrder)
        #expect(Self.reading(course).standing(of: ordered, at: Course.time(8)) == .overtaken)
        let restore = try Self.ordered(course)
        #expect(restore.order.action == .restore)
        #expect(Self.reading(course).reasons(of: restore.order) == ["court-order"])
    }

    @Test("an order that is held waits until the hold ends, one that is not confirmed for a while")
    func held() throws {
        var course = Course()
        course.decide(.takeDown, at: 1)
        let ordered = try Self.ordered(course)
        course.hold(until: 30, at: 2)
        let now = Course.time(3)
        #expect(
            Self.reading(course).standing(of: ordered, at: now)
                == .waits(until: Course.time(30)))
        #expect(Self.reading(course).standing(of: ordered, at: Course.time(30)) == .due)
        var pending = Course()
        pending.decide(.takeDown, at: nil)
        #expect(
            Self.reading(pending).standing(of: try Self.ordered(pending), at: now)
                == .waits(until: now + CaseReading.orderPauseMilliseconds))
        #expect(CaseReading.complaintAbsent.standing(of: ordered, at: now) == .overtaken)
    }
}
