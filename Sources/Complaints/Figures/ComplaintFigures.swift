/// Counts of cases and listings, added up from their states; every figure can be made again from the
/// logs. Sums and lists only, so the figures of two sets of cases add up to those of both.
package struct ComplaintFigures: Equatable, Sendable {
    /// Part of a whole.
    package struct Share: Equatable, Sendable {
        package var part: Int
        package var whole: Int

        package init(part: Int, whole: Int) {
            self.part = part
            self.whole = whole
        }

        /// Nil of nothing.
        package var percent: Double? {
            whole == 0 ? nil : Double(part) * 100 / Double(whole)
        }
    }

    package var cases = 0
    /// Cases that are closed, or should be.
    package var casesDue = 0
    package var casesClosedInTime = 0
    package var listings = 0
    package var proactive = 0
    /// Closed, or open for longer than 24 hours; one that was sent back is open, one that was filed again
    /// counts where it was.
    package var due = 0
    package var closed = 0
    /// In 24 hours of the clock, which stands still for named reasons only.
    package var closedInTime = 0
    /// In 24 hours of the wall's clock, pauses or not.
    package var closedInWallTime = 0
    package var decided = 0
    package var takenDown = 0
    package var automatic = 0
    package var refused = 0
    package var returned = 0
    package var withdrawn = 0
    package var counterNotices = 0
    package var counterNoticesDecided = 0
    package var counterNoticesUpheld = 0
    /// Upon which the complainant took its complaint back before anybody decided.
    package var counterNoticesConceded = 0
    package var appealsDecided = 0
    package var appealsUpheld = 0
    /// Automatic decisions that a person looked at again, as the sample asks, and how many of them it affirmed.
    package var secondLooks = 0
    package var affirmed = 0
    /// Of refusals and of returns, by their reasons.
    package var refusalCauses: [String: Int] = [:]
    package var returnCauses: [String: Int] = [:]
    package var seizures = 0
    package var seizedItems: UInt64 = 0
    /// By currency, in its minor units.
    package var seizedValue: [String: UInt64] = [:]
    package var testBuys = 0
    package var testBuysCounterfeit = 0
    /// Of the clock to a close.
    package var runningTimes = RunningTimes()

    package init() {}

    package var closedInTimeShare: Share { Share(part: closedInTime, whole: due) }
    package var casesClosedInTimeShare: Share { Share(part: casesClosedInTime, whole: casesDue) }
    package var takenDownShare: Share { Share(part: takenDown, whole: decided) }
    package var proactiveShare: Share { Share(part: proactive, whole: listings) }
    package var counterNoticesUpheldShare: Share {
        Share(part: counterNoticesUpheld, whole: counterNoticesDecided)
    }
    /// How often people agree with what was decided without one.
    package var affirmedShare: Share { Share(part: affirmed, whole: secondLooks) }

    /// In milliseconds, to the minute.
    package var medianTime: UInt64? { runningTimes.time(percentile: 50) }
    package var p95Time: UInt64? { runningTimes.time(percentile: 95) }

    /// Of what was stated by others: it stays at the greatest number rather than go beyond it.
    static func sum(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let (sum, isBeyond) = one.addingReportingOverflow(other)
        return isBeyond ? .max : sum
    }

    package mutating func add(_ other: ComplaintFigures) {
        cases += other.cases
        casesDue += other.casesDue
        casesClosedInTime += other.casesClosedInTime
        listings += other.listings
        proactive += other.proactive
        due += other.due
        closed += other.closed
        closedInTime += other.closedInTime
        closedInWallTime += other.closedInWallTime
        decided += other.decided
        takenDown += other.takenDown
        automatic += other.automatic
        refused += other.refused
        returned += other.returned
        withdrawn += other.withdrawn
        counterNotices += other.counterNotices
        counterNoticesDecided += other.counterNoticesDecided
        counterNoticesUpheld += other.counterNoticesUpheld
        counterNoticesConceded += other.counterNoticesConceded
        appealsDecided += other.appealsDecided
        appealsUpheld += other.appealsUpheld
        secondLooks += other.secondLooks
        affirmed += other.affirmed
        refusalCauses.merge(other.refusalCauses, uniquingKeysWith: +)
        returnCauses.merge(other.returnCauses, uniquingKeysWith: +)
        seizures += other.seizures
        seizedItems = Self.sum(seizedItems, other.seizedItems)
        seizedValue.merge(other.seizedValue, uniquingKeysWith: Self.sum)
        testBuys += other.testBuys
        testBuysCounterfeit += other.testBuysCounterfeit
        runningTimes.add(other.runningTimes)
    }
}
