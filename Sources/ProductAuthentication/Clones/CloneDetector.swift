/// Weighs 'one object, and some readings lost or wrong' against 'two or more objects under one number'.
///
/// An absent scan accuses nobody: only scans that are there can contradict each other, and a
/// contradiction weighs as little as readers' errors are common. Contradictions that one wrong scan
/// explains count once. No scan is taken for that of the genuine object because it came first.
package struct CloneDetector: Sendable {
    package init() {}

    /// - Parameters:
    ///   - scans: of one item, in any order; at most `ScanWindow` keeps, since the work grows with
    ///     their square.
    ///   - item: what the owner's record says, if there is one.
    ///   - now: milliseconds since 1970, up to which the scans are all there are; nil for that of the
    ///     last of them. Buyers of copies would have gone on scanning: silence clears, and never
    ///     accuses.
    package func assess(
        _ scans: [Scan], item: ItemRecord? = nil, at now: UInt64? = nil
    ) -> CloneAssessment {
        let readings = Readings(scans)
        var tally = SignTally()
        ChainConflicts(readings).count(item, into: &tally)
        let wrong = TravelConflicts(readings).count(into: &tally)
        Itinerary(readings, without: wrong).count(into: &tally)
        let people = readings.all.indices.compactMap { position in
            readings.all[position].scan.kind == .verified && !wrong.contains(position)
                ? readings.all[position] : nil
        }
        OneOrMany(people, trade: readings.trade, at: now).count(into: &tally)
        return tally.assessment
    }

    /// How often each sign was seen, in the order of `CloneSign.allCases`: what the weights are
    /// fitted on.
    package func counts(
        _ scans: [Scan], item: ItemRecord? = nil, at now: UInt64? = nil
    ) -> [Int] {
        let found = assess(scans, item: item, at: now).findings
        return CloneSign.allCases.map { sign in found.first { $0.sign == sign }?.count ?? 0 }
    }
}
