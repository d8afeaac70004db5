import Complaints
import Statements
import Testing

@Suite("What would be refused if it were said now")
struct CaseTrialTests {
    private func refusal(
        _ said: ComplaintStatement, in course: Course, by side: Course.Side
    ) throws -> CaseState.Refused? {
        try course.state().refusal(
            of: said, at: EntryReference(origin: Course.log(side), index: 1_000),
            now: Course.time(3), Course.parties)
    }

    @Test("what is tried is refused where saying it is refused, and for the same reason")
    func asSaid() throws {
        var course = Course(listings: 2)
        course.decide(.takeDown, [0])
        let statements: [(ComplaintStatement, Course.Side)] = [
            (.withdrawal(ComplaintWithdrawal(of: course.complaint)), .brand),
            (.withdrawal(ComplaintWithdrawal(of: course.complaint)), .platform),
            (
                .appeal(ComplaintAppeal(of: course.complaint, listings: [0], text: "again")),
                .brand
            ),
            (
                .counterNotice(
                    CounterNotice(
                        to: course.complaint, listings: [0], reason: .genuineGoods, text: "real",
                        goodFaithStatement: "yes")), .platform
            ),
            (
                .decision(
                    ComplaintDecision(
                        of: course.complaint,
                        parts: [.init(listings: [0, 1], verdict: .refuse, reasons: ["no"])],
                        maker: .person("r2"))), .platform
            ),
        ]
        for (statement, side) in statements {
            let tried = try refusal(statement, in: course, by: side)
            var said = course
            let entry = said.say(statement, by: side, at: 3)
            let refused = try said.state().refused.filter { $0.entry == entry }
            #expect(tried?.refusal == refused.first?.refusal)
            #expect(tried?.place == refused.first?.place)
        }
    }

    @Test("what speaks of all listings may be said where it is allowed for one")
    func all() throws {
        var course = Course(listings: 2)
        course.decide(.refuse, [0])
        func withdrawal(_ places: [Int]) throws -> CaseState.Refused? {
            try refusal(
                .withdrawal(ComplaintWithdrawal(of: course.complaint, listings: places)),
                in: course, by: .brand)
        }
        #expect(try withdrawal([]) == nil)
        #expect(try withdrawal([1]) == nil)
        #expect(try withdrawal([0, 1])?.place == 0)
        course.withdraw([1])
        #expect(try withdrawal([]) != nil)
    }

    @Test("the time for an objection ends by the clock of whoever asks")
    func window() throws {
        var course = Course()
        course.decide(.refuse)
        let state = try course.state()
        func refusal(_ hours: Double) -> TransitionRefusal? {
            state.refusal(
                of: .appeal(ComplaintAppeal(of: course.complaint, text: "again")),
                at: EntryReference(origin: Course.log(.brand), index: 9),
                now: Course.time(hours), Course.parties)?.refusal
        }
        #expect(refusal(184 * 24 + 1) == nil)
        #expect(refusal(184 * 24 + 2) == .windowClosed)
    }

    @Test("the course names every entry that changed something, the complaint first")
    func course() throws {
        var course = Course(listings: 2)
        course.decide(.takeDown, [0, 1])
        let counter = course.counter([0])
        course.pause(until: 9)
        let late = course.decide(.refuse, [0], at: 3)
        let state = try course.state()
        #expect(state.course.first == course.complaint)
        #expect(Set(state.course).count == state.course.count)
        #expect(state.course.contains(counter) && state.course.contains(late))
    }
}
