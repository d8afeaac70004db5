import Complaints
import Statements
import Testing

@Suite("Figures of complaints")
struct FigureTests {
    static let later = Course.time(100)

    private func figures(_ courses: [Course], at now: UInt64 = later) throws -> FigureFold {
        var fold = FigureFold(now: now)
        for course in courses { fold.add(try course.state()) }
        return fold
    }

    private func all(_ courses: [Course], at now: UInt64 = later) throws -> ComplaintFigures {
        try #require(figures(courses, at: now).figures[.all])
    }

    @Test("closed in time is by the clock, to the millisecond, and by the wall without pauses")
    func inTime() throws {
        let onTime = {
            var course = Course()
            course.decide(.takeDown, at: 24)
            return course
        }()
        let late = {
            var course = Course()
            course.decide(.takeDown, at: 24.001)
            return course
        }()
        let paused = {
            var course = Course()
            course.pause(until: 11, at: 1)
            course.decide(.refuse, at: 30)
            return course
        }()
        let figures = try all([onTime, late, paused])
        #expect(figures.closedInTimeShare == .init(part: 2, whole: 3))
        #expect(figures.closedInWallTime == 1)
        #expect(figures.casesClosedInTimeShare == .init(part: 2, whole: 3))
    }

    @Test("what was sent back is not closed, and counts as due; what was filed again counts there")
    func returned() throws {
        var course = Course(listings: 2)
        course.decide(.return, [0, 1], reasons: ["evidence-missing", "duplicate"])
        var figures = try all([course])
        #expect(figures.returned == 2 && figures.closed == 0)
        #expect(figures.closedInTimeShare == .init(part: 0, whole: 2))
        #expect(figures.returnCauses == ["evidence-missing": 2, "duplicate": 2])
        #expect(figures.decided == 0 && figures.refusalCauses.isEmpty)
        course.say(
            .complaint(Course.complaint(Course.listings(1), mends: course.complaint)), by: .brand,
            at: 2)
        figures = try all([course])
        #expect(figures.listings == 1 && figures.due == 1)
    }

    @Test("what is not due yet counts against nobody, and what was taken back neither way")
    func notDue() throws {
        var withdrawn = Course()
        withdrawn.withdraw()
        let figures = try all([Course(), withdrawn], at: Course.time(24))
        #expect(figures.listings == 1 && figures.due == 0 && figures.withdrawn == 1)
        #expect(figures.closedInTimeShare.percent == nil)
        #expect(try all([Course()], at: Course.time(24.1)).closedInTimeShare.percent == 0)
        var pending = Course()
        pending.said[0].time = .pending
        #expect(try all([pending]) == ComplaintFigures())
    }

    @Test("takedowns, refusals by cause, objections and who decided are counted")
    func counted() throws {
        var course = Course(listings: 4)
        course.decide(.takeDown, [0, 1, 2], by: nil)
        course.decide(.refuse, [3], reasons: ["mark-not-used"])
        course.decide(.refuse, [0], at: 3, by: "r2", answering: course.counter([0]))
        course.decide(.takeDown, [1], at: 3, by: "r2", answering: course.counter([1]))
        course.counter([2])
        course.decide(.refuse, [3], at: 3, by: "r2", answering: course.appeal([3]))
        let figures = try all([course])
        #expect(figures.takenDownShare == .init(part: 3, whole: 4))
        #expect(figures.automatic == 3 && figures.refusalCauses == ["mark-not-used": 1])
        #expect(figures.counterNotices == 3)
        #expect(figures.counterNoticesUpheldShare == .init(part: 1, whole: 2))
        #expect(figures.appealsDecided == 1 && figures.appealsUpheld == 0)
        #expect(figures.closedInTimeShare.percent == 100)
    }

    @Test(
        "second looks with how many affirm, and what is given up when it is contested, are counted")
    func secondLooks() throws {
        var course = Course(listings: 5)
        course.decide(.takeDown, [0, 1, 2], by: nil)
        course.decide(.refuse, [3], by: nil)
        course.decide(.takeDown, [4])
        course.decide(.takeDown, [0, 3], at: 2, by: "r2")
        course.decide(.refuse, [1], at: 2, by: "r2")
        course.counter([2], at: 3)
        course.withdraw([2, 4], at: 4)
        let figures = try all([course])
        #expect(figures.affirmedShare == .init(part: 1, whole: 3))
        #expect(figures.counterNoticesConceded == 1 && figures.withdrawn == 2)
        // What was decided first is what was decided.
        #expect(figures.takenDown == 4 && figures.refused == 1 && figures.automatic == 4)
    }

    @Test("median and 95th percentile are by nearest rank, to the minute that had passed")
    func percentiles() {
        let minute = RunningTimes.minuteMilliseconds
        var figures = ComplaintFigures()
        #expect(figures.medianTime == nil)
        figures.runningTimes.add(7 * minute + 59_999)
        #expect(figures.medianTime == 7 * minute && figures.p95Time == 7 * minute)
        figures.runningTimes = RunningTimes((1...100).reversed().map { UInt64($0) * minute })
        #expect(figures.medianTime == 50 * minute && figures.p95Time == 95 * minute)
        figures.runningTimes.add(1_000 * minute)
        #expect(figures.medianTime == 51 * minute && figures.p95Time == 96 * minute)
    }

    @Test("seizures with their value, and test buys")
    func records() throws {
        var course = Course()
        for (kind, value) in [
            (ComplaintOutcome.Kind.seized, 500), (.seized, 700), (.testBuyCounterfeit, nil),
            (.testBuyGenuine, nil),
        ] as [(ComplaintOutcome.Kind, UInt64?)] {
            course.say(
                .outcome(
                    ComplaintOutcome(
                        of: course.complaint, kind: kind, items: 10,
                        value: value.map { .init(minorUnits: $0, currency: "EUR") })),
                by: .platform, at: 1)
        }
        let figures = try all([course])
        #expect(figures.seizures == 2 && figures.seizedItems == 20)
        #expect(figures.seizedValue == ["EUR": 1_200])
        #expect(figures.testBuys == 2 && figures.testBuysCounterfeit == 1)
    }

    @Test("they are told apart by channel, marketplace and ground")
    func keys() throws {
        let both = [
            try Indicator(.listing, parsing: "taobao:1"),
            try Indicator(.listing, parsing: "lazada:1"),
        ]
        var screened = Course.complaint(Course.listings(2), ground: .design)
        screened.isFromScreening = true
        let fold = try figures([
            Course(Course.complaint(both)), Course(filedBy: .platform, screened),
        ])
        let counts: [(FigureKey, Int, Int)] = [
            (.all, 2, 4), (FigureKey(marketplace: "taobao"), 2, 3),
            (FigureKey(marketplace: "lazada"), 1, 1), (FigureKey(ground: .design), 1, 2),
            (FigureKey(channel: "desk-aurum"), 2, 4),
            (FigureKey(channel: "desk-aurum", marketplace: "taobao", ground: .design), 1, 2),
        ]
        for (key, cases, listings) in counts {
            #expect(fold.figures[key]?.cases == cases, "\(key)")
            #expect(fold.figures[key]?.listings == listings, "\(key)")
        }
        #expect(fold.figures[FigureKey(marketplace: "lazada", ground: .design)] == nil)
        #expect(fold.figures[.all]?.proactiveShare == .init(part: 2, whole: 4))
    }

    @Test("figures of two sets of cases add up to those of both, and parts to the whole")
    func additive() throws {
        var generator = SeededGenerator(seed: 0xc4_0001)
        let states = try (0..<120).map { _ in
            try #require(Course.random(&generator, statements: 15).reading().state)
        }
        func fold(_ states: some Sequence<CaseState>) -> ComplaintFigures {
            var fold = FigureFold(now: Self.later)
            for state in states { fold.add(state) }
            return fold.figures[.all] ?? ComplaintFigures()
        }
        var parts = fold(states.prefix(50))
        parts.add(fold(states.dropFirst(50)))
        let whole = fold(states)
        #expect(parts == whole)
        #expect(whole.closed <= whole.due && whole.due <= whole.listings)
        #expect(whole.closedInTime <= whole.closed)
        #expect(whole.decided == whole.takenDown + whole.refused)
        #expect(whole.closedInTime > 0 && whole.closedInTime < whole.due)
    }

    @Test("values that were stated beyond all sums stay at the greatest number")
    func sumsAreBounded() {
        var figures = ComplaintFigures()
        (figures.seizedItems, figures.seizedValue) = (.max - 1, ["EUR": .max - 1, "USD": 1])
        figures.add(figures)
        #expect(figures.seizedItems == .max)
        #expect(figures.seizedValue == ["EUR": .max, "USD": 2])
    }
}
