import Complaints
import Statements
import Testing

@Suite("Deadlines of a complaint")
struct DeadlineTests {
    private func times(_ course: Course) throws -> [Deadline.Kind: [Double]] {
        var times: [Deadline.Kind: [Double]] = [:]
        for deadline in try course.state().deadlines() {
            times[deadline.kind, default: []].append(
                Double(deadline.time - Course.start) / Double(Course.hour))
        }
        return times
    }

    @Test("a decision is due after 24 hours, with a warning and an escalation before")
    func decision() throws {
        let course = Course(listings: 300)
        let deadlines = try course.state().deadlines()
        #expect(
            deadlines.map(\.kind) == [.decisionWarning, .decisionEscalation, .decisionDue])
        #expect(deadlines.map { ($0.time - Course.start) / Course.hour } == [18, 22, 24])
        #expect(deadlines.allSatisfy { $0.places.count == 300 })
    }

    @Test("nothing runs before the complaint is confirmed")
    func pending() throws {
        var course = Course()
        course.said[0].time = .pending
        #expect(try course.state().deadlines().isEmpty)
        #expect(try course.state().clock(of: course.listing()) == nil)
    }

    @Test("an answer that nobody has confirmed does not stop the clock")
    func unconfirmedAnswer() throws {
        for verdict in ComplaintDecision.Verdict.allCases {
            var course = Course()
            course.decide(verdict, at: nil)
            #expect(try times(course)[.decisionDue] == [24])
            course.said[1].time = .witnessed(Course.time(3))
            #expect(try times(course)[.decisionDue] == nil)
        }
    }

    @Test("evidence that is asked for stops the clock of those listings until it comes or was due")
    func evidence() throws {
        var course = Course(listings: 2)
        let request = course.request([0], at: 10, due: 34)
        var times = try times(course)
        #expect(times[.decisionDue] == [24, 48])
        #expect(times[.evidenceDue] == [34])
        course.supply(request, at: 16)
        times = try self.times(course)
        #expect(times[.decisionDue] == [24, 30])
        #expect(times[.evidenceDue] == nil)
    }

    @Test("nobody waits for evidence for longer than 14 days with the clock standing still")
    func evidenceIsBounded() throws {
        var course = Course()
        course.request(at: 1, due: 24 * 100)
        #expect(try times(course)[.decisionDue] == [24 + 14 * 24])
    }

    @Test(
        "a pause has a reason and an end, a newer one replaces it, and none is longer than 14 days")
    func pauses() throws {
        var course = Course()
        course.pause(until: 20, at: 2)
        #expect(try times(course)[.decisionDue] == [42])
        #expect(try times(course)[.pauseEnds] == [20])
        course.pause(until: 0, at: 5)
        #expect(try times(course)[.decisionDue] == [27])
        course.pause(until: 10_000, at: 6, reason: .marketplaceOutage)
        #expect(try times(course)[.decisionDue] == [27 + 14 * 24])
        #expect(
            try course.state().pauses.map(\.reason) == [
                .authorityRequest, .authorityRequest, .marketplaceOutage,
            ])
    }

    @Test("an objection is due, and its window ends, until each has happened")
    func objections() throws {
        var course = Course()
        let decision = course.decide(.takeDown)
        course.outcome(.takenDown, order: decision, at: 1.5)
        let window = Double(CaseRules.objectionWindowMilliseconds / Course.hour)
        #expect(try times(course) == [.objectionWindowEnds: [1 + window]])
        let counter = course.counter()
        #expect(try times(course) == [.objectionDue: [74], .objectionEscalation: [62]])
        course.decide(.takeDown, at: 3, by: "r2", answering: counter)
        #expect(try times(course) == [:])
    }

    @Test("an order is to be confirmed, counted from the end of a hold")
    func orders() throws {
        var course = Course()
        course.hold(until: 30)
        let decision = course.decide(.takeDown)
        #expect(try times(course)[.holdEnds] == [30])
        #expect(try times(course)[.orderUnconfirmed] == [34])
        course.outcome(.takenDown, order: decision, at: 31)
        #expect(try times(course)[.holdEnds] == nil)
        #expect(try times(course)[.orderUnconfirmed] == nil)
    }

    @Test(
        "a cosignature that moves a time makes no second deadline; evidence that is asked for does")
    func identity() throws {
        var course = Course()
        let before = try course.state().deadlines()
        course.said[0].time = .witnessed(Course.start - 3_000)
        let moved = try course.state().deadlines()
        #expect(moved.map(\.id) == before.map(\.id))
        #expect(moved.map(\.time) == before.map { $0.time - 3_000 })
        course.request()
        let asked = try course.state().deadlines()
        #expect(Set(asked.map(\.id)).isDisjoint(with: before.map(\.id)))
        #expect(Set(before.map(\.id)).count == before.count)
    }

    @Test("a settings value moves warnings and never what is due")
    func settings() throws {
        var settings = ClockSettings()
        settings.warningMilliseconds = Course.hour
        let deadlines = try Course().state().deadlines(settings)
        #expect(deadlines.map { ($0.time - Course.start) / Course.hour } == [1, 22, 24])
    }

    @Test("a time beyond all times is the last that there is, and no deadline of it overflows")
    func hostileTimes() throws {
        var course = Course()
        course.hold(until: 1)
        course.pause(until: 2)
        course.request(due: 3)
        course.decide(.takeDown)
        course.counter()
        for place in course.said.indices { course.said[place].time = .witnessed(.max - 1) }
        let state = try course.state()
        #expect(state.time == .witnessed(StatementLimits.timeMillisecondsMax))
        #expect(state.listings[0].stage == .contested)
        #expect(!state.deadlines().isEmpty)
        let urgency = ReviewUrgency(of: state.listings[0], in: state, harm: 1, now: .max)
        #expect(urgency?.band == .escalated)
        var fold = FigureFold(now: .max)
        fold.add(state)
        #expect(fold.figures[.all]?.closedInTime == 1)
    }
}
