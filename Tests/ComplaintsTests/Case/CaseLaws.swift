import Complaints
import Statements
import Testing

@Suite("Laws of the state of a complaint")
struct CaseLaws {
    @Test("every order of arrival of a short course gives the same state")
    func permutations() {
        let seed: UInt64 = 0xc0_0001
        var generator = SeededGenerator(seed: seed)
        for round in 0..<12 {
            let course = Course.random(&generator, statements: 5)
            let expected = course.reading()
            var orders = 0
            Self.permute(course.said) { order in
                orders += 1
                let reading = Course.events(order, of: course.complaint).reading(Course.parties)
                if reading != expected { Issue.record("seed \(seed), round \(round)") }
            }
            #expect(orders == 720)
        }
    }

    @Test("long courses in shuffled order, with repetitions and in parts that are joined, agree")
    func shuffles() throws {
        let seed: UInt64 = 0xc0_0002
        var generator = SeededGenerator(seed: seed)
        var transitions: Set<Transition> = []
        var refusals: Set<String> = []
        for round in 0..<300 {
            let course = Course.random(&generator, statements: 40)
            let expected = course.reading()
            let state = try #require(expected.state)
            for listing in state.listings { transitions.formUnion(listing.steps.map(\.transition)) }
            refusals.formUnion(state.refused.map(\.refusal.keyword))
            for _ in 0..<4 {
                let shuffled = course.said.shuffled(using: &generator)
                let twice = shuffled + shuffled.prefix(10)
                let cut = Int.random(in: 0...twice.count, using: &generator)
                var joined = Course.events(twice[cut...], of: course.complaint)
                joined.join(Course.events(twice[..<cut], of: course.complaint))
                #expect(
                    joined.reading(Course.parties) == expected, "seed \(seed), round \(round)")
            }
        }
        // What the law was tried on: all steps but those that a random course hardly makes.
        #expect(transitions.count >= Transition.allCases.count - 2, "\(transitions.count)")
        #expect(refusals.count >= 5, "\(refusals.sorted())")
    }

    @Test(
        "a confirmation that arrives later, or is of an earlier quorum, gives the state of its time"
    )
    func confirmations() {
        let seed: UInt64 = 0xc0_0003
        var generator = SeededGenerator(seed: seed)
        for round in 0..<200 {
            let course = Course.random(&generator, statements: 20)
            let expected = course.reading()
            var events = CaseEvents(of: course.complaint)
            for one in course.said.shuffled(using: &generator) {
                events.insert(one.said, at: one.entry, time: .pending)
            }
            for one in course.said.shuffled(using: &generator) {
                if let time = one.time.milliseconds, Bool.random(using: &generator) {
                    events.insert(one.said, at: one.entry, time: .witnessed(time + 77))
                }
                events.insert(one.said, at: one.entry, time: one.time)
            }
            #expect(events.reading(Course.parties) == expected, "seed \(seed), round \(round)")
        }
    }

    @Test("every stage of every listing is the end of the steps that are told")
    func stepsTellTheStage() throws {
        var generator = SeededGenerator(seed: 0xc0_0004)
        for _ in 0..<300 {
            let state = try #require(
                Course.random(&generator, statements: 30).reading().state)
            for listing in state.listings {
                var stage: ListingStage?
                for step in listing.steps {
                    if let stage { #expect(step.transition.from.contains(stage)) }
                    stage = step.transition.to ?? stage
                    // Where a second request is open, a supply does not end the wait.
                    if step.transition == .supplyEvidence, listing.requests.count > 1 {
                        stage = nil
                    }
                }
                if let stage { #expect(stage == listing.stage) }
                let closes = listing.steps.contains { step in
                    step.transition.to?.isClosed == true && step.transition != .appeal
                }
                #expect((listing.closedAt != nil) == closes)
            }
        }
    }

    /// Heap's algorithm.
    private static func permute<Element>(_ elements: [Element], _ visit: ([Element]) -> Void) {
        var order = elements
        var counters = [Int](repeating: 0, count: order.count)
        visit(order)
        var place = 0
        while place < order.count {
            if counters[place] < place {
                order.swapAt(place.isMultiple(of: 2) ? 0 : counters[place], place)
                visit(order)
                counters[place] += 1
                place = 0
            } else {
                counters[place] = 0
                place += 1
            }
        }
    }
}
