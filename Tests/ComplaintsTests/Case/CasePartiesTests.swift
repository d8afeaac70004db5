import AllianceNames
import Complaints
import Statements
import Testing

@Suite("Who says what in a complaint")
struct CasePartiesTests {
    @Test("what only the platform says counts from nobody else, and the other way round")
    func sides() throws {
        for (statement, allowed) in Self.statements {
            for side in Course.Side.allCases {
                var course = Course()
                course.decide(.takeDown, at: 0.5)
                course.say(statement(course.complaint), by: side, at: 1)
                let refusals = try course.state().refused.map(\.refusal)
                let isRefused =
                    refusals.contains(.notThePlatform) || refusals.contains(.notTheComplainant)
                #expect(isRefused == !allowed.contains(side), "\(statement(course.complaint).kind)")
            }
        }
    }

    static let statements: [(@Sendable (EntryReference) -> ComplaintStatement, [Course.Side])] = [
        (
            {
                .decision(
                    ComplaintDecision(
                        of: $0, parts: [.init(listings: [0], verdict: .refuse, reasons: ["x"])],
                        maker: .automatic))
            }, [.platform]
        ),
        (
            {
                .counterNotice(
                    CounterNotice(to: $0, reason: .other, text: "x", goodFaithStatement: "x"))
            }, [.platform]
        ),
        (
            { .evidenceRequest(EvidenceRequest(on: $0, text: "x", due: Course.time(9))) },
            [.platform]
        ),
        ({ .reinstatement(Reinstatement(under: $0, reason: .other, reviewer: "r")) }, [.platform]),
        ({ .outcome(ComplaintOutcome(of: $0, kind: .seized)) }, [.platform]),
        (
            {
                .clockPause(
                    ClockPause(of: $0, reason: .courtProceedings, until: Course.time(9)))
            }, [.platform]
        ),
        ({ .operationHold(OperationHold(on: $0, until: Course.time(9))) }, [.brand, .platform]),
        ({ .withdrawal(ComplaintWithdrawal(of: $0)) }, [.brand]),
        ({ .appeal(ComplaintAppeal(of: $0, text: "x")) }, [.brand]),
        ({ .evidenceSupply(EvidenceSupply(on: $0, request: $0, text: "x")) }, [.brand]),
    ]

    @Test("the platform files for an account or from its screening, and nobody else does")
    func complainants() throws {
        var hosted = Course.complaint(Course.listings(1))
        hosted.hostedAccount = "maison"
        var screened = Course.complaint(Course.listings(1))
        screened.isFromScreening = true
        let plain = Course.complaint(Course.listings(1))
        let platform = MemberID(unchecked: "platform")
        #expect(
            try Course(filedBy: .platform, hosted).state().complainant
                == .hosted("maison", at: platform))
        #expect(
            try Course(filedBy: .platform, screened).state().complainant == .screening(platform))
        #expect(Course(filedBy: .platform, plain).reading() == .refused(.complainantMissing))
        #expect(Course(filedBy: .brand, hosted).reading() == .refused(.notThePlatform))
        #expect(Course(filedBy: .brand, screened).reading() == .refused(.notThePlatform))
    }

    @Test("statements about a complaint that is not here come to nothing yet")
    func absent() {
        var course = Course()
        course.decide(.takeDown)
        let events = Course.events(course.said.dropFirst(), of: course.complaint)
        #expect(events.count == 1)
        #expect(events.reading(Course.parties) == .complaintAbsent)
    }

    @Test("a statement with a place that there is not says nothing of the others")
    func unknownPlace() throws {
        var course = Course(listings: 2)
        course.withdraw([0, 2], at: 1)
        #expect(try course.state().listings.map(\.stage) == [.filed, .filed])
        #expect(try course.state().refused.map(\.refusal) == [.listingUnknown(place: 2)])
        course.decide(.refuse, [1, 2], at: 2)
        #expect(try course.state().listings.map(\.stage) == [.filed, .refused])
    }

    @Test("every refusal has a word and a sentence of its own")
    func refusals() {
        let all: [TransitionRefusal] = [
            .complaintUnknown, .notThePlatform, .notTheComplainant, .complainantMissing,
            .listingUnknown(place: 1), .stage(.filed), .answersAnother, .automatic, .samePerson,
            .windowClosed, .tooMany(8), .nothingOrdered,
        ]
        #expect(Set(all.map(\.keyword)).count == all.count)
        #expect(Set(all.map(\.description)).count == all.count)
    }
}
