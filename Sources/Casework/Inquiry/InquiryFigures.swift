/// How soon inquiries had their first answer: those that this house was asked.
package struct InquiryFigures: Hashable, Sendable {
    package let count: Int
    package let answered: Int
    /// Answered within the clock.
    package let withinClock: Int
    /// Not answered, and the clock still runs.
    package let running: Int
    /// Of those that were answered, in milliseconds; nil where none was.
    package let medianMilliseconds: UInt64?

    /// - Parameters:
    ///   - asked: when those count that were asked; nil for all.
    ///   - now: milliseconds since 1970.
    package init(
        _ inquiries: some Sequence<Inquiry>, asked: Range<UInt64>? = nil, rules: InquiryRules,
        at now: UInt64
    ) {
        let mine = inquiries.filter { one in
            one.isToAnswerHere && (asked.map { $0.contains(one.createdAt) } ?? true)
        }
        let times = mine.compactMap { one in
            one.firstAnswerAt.map { $0 - min($0, one.createdAt) }
        }.sorted()
        count = mine.count
        answered = times.count
        withinClock = times.count { $0 <= rules.lateMilliseconds }
        running = mine.count {
            $0.firstAnswerAt == nil && $0.state == .open
                && now - min(now, $0.createdAt) < rules.lateMilliseconds
        }
        medianMilliseconds =
            times.isEmpty
            ? nil
            : times.count % 2 == 1
                ? times[times.count / 2]
                : (times[times.count / 2 - 1] + times[times.count / 2]) / 2
    }

    /// Of those whose clock has run out or that were answered, in percent; nil where there is none.
    package var percentWithinClock: Double? {
        let decided = count - running
        return decided == 0 ? nil : 100 * Double(withinClock) / Double(decided)
    }
}
