import Complaints
import Statements
import Testing

@Suite("The table of transitions")
struct TransitionTableTests {
    /// A course that ends in a stage, and the entry that the last objection, request or order has.
    static func course(
        in stage: ListingStage
    ) -> (course: Course, open: EntryReference?, order: EntryReference?) {
        var course = Course()
        var open: EntryReference?
        var order: EntryReference?
        switch stage {
        case .filed: break
        case .evidenceRequested: open = course.request()
        case .returned: course.decide(.return)
        case .refiled:
            course.decide(.return)
            course.say(
                .complaint(Course.complaint(Course.listings(1), mends: course.complaint)),
                by: .brand, at: 2)
        case .takenDown: order = course.decide(.takeDown)
        case .refused: course.decide(.refuse)
        case .contested:
            order = course.decide(.takeDown)
            open = course.counter()
        case .appealed:
            course.decide(.refuse)
            open = course.appeal()
        case .takedownUpheld:
            order = course.decide(.takeDown)
            course.decide(.takeDown, at: 3, by: "r2", answering: course.counter())
        case .refusalUpheld:
            course.decide(.refuse)
            course.decide(.refuse, at: 3, by: "r2", answering: course.appeal())
        case .reinstated:
            course.decide(.takeDown)
            order = course.decide(.refuse, at: 3, by: "r2", answering: course.counter())
        case .withdrawn: course.withdraw()
        }
        return (course, open, order)
    }

    /// Says what would make the transition, as well as it can be said.
    static func attempt(
        _ transition: Transition, _ course: inout Course, open: EntryReference?,
        order: EntryReference?
    ) {
        let (any, late) = (course.complaint, 10.0)
        switch transition {
        case .file: break
        case .requestEvidence: course.request(at: late)
        case .supplyEvidence: course.supply(open ?? any, at: late)
        case .return: course.decide(.return, at: late, by: "r8")
        case .refile:
            course.say(
                .complaint(Course.complaint(Course.listings(1), mends: course.complaint)),
                by: .brand, at: late)
        case .takeDown: course.decide(.takeDown, at: late, by: "r8")
        case .refuse, .affirm: course.decide(.refuse, at: late, by: "r8")
        case .reverseRefusal: course.decide(.takeDown, at: late, by: "r8")
        case .counter: course.counter(at: late)
        case .appeal: course.appeal(at: late)
        case .upholdTakedown, .overturnRefusal:
            course.decide(.takeDown, at: late, by: "r8", answering: open ?? any)
        case .overturnTakedown, .upholdRefusal:
            course.decide(.refuse, at: late, by: "r8", answering: open ?? any)
        case .reinstate: course.reinstate(at: late)
        case .withdraw: course.withdraw(at: late)
        case .confirmTakedown: course.outcome(.takenDown, order: order ?? any, at: late)
        case .confirmRestoration: course.outcome(.restored, order: order ?? any, at: late)
        case .escalate: course.outcome(.escalated, order: order ?? any, at: late)
        case .hold: course.hold(until: 99, at: late)
        case .pause: course.pause(until: 99, at: late)
        case .record: course.outcome(.testBuyGenuine, order: nil, at: late)
        }
    }

    @Test("courses end in the stage that they are for", arguments: ListingStage.allCases)
    func courses(stage: ListingStage) throws {
        let state = try Self.course(in: stage).course.state()
        #expect(state.listings[0].stage == stage)
        #expect(state.refused.isEmpty)
    }

    @Test(
        "in every stage every transition is made where the table has it, and refused where not",
        arguments: ListingStage.allCases)
    func everyPair(stage: ListingStage) throws {
        // Marketplace orders depend on what was ordered, second looks on who decided, and have tests of their own.
        let apart: [Transition] = [
            .file, .confirmTakedown, .confirmRestoration, .escalate, .pause, .affirm,
            .reverseRefusal,
        ]
        // The same statement says the one of a takedown and the other of a refusal.
        let twins: [Transition: Transition] = [
            .upholdTakedown: .overturnRefusal, .overturnRefusal: .upholdTakedown,
            .overturnTakedown: .upholdRefusal, .upholdRefusal: .overturnTakedown,
        ]
        for transition in Transition.allCases where !apart.contains(transition) {
            if twins[transition]?.from.contains(stage) == true { continue }
            let begun = Self.course(in: stage)
            var course = begun.course
            let before = try course.state()
            Self.attempt(transition, &course, open: begun.open, order: begun.order)
            let after = try course.state()
            let listing = after.listings[0]
            if transition.from.contains(stage) {
                #expect(after.refused.isEmpty, "\(transition) in \(stage)")
                #expect(listing.stage == transition.to ?? stage, "\(transition) in \(stage)")
                #expect(listing.steps.last?.transition == transition)
            } else {
                #expect(after.refusedCount == 1, "\(transition) in \(stage)")
                #expect(listing == before.listings[0], "\(transition) in \(stage)")
            }
        }
    }

    @Test("every stage but the first is reached by a transition of the table")
    func reached() {
        for stage in ListingStage.allCases where stage != .filed {
            #expect(Transition.allCases.contains { $0.to == stage && !$0.from.isEmpty })
        }
    }
}
