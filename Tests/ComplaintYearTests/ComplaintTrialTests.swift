import ComplaintEvents
import ComplaintYear
import Testing

@Suite struct ComplaintTrialTests {
    /// A counterfeit, an honest listing that a ring hits, a grey one taken for a counterfeit, and a
    /// counterfeit whose complaint lacks evidence.
    private var world: TinyWorld {
        var world = TinyWorld()
        world.listing(0, .counterfeit)
        world.listing(1, .honest)
        world.listing(2, .grey)
        world.listing(3, .counterfeit)
        world.complaint(0, at: 1_000, [0], .earnest)
        world.complaint(1, at: 2_000, [1], .falseRing)
        world.complaint(2, at: 3_000, [2], .mistaken)
        world.complaint(3, at: 4_000, [3], .earnest, fault: .missingEvidence)
        world.complaint(4, at: 5_000, [3], .earnest, mends: 3)
        world.counterNotice(at: 5_600, complaint: 1, [1])
        world.event(at: 6_600, .withdrawal(complaint: 2))
        return world
    }

    @Test("the baseline's figures on a tiny world are those told by hand")
    func baseline() {
        let figures = world.figures(AtTheirWord())
        // The fifth mends what nobody gave back, and does not come.
        #expect(figures.complaints == 4)
        #expect(figures.givenBack == 0)
        #expect(figures.decided == 4)
        #expect(figures.decidedAutomatically == 4)
        #expect(figures.closedInTime == 4)
        #expect(figures.closingSeconds == [0, 0, 0, 0])
        #expect(figures.takedowns == 4)
        #expect(figures.automaticTakedowns == 4)
        #expect(figures.wrongTakedowns == 2)
        #expect(figures.wrongAutomaticTakedowns == 2)
        #expect(figures.wrongGreyTakedowns == 1)
        #expect(figures.faultyTakedowns == 1)
        #expect(figures.counterfeits == 1)
        #expect(figures.missedCounterfeits == 0)
        #expect(figures.counterNotices == 1)
        #expect(figures.reinstated == 2)
        #expect(figures.reviews == 1)
        #expect((50...150).contains(figures.reviewSeconds))
        #expect(figures.ring.listings == 1)
        #expect(figures.ring.takenDown == 1)
        // Down from the complaint until a person had read the answer.
        #expect(figures.ring.secondsDown == 5_600 + figures.reviewSeconds - 2_000)
        #expect(figures.mistaken.takenDown == 1)
        #expect(figures.mistaken.secondsDown == 3_600)
        #expect(figures.alone == TrialFigures.Harm())
        #expect(figures.rulingsWithoutEffect == 0)
        #expect(figures.wrongShare == 0.5)
    }

    @Test("people who always err leave the honest listing down until the year ends")
    func erringPeople() {
        let figures = world.figures(AtTheirWord(), errors: 1, endSeconds: 100_000)
        #expect(figures.reinstated == 1)
        #expect(figures.ring.secondsDown == 98_000)
    }

    @Test("a listing that its seller ends is down no longer")
    func ended() {
        var world = TinyWorld()
        world.listing(0, .honest)
        world.complaint(0, at: 100, [0], .falseAlone)
        world.event(at: 700, .listingEnded(listing: 0))
        #expect(world.figures(AtTheirWord()).alone.secondsDown == 600)
    }

    @Test("people decide rightly, give back what is faulty, and get it again mended")
    func people() {
        let figures = world.figures(AllToPeople())
        #expect(figures.complaints == 5)
        #expect(figures.givenBack == 1)
        #expect(figures.decided == 5)
        #expect(figures.decidedAutomatically == 0)
        #expect(figures.takedowns == 2)
        #expect(figures.wrongTakedowns == 0)
        #expect(figures.counterfeits == 2)
        #expect(figures.missedCounterfeits == 0)
        // Nothing is down of what the counter-notice names, so that it does not come.
        #expect(figures.counterNotices == 0)
        #expect(figures.ring.listings == 1)
        #expect(figures.ring.takenDown == 0)
        #expect(figures.inTimeShare == 1)
    }

    @Test("one person takes one case after the other, two take two at once")
    func queue() {
        var world = TinyWorld()
        for number in 0..<4 {
            world.listing(number, .counterfeit)
            world.complaint(number, at: 10, [number], .earnest)
        }
        let one = world.figures(AllToPeople(), caseSeconds: 1_000)
        #expect(one.closingSeconds.last == one.reviewSeconds)
        #expect(one.queueMost == 3)
        let four = world.figures(AllToPeople(), reviewers: 4, caseSeconds: 1_000)
        #expect(four.reviewSeconds == one.reviewSeconds)
        #expect(four.closingSeconds.reduce(0, +) == one.reviewSeconds)
        #expect(four.waitSecondsMost == 0)
    }

    @Test("what comes later than 24 hours is not in time")
    func late() {
        var world = TinyWorld()
        world.listing(0, .counterfeit)
        world.complaint(0, at: 0, [0], .earnest)
        let figures = world.figures(AllToPeople(), caseSeconds: 200_000)
        #expect(figures.decided == 1)
        #expect(figures.closedInTime == 0)
        #expect(figures.inTimeShare == 0)
    }

    @Test("without people nothing that needs one is decided, and the counterfeit is missed")
    func nobody() {
        let figures = world.figures(AllToPeople(), reviewers: 0)
        #expect(figures.decided == 0)
        #expect(figures.missedCounterfeits == 1)
        #expect(figures.inTimeShare == 0)
    }

    @Test("a ruling about what there is not, or is decided, has no effect and is counted")
    func withoutEffect() {
        struct Confused: ComplaintJudge {
            mutating func handle(_ event: TimedEvent) -> [Ruling] {
                guard case .complaint(let value) = event.event else { return [] }
                return [
                    Ruling(complaint: 77, listings: [0], .takeDown, at: event.at),
                    Ruling(complaint: value.complaint, listings: [9], .takeDown, at: event.at),
                    Ruling(complaint: value.complaint, listings: [0], .keepUp, at: event.at),
                    Ruling(complaint: value.complaint, listings: [0], .takeDown, at: event.at),
                    Ruling(complaint: value.complaint, listings: [], .giveBack, at: event.at),
                ]
            }
        }
        var world = TinyWorld()
        world.listing(0, .counterfeit)
        world.complaint(0, at: 5, [0], .earnest)
        let figures = world.figures(Confused())
        #expect(figures.rulingsWithoutEffect == 4)
        #expect(figures.takedowns == 0)
        #expect(figures.missedCounterfeits == 1)
    }

    @Test("an audited decision that was wrong is put right by a person")
    func audit() {
        struct Audited: ComplaintJudge {
            mutating func handle(_ event: TimedEvent) -> [Ruling] {
                guard case .complaint(let value) = event.event else { return [] }
                return [
                    Ruling(
                        complaint: value.complaint, listings: value.listings, .takeDown,
                        at: event.at + 60, isAudited: true)
                ]
            }
        }
        var world = TinyWorld()
        world.listing(0, .honest)
        world.complaint(0, at: 0, [0], .falseRing)
        let figures = world.figures(Audited())
        #expect(figures.wrongAutomaticTakedowns == 1)
        #expect(figures.decidedAutomatically == 1)
        #expect(figures.closingSeconds == [60])
        #expect(figures.reinstated == 1)
        #expect(figures.ring.secondsDown == figures.reviewSeconds)
    }

    @Test("a judge hears each full hour, and what people decided")
    func hours() {
        struct Listening: ComplaintJudge {
            mutating func handle(_ event: TimedEvent) -> [Ruling] { [] }
            mutating func hour(at time: Int) -> [Ruling] {
                time == 2 * YearClock.hourSeconds
                    ? [Ruling(complaint: 0, listings: [0], .review(priority: 0), at: time)] : []
            }
            mutating func learn(_ outcome: ReviewOutcome) -> [Ruling] {
                outcome.down.isEmpty
                    ? []
                    : [Ruling(complaint: 1, listings: [1], .takeDown, at: outcome.at)]
            }
        }
        var world = TinyWorld()
        for number in 0...1 {
            world.listing(number, .counterfeit)
            world.complaint(number, at: 0, [number], .earnest)
        }
        let figures = world.figures(Listening())
        #expect(figures.takedowns == 2)
        #expect(figures.closingSeconds.first == 2 * YearClock.hourSeconds + figures.reviewSeconds)
    }

    @Test("in a generated year the baseline takes down what a ring names, and misses nothing")
    func generated() {
        var parameters = SmallYear.parameters
        parameters.answers = 0
        parameters.lies = 0
        parameters.withdrawals = 0
        let figures = ComplaintTrial<AtTheirWord>.run(
            AtTheirWord(), year: parameters, desk: DeskParameters())
        #expect(figures.automaticShare == 1)
        #expect(figures.inTimeShare == 1)
        #expect(figures.missedCounterfeits == 0)
        #expect(figures.ring.listings > 100)
        // What a lone filer or a mistaken brand took down first is theirs.
        #expect(figures.ring.takenDown <= figures.ring.listings)
        #expect(Double(figures.ring.takenDown) > 0.5 * Double(figures.ring.listings))
        #expect(figures.ring.hoursDown > 1_000)
        #expect(figures.wrongShare > 0.1)
    }
}
