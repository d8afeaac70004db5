import AllianceNames
import Complaints
import GS1
import Statements
import Testing
import TransparencyLog

@Suite("Transitions of a listing")
struct TransitionTests {
    @Test("a complaint files its listings, and the clock begins")
    func file() throws {
        let state = try Course(listings: 3).state()
        #expect(state.listings.map(\.stage) == [.filed, .filed, .filed])
        #expect(state.complainant == .member(MemberID(unchecked: "aurum")))
        #expect(state.time == .witnessed(Course.start))
        #expect(!state.isClosed && state.refused.isEmpty)
    }

    @Test("evidence is asked for, and given")
    func evidence() throws {
        var course = Course(listings: 2)
        let request = course.request([1])
        #expect(try course.listing(0).stage == .filed)
        #expect(try course.listing(1).stage == .evidenceRequested)
        let supply = course.supply(request)
        let listing = try course.listing(1)
        #expect(listing.stage == .filed)
        #expect(listing.requests.first?.supply == supply)
        course.supply(request, at: 3)
        #expect(try course.state().refused.map(\.refusal) == [.stage(.filed)])
    }

    @Test("of two requests both must be answered before it is filed again")
    func twoRequests() throws {
        var course = Course()
        let (first, second) = (course.request(at: 1), course.request(at: 1.5))
        course.supply(second, at: 2)
        #expect(try course.listing().stage == .evidenceRequested)
        course.supply(second, at: 2.5)
        #expect(try course.state().refused.map(\.refusal) == [.answersAnother])
        course.supply(first, at: 3)
        #expect(try course.listing().stage == .filed)
    }

    @Test("a request beyond the most that there may be is refused")
    func requestsAreBounded() throws {
        var course = Course()
        for _ in 0...CaseRules.evidenceRequestsMax { course.request() }
        let state = try course.state()
        #expect(state.listings[0].requests.count == CaseRules.evidenceRequestsMax)
        #expect(state.refused.map(\.refusal) == [.tooMany(CaseRules.evidenceRequestsMax)])
    }

    @Test("a return is no close, and is ended by a complaint that mends it")
    func returned() throws {
        var course = Course(listings: 2)
        course.decide(.return, [0, 1], by: nil, reasons: ["evidence-missing"])
        var state = try course.state()
        #expect(state.listings.map(\.stage) == [.returned, .returned])
        #expect(!state.isClosed && state.listings[0].closedAt == nil)
        #expect(state.listings[0].firstRuling == nil)
        #expect(state.listings[0].ruling?.reasons == ["evidence-missing"])
        let again = course.say(
            .complaint(
                Course.complaint([state.listings[1].listing], mends: course.complaint)),
            by: .brand, at: 2)
        state = try course.state()
        #expect(state.listings.map(\.stage) == [.returned, .refiled])
        #expect(state.mendedBy == again)
        let mended = try #require(course.reading(again).state)
        #expect(mended.listings.map(\.stage) == [.filed])
        #expect(mended.time == .witnessed(Course.time(2)))
    }

    @Test("a takedown orders the marketplace, which confirms it once")
    func takeDown() throws {
        var course = Course()
        let decision = course.decide(.takeDown, by: nil, scope: .product)
        var listing = try course.listing()
        #expect(listing.stage == .takenDown && listing.isClosed)
        #expect(listing.closedAt == .witnessed(Course.time(1)))
        #expect(listing.order?.action == .takeDown(.product, until: nil))
        #expect(listing.order?.id == "\(decision)#0")
        let due = try course.state().dueOrders(now: Course.time(1))
        #expect(due.map(\.entry) == [decision])
        let outcome = course.outcome(.takenDown, order: decision)
        listing = try course.listing()
        #expect(listing.order?.progress == .confirmed(by: outcome, at: .witnessed(Course.time(3))))
        #expect(try course.state().dueOrders(now: Course.time(9)).isEmpty)
    }

    @Test(
        "an order that the marketplace does not carry out is escalated, and may still be confirmed")
    func escalate() throws {
        var course = Course()
        let decision = course.decide(.takeDown)
        let escalation = course.outcome(.escalated, order: decision)
        #expect(
            try course.listing().order?.progress
                == .escalated(by: escalation, at: .witnessed(Course.time(3))))
        #expect(try course.state().dueOrders(now: Course.time(4)).count == 1)
        course.outcome(.takenDown, order: decision, at: 4)
        #expect(try course.state().dueOrders(now: Course.time(5)).isEmpty)
        course.outcome(.escalated, order: decision, at: 5)
        #expect(try course.state().refused.map(\.refusal) == [.nothingOrdered])
    }

    @Test("what was not ordered is not confirmed")
    func confirmsTheOrder() throws {
        var course = Course()
        course.outcome(.takenDown, order: course.complaint, at: 0.5)
        let decision = course.decide(.takeDown)
        course.outcome(.restored, order: decision)
        course.outcome(.takenDown, order: course.complaint)
        #expect(
            try course.state().refused.map(\.refusal) == [
                .nothingOrdered, .nothingOrdered, .answersAnother,
            ])
    }

    @Test("a refusal says why, and can be appealed against")
    func refuse() throws {
        var course = Course()
        let first = course.decide(.refuse, reasons: ["mark-not-used"])
        #expect(try course.listing().stage == .refused)
        #expect(try course.listing().firstRuling?.entry == first)
        let appeal = course.appeal()
        #expect(try course.listing().stage == .appealed)
        course.decide(.refuse, at: 3, by: "r2", answering: appeal)
        let listing = try course.listing()
        #expect(listing.stage == .refusalUpheld)
        #expect(listing.objections.map(\.isUpheld) == [false])
        #expect(listing.order == nil)
    }

    @Test("an appeal that is upheld takes down, and the seller may answer that")
    func overturnRefusal() throws {
        var course = Course()
        course.decide(.refuse)
        let appeal = course.appeal()
        let second = course.decide(.takeDown, at: 3, by: "r2", answering: appeal)
        var listing = try course.listing()
        #expect(listing.stage == .takenDown)
        #expect(listing.takedown?.entry == second && listing.order?.entry == second)
        #expect(listing.firstRuling?.verdict == .refuse)
        let counter = course.counter(at: 4)
        course.decide(.takeDown, at: 5, by: "r2", answering: counter)
        #expect(try course.state().refused.map(\.refusal) == [.samePerson])
        course.decide(.takeDown, at: 6, by: "r3", answering: counter)
        listing = try course.listing()
        #expect(listing.stage == .takedownUpheld)
    }

    @Test("a return can be appealed against, which does not close it; the decision does")
    func appealOfAReturn() throws {
        var course = Course()
        course.decide(.return)
        let appeal = course.appeal()
        #expect(try course.listing().stage == .appealed)
        #expect(try !course.state().isClosed)
        #expect(try course.listing().closedAt == nil)
        course.decide(.refuse, at: 3, by: "r2", answering: appeal)
        #expect(try course.listing().closedAt == .witnessed(Course.time(3)))
        #expect(try course.state().isClosed)
    }

    @Test("a counter-notice that is right brings the listing back, decided by another person")
    func overturnTakedown() throws {
        var course = Course()
        let first = course.decide(.takeDown)
        let counter = course.counter()
        #expect(try course.listing().stage == .contested)
        course.decide(.refuse, at: 3, by: "r1", answering: counter)
        course.decide(.refuse, at: 3, by: nil, answering: counter)
        course.decide(.refuse, at: 3, by: "r2", answering: first)
        course.decide(.refuse, at: 3, by: "r2")
        #expect(
            try course.state().refused.map(\.refusal) == [
                .samePerson, .automatic, .answersAnother, .stage(.contested),
            ])
        let second = course.decide(.refuse, at: 4, by: "r2", answering: counter)
        let listing = try course.listing()
        #expect(listing.stage == .reinstated)
        #expect(listing.order?.action == .restore && listing.order?.entry == second)
        #expect(listing.objections.map(\.isUpheld) == [true])
        #expect(listing.overturnedAt == Course.time(4))
        #expect(listing.takedown?.entry == first)
        course.outcome(.restored, order: second, at: 5)
        #expect(try course.state().dueOrders(now: Course.time(6)).isEmpty)
    }

    @Test("a takedown stands where the objection is not right, and is not objected to again")
    func upholdTakedown() throws {
        var course = Course()
        course.decide(.takeDown, by: nil)
        let counter = course.counter()
        course.decide(.takeDown, at: 3, by: "r1", answering: counter)
        #expect(try course.listing().stage == .takedownUpheld)
        course.counter(at: 4)
        #expect(try course.state().refused.map(\.refusal) == [.stage(.takedownUpheld)])
    }

    @Test("each side objects once, however it ends")
    func objectsOnce() throws {
        var course = Course()
        course.decide(.return)
        let appeal = course.appeal()
        course.decide(.takeDown, at: 3, by: "r2", answering: appeal)
        let counter = course.counter(at: 4)
        course.decide(.refuse, at: 5, by: "r3", answering: counter)
        course.appeal(at: 6)
        #expect(try course.state().refused.map(\.refusal) == [.stage(.reinstated)])
    }

    @Test("an objection is heard for six months after the seller could know, and not after that")
    func objectionWindow() throws {
        let window = Double(CaseRules.objectionWindowMilliseconds / Course.hour)
        for (hold, hours, expected) in [
            (nil, 1 + window, ListingStage.contested), (nil, 1.1 + window, .takenDown),
            (240.0, 240 + window, .contested), (240.0, 240.1 + window, .takenDown),
        ] {
            var course = Course()
            if let hold { course.hold(until: hold) }
            course.decide(.takeDown)
            course.counter(at: hours)
            #expect(try course.listing().stage == expected)
            let refusals = try course.state().refused.map(\.refusal)
            #expect(refusals == (expected == .contested ? [] : [.windowClosed]))
        }
    }

    @Test("the platform puts back on its own, which settles an open objection")
    func reinstate() throws {
        var course = Course()
        course.decide(.takeDown, by: nil)
        course.counter()
        let entry = course.reinstate(reason: .auditSample)
        let listing = try course.listing()
        #expect(listing.stage == .reinstated && listing.reinstatement == .auditSample)
        #expect(listing.order?.action == .restore && listing.order?.entry == entry)
        #expect(listing.objections.map(\.isUpheld) == [true])
        #expect(listing.overturnedAt == Course.time(3) && listing.isAffirmed == false)
    }

    @Test(
        "a person decides again what was decided without one, once, and the same or the other way")
    func secondLook() throws {
        for (first, second, stage, affirmed, order) in [
            (.takeDown, .takeDown, .takenDown, true, "take-down"),
            (.takeDown, .refuse, .reinstated, false, "restore"),
            (.refuse, .refuse, .refused, true, nil),
            (.refuse, .takeDown, .takenDown, false, "take-down"),
        ]
            as [(
                ComplaintDecision.Verdict, ComplaintDecision.Verdict, ListingStage, Bool, String?
            )]
        {
            var course = Course()
            course.decide(first, by: nil)
            #expect(try course.listing().awaitsSecondLook)
            let look = course.decide(second, at: 2, by: "r2")
            var listing = try course.listing()
            #expect(listing.stage == stage && listing.isAffirmed == affirmed)
            #expect(listing.order?.action.verb == order && listing.deciders == ["r2"])
            #expect(listing.firstRuling?.verdict == first && !listing.awaitsSecondLook)
            #expect(listing.overturnedAt == (stage == .reinstated ? Course.time(2) : nil))
            if !affirmed { #expect(listing.order?.entry == look) }
            // Nobody looks a third time, and who looked decides no objection.
            course.decide(second, at: 3, by: "r3")
            #expect(try course.state().refusedCount == 1)
            if stage == .takenDown {
                let counter = course.counter(at: 4)
                course.decide(.refuse, at: 5, by: "r2", answering: counter)
                listing = try course.listing()
                #expect(listing.stage == .contested)
            }
        }
        // Nothing is sent back that was decided, none without a person decides again, and no person another.
        for (maker, verdict, again) in [
            (nil, .return, "r2"), (nil, .takeDown, nil), ("r1", .takeDown, "r2"),
        ] as [(String?, ComplaintDecision.Verdict, String?)] {
            var course = Course()
            course.decide(.takeDown, by: maker)
            course.decide(verdict, at: 2, by: again)
            let state = try course.state()
            #expect(state.refused.map(\.refusal) == [.stage(.takenDown)])
            #expect(state.listings[0].isAffirmed == nil)
        }
    }

    @Test("who took down puts back what nobody contests, and settles no objection")
    func reinstateContested() throws {
        var course = Course(listings: 2)
        course.decide(.takeDown, [0, 1], by: "r9")
        course.counter([0])
        course.reinstate()
        let state = try course.state()
        #expect(state.listings.map(\.stage) == [.contested, .reinstated])
        #expect(state.refused.map(\.refusal) == [.samePerson])
        #expect(state.listings[0].objections.map(\.isUpheld) == [nil])
    }

    @Test("a court's order to put back does not say that the takedown was wrong")
    func courtOrder() throws {
        var course = Course()
        course.decide(.takeDown)
        course.reinstate(reason: .courtOrder)
        #expect(try course.listing().overturnedAt == nil)
    }

    @Test("a withdrawal brings back what is down, and orders nothing otherwise")
    func withdraw() throws {
        var course = Course(listings: 3)
        course.decide(.takeDown, [0])
        course.decide(.refuse, [1])
        let entry = course.withdraw()
        let state = try course.state()
        #expect(state.listings.map(\.stage) == [.withdrawn, .refused, .withdrawn])
        #expect(state.listings[0].order?.action == .restore)
        #expect(state.listings[0].order?.entry == entry)
        #expect(state.listings[2].order == nil)
        #expect(state.refused.map(\.refusal) == [.stage(.refused)])
        #expect(state.listings[2].closedAt == .witnessed(Course.time(3)))
    }

    @Test("seizures and test buys are recorded once, whatever the stage")
    func record() throws {
        var course = Course(listings: 2)
        course.say(
            .outcome(
                ComplaintOutcome(
                    of: course.complaint, kind: .seized, items: 40,
                    value: .init(minorUnits: 120_000, currency: "EUR"))), by: .platform, at: 1)
        let state = try course.state()
        #expect(state.listings.map(\.records.count) == [1, 0])
        #expect(state.listings[0].records[0].items == 40)
        #expect(state.listings.map(\.stage) == [.filed, .filed])
    }

    @Test("a pause is refused where nothing waits any more")
    func pause() throws {
        var course = Course()
        course.pause(until: 9)
        #expect(try course.state().pauses.map(\.until) == [Course.time(9)])
        course.decide(.refuse, at: 2)
        course.pause(until: 19, at: 3)
        let state = try course.state()
        #expect(state.pauses.count == 1)
        #expect(state.refused.map(\.refusal) == [.stage(.refused)])
    }

    @Test("300 listings are decided by one statement, with exceptions, each for itself")
    func many() throws {
        var course = Course(listings: Complaint.listingsMax)
        let exceptions = [7, 250]
        course.say(
            .decision(
                ComplaintDecision(
                    of: course.complaint,
                    parts: [
                        .init(
                            listings: (0..<300).filter { !exceptions.contains($0) },
                            verdict: .takeDown, reasons: ["clear"]),
                        .init(listings: exceptions, verdict: .refuse, reasons: ["authorised"]),
                    ], maker: .person("r1"))), by: .platform, at: 1)
        let state = try course.state()
        #expect(state.listings.count { $0.stage == .takenDown } == 298)
        #expect(exceptions.allSatisfy { state.listings[$0].stage == .refused })
        #expect(state.isClosed && state.closedAt == .witnessed(Course.time(1)))
    }

    @Test("the files of a statement that changes nothing are no evidence")
    func evidenceOfWhatIsRefused() throws {
        let file = EvidenceFile(
            digest: .sha256([7]), mediaType: "image/png", byteCount: 1, role: .purchaseReceipt)
        var course = Course()
        func answer() -> ComplaintStatement {
            .counterNotice(
                CounterNotice(
                    to: course.complaint, reason: .genuineGoods, text: "they are real",
                    evidence: [file], goodFaithStatement: "I believe so."))
        }
        func appeal() -> ComplaintStatement {
            .appeal(ComplaintAppeal(of: course.complaint, text: "look again", evidence: [file]))
        }
        course.say(answer(), by: .platform, at: 1)
        course.say(appeal(), by: .brand, at: 1)
        let request = course.request(at: 1.5)
        course.supply(request, at: 2)
        course.say(
            .evidenceSupply(
                EvidenceSupply(on: course.complaint, request: request, evidence: [file])),
            by: .brand, at: 3)
        #expect(try course.state().refused.count == 3)
        #expect(try course.state().evidence.isEmpty)
        course.decide(.takeDown, at: 4)
        course.say(answer(), by: .platform, at: 5)
        #expect(try course.state().evidence == [file])
    }

    @Test(
        "numbers that a seller names count for listings that its answer has changed, the first ones"
    )
    func sellerItems() throws {
        var course = Course(listings: 3)
        course.decide(.takeDown, [0, 1])
        func items(_ serials: Range<Int>, of listing: Int) throws -> [ListedItem] {
            try serials.map {
                ListedItem(
                    listing: listing,
                    item: try ItemIdentifiers(parsing: "(01)09520123456788(21)\($0)"))
            }
        }
        func answer(_ places: [Int], _ items: [ListedItem]) -> ComplaintStatement {
            .counterNotice(
                CounterNotice(
                    to: course.complaint, listings: places, reason: .genuineGoods,
                    text: "they are real", items: items, goodFaithStatement: "I believe so."))
        }
        // The third was never taken down; a fourth there is not.
        let named = try items(0..<1, of: 0) + items(0..<1, of: 2) + items(0..<1, of: 3)
        course.say(answer([], named), by: .platform, at: 2)
        #expect(try course.state().sellerItems == items(0..<1, of: 0))
        // A second answer to what is contested changes nothing.
        course.say(answer([1], try items(5..<6, of: 1)), by: .platform, at: 3)
        #expect(try course.state().sellerItems == items(0..<1, of: 0))
        #expect(try course.state().asksAboutItems)
        #expect(try course.state().namedItems.map(\.party) == [.seller])
        course.decide(
            .refuse, [0], at: 4, by: "r2",
            answering: try #require(try course.state().listings[0].objections.first?.entry))
        course.decide(
            .refuse, [1], at: 4, by: "r2",
            answering: try #require(try course.state().listings[1].objections.first?.entry))
        course.decide(.refuse, [2], at: 4)
        #expect(try !course.state().asksAboutItems && course.state().sellerItems.count == 1)
    }

    @Test("no seller takes the place of another's numbers, and a case keeps so many")
    func sellerItemsBounded() throws {
        var course = Course(listings: 20)
        course.decide(.takeDown, Array(0..<20))
        for place in 0..<20 {
            let items = try (0..<ListedItem.itemsMax).map {
                ListedItem(
                    listing: place,
                    item: try ItemIdentifiers(parsing: "(01)09520123456788(21)\(place)x\($0)"))
            }
            course.say(
                .counterNotice(
                    CounterNotice(
                        to: course.complaint, listings: [place], reason: .genuineGoods,
                        text: "they are real", items: items,
                        goodFaithStatement: "I believe so.")), by: .platform, at: 2)
        }
        let state = try course.state()
        #expect(state.sellerItems.count == CaseState.sellerItemsMax)
        #expect(state.sellerItems.last?.listing == 15)
    }

    @Test("every step of a long course is told, in its order")
    func manySteps() throws {
        var course = Course(listings: 3)
        for number in 0..<200 { course.hold(until: 40, at: Double(number) / 100) }
        course.decide(.takeDown, [0, 1, 2], at: 3)
        for listing in try course.state().listings {
            #expect(listing.steps.count == 202)
            #expect(listing.steps.map(\.time) == listing.steps.map(\.time).sorted())
            #expect(listing.steps.first?.transition == .file)
            #expect(listing.steps.dropFirst().dropLast().allSatisfy { $0.transition == .hold })
            #expect(listing.steps.last?.transition == .takeDown)
        }
    }
}
