import Complaints
import Statements
import Testing

@Suite struct HoldTests {
    @Test(
        "a hold keeps the order and the seller's notice back until it ends; a newer one replaces it"
    )
    func until() throws {
        var course = Course()
        course.hold(until: 48)
        course.decide(.takeDown)
        var state = try course.state()
        #expect(state.dueOrders(now: Course.time(47)).isEmpty)
        #expect(state.dueOrders(now: Course.time(48)).count == 1)
        #expect(state.listings[0].noticeTime == Course.time(48))
        course.hold(until: 5, at: 2, by: .platform)
        state = try course.state()
        #expect(state.dueOrders(now: Course.time(5)).count == 1)
        course.hold(until: 24 * 400, at: 3)
        #expect(
            try course.listing().heldUntil == Course.time(3) + CaseRules.holdMillisecondsMax)
    }

    @Test(
        "a hold delays nothing that brings a listing back, whoever says it when",
        arguments: ["before", "after"])
    func restoration(hold: String) throws {
        for step in ["overturn", "reinstate", "withdraw"] {
            var course = Course()
            if hold == "before" { course.hold(until: 24 * 50) }
            course.decide(.takeDown)
            let counter = course.counter(at: 2)
            if hold == "after" { course.hold(until: 24 * 50, at: 2.5) }
            switch step {
            case "overturn": course.decide(.refuse, at: 3, by: "r2", answering: counter)
            case "reinstate": course.reinstate(at: 3)
            default: course.withdraw(at: 3)
            }
            let state = try course.state()
            let due = state.dueOrders(now: Course.time(3))
            #expect(due.map(\.action) == [.restore], "\(step)")
            let deadlines = state.deadlines()
            #expect(!deadlines.contains { $0.kind == .holdEnds }, "\(step)")
            #expect(
                deadlines.filter { $0.kind == .orderUnconfirmed }.map(\.time) == [Course.time(7)],
                "\(step)")
        }
    }

    @Test("a hold that comes when the listing is down takes no time of the seller's")
    func whatIsDown() throws {
        var course = Course()
        let decision = course.decide(.takeDown, at: 1)
        course.outcome(.takenDown, order: decision, at: 2)
        course.hold(until: 24 * 50, at: 3)
        var listing = try course.listing()
        #expect(listing.heldUntil == Course.time(2) && listing.noticeTime == Course.time(2))
        // One that comes first counts as long as nothing is done.
        course = Course()
        course.hold(until: 24 * 50)
        let held = course.decide(.takeDown, at: 1)
        #expect(try course.listing().noticeTime == Course.time(24 * 50))
        course.outcome(.takenDown, order: held, at: 5)
        listing = try course.listing()
        #expect(listing.noticeTime == Course.time(5))
    }
}
