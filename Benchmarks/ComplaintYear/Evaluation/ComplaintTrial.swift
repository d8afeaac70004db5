package import ComplaintEvents

/// Puts a year before a judge, lets people decide what it leaves to them, and counts what came of it.
/// Only this knows both the truth and the judge; the judge gets events and the outcomes of reviews.
package struct ComplaintTrial<Judge: ComplaintJudge> {
    /// Hours go on for so long after the last event, so that what is waited for can come.
    package static var hoursAfterwards: Int { 24 * 7 }

    private struct Due {
        enum What {
            case ruling(Ruling)
            case reviewed(ReviewCase)
            case hour
        }

        let at: Int
        let sequence: Int
        let what: What
    }

    private var judge: Judge
    private var cases: CaseBook
    private var desk: ReviewDesk
    private var due = PriorityQueue<Due> { ($0.at, $0.sequence) < ($1.at, $1.sequence) }
    private var sequence = 0
    private var now = 0
    private var lastHour = Int.max

    /// - Parameters:
    ///   - seed: of the people's errors and times.
    ///   - endSeconds: the end of the year, up to which harm is counted.
    package init(_ judge: Judge, desk: DeskParameters, seed: UInt64, endSeconds: Int) {
        self.judge = judge
        cases = CaseBook(endSeconds: endSeconds)
        self.desk = ReviewDesk(desk, seed: seed)
    }

    /// A whole generated year.
    package static func run(
        _ judge: Judge, year: YearParameters, desk: DeskParameters
    ) -> TrialFigures {
        var trial = ComplaintTrial(
            judge, desk: desk, seed: UInt64(year.seed),
            endSeconds: Int(year.days) * YearClock.daySeconds)
        return trial.run(ComplaintYear(year))
    }

    package mutating func run(_ lines: some Sequence<YearLine>) -> TrialFigures {
        schedule(at: YearClock.hourSeconds, .hour)
        for line in lines {
            advance(to: line.event.at)
            now = line.event.at
            guard cases.take(line) else { continue }
            apply(judge.handle(line.event))
        }
        lastHour = now + Self.hoursAfterwards * YearClock.hourSeconds
        advance(to: Int.max)
        return cases.finish(with: desk)
    }

    private mutating func schedule(at time: Int, _ what: Due.What) {
        due.insert(Due(at: time, sequence: sequence, what: what))
        sequence += 1
    }

    private mutating func advance(to time: Int) {
        while let next = due.first, next.at <= time {
            _ = due.popFirst()
            now = next.at
            switch next.what {
            case .ruling(let ruling): effect(ruling)
            case .reviewed(let item): conclude(item)
            case .hour:
                guard next.at <= lastHour else { continue }
                apply(judge.hour(at: next.at))
                schedule(at: next.at + YearClock.hourSeconds, .hour)
            }
        }
    }

    private mutating func apply(_ rulings: [Ruling]) {
        for ruling in rulings {
            if ruling.at > now { schedule(at: ruling.at, .ruling(ruling)) } else { effect(ruling) }
        }
    }

    private mutating func effect(_ ruling: Ruling) {
        for (occasion, listings) in cases.apply(ruling, at: now) {
            var priority = 0
            if case .review(let given) = ruling.action { priority = given }
            desk.add(
                ReviewCase(
                    complaint: ruling.complaint, occasion: occasion, listings: listings,
                    priority: occasion == .audit ? Int.min : priority,
                    filedAt: cases.filedAt(ruling.complaint), queuedAt: now, sequence: sequence))
            sequence += 1
        }
        startReviews()
    }

    private mutating func startReviews() {
        while let (item, doneAt) = desk.start(at: now) { schedule(at: doneAt, .reviewed(item)) }
    }

    private mutating func conclude(_ item: ReviewCase) {
        desk.finish()
        let outcome = cases.conclude(item, at: now, by: desk)
        apply(judge.learn(outcome))
        startReviews()
    }
}
