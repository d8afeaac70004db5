/// What came of a year under one judge. Listings are counted once for each complaint that names them.
package struct TrialFigures: Sendable, Equatable {
    /// Of one kind of complaint, what became of the listings of sellers that are no counterfeiters; each
    /// is counted once.
    package struct Harm: Sendable, Equatable {
        package var listings = 0
        package var takenDown = 0
        /// Until reinstated, ended by the seller, or the year is over.
        package var secondsDown = 0

        package init() {}

        mutating func add(_ other: Harm) {
            listings += other.listings
            takenDown += other.takenDown
            secondsDown += other.secondsDown
        }

        package var hoursDown: Double { Double(secondsDown) / 3_600 }
    }

    /// That reached the judge.
    package var complaints = 0
    package var givenBack = 0
    /// Every listing of it decided, or the whole given back.
    package var decided = 0
    /// The same, no person having had a part in it.
    package var decidedAutomatically = 0
    /// Not given back, every listing decided within 24 hours.
    package var closedInTime = 0
    /// Given back or closed within 24 hours.
    package var answeredInTime = 0
    package var takedowns = 0
    package var automaticTakedowns = 0
    /// Of listings that are no counterfeits.
    package var wrongTakedowns = 0
    package var wrongAutomaticTakedowns = 0
    /// Of those, the sellers of genuine goods whom nobody authorised.
    package var wrongGreyTakedowns = 0
    /// Of complaints that should have been mended first.
    package var faultyTakedowns = 0
    /// Counterfeits of complaints that were in order.
    package var counterfeits = 0
    /// Of those, what is not down in the end: kept up, given back, reinstated or never decided.
    package var missedCounterfeits = 0
    package var counterNotices = 0
    package var reinstated = 0
    package var ring = Harm()
    package var alone = Harm()
    package var mistaken = Harm()
    /// Rulings about what there is not, or what is decided already.
    package var rulingsWithoutEffect = 0
    package var reviews = 0
    package var reviewSeconds = 0
    package var waitSecondsMost = 0
    package var queueMost = 0
    /// Seconds from filing to the decision about the last listing, of each that was closed.
    package var closingSeconds: [Int] = []

    package init() {}

    package static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }

    package var automaticShare: Double { Self.share(decidedAutomatically, of: decided) }
    package var inTimeShare: Double { Self.share(closedInTime, of: complaints - givenBack) }
    package var answeredShare: Double { Self.share(answeredInTime, of: complaints) }
    package var wrongShare: Double { Self.share(wrongTakedowns, of: takedowns) }
    package var wrongAutomaticShare: Double {
        Self.share(wrongAutomaticTakedowns, of: automaticTakedowns)
    }
    package var missedShare: Double { Self.share(missedCounterfeits, of: counterfeits) }

    /// Of the times to the decision, the one below which `share` of them are (nearest rank); 0 where
    /// nothing was closed.
    package func closingSeconds(at share: Double) -> Int {
        guard !closingSeconds.isEmpty else { return 0 }
        let sorted = closingSeconds.sorted()
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }

    /// Of several years together.
    package static func + (left: TrialFigures, right: TrialFigures) -> TrialFigures {
        var sum = left
        for path in counts { sum[keyPath: path] += right[keyPath: path] }
        sum.ring.add(right.ring)
        sum.alone.add(right.alone)
        sum.mistaken.add(right.mistaken)
        sum.waitSecondsMost = max(left.waitSecondsMost, right.waitSecondsMost)
        sum.queueMost = max(left.queueMost, right.queueMost)
        sum.closingSeconds += right.closingSeconds
        return sum
    }

    private static var counts: [WritableKeyPath<TrialFigures, Int>] {
        [
            \.complaints, \.givenBack, \.decided, \.decidedAutomatically, \.closedInTime,
            \.answeredInTime, \.takedowns, \.automaticTakedowns, \.wrongTakedowns,
            \.wrongAutomaticTakedowns, \.wrongGreyTakedowns, \.faultyTakedowns, \.counterfeits,
            \.missedCounterfeits, \.counterNotices, \.reinstated, \.rulingsWithoutEffect,
            \.reviews, \.reviewSeconds,
        ]
    }
}
