import ComplaintEvents
package import ComplaintScoring

/// What a judge leaves behind for whoever put the year before it: rows to learn from, and how long it took.
package final class JudgingNotes {
    package var rows: [FittingRow] = []
    package var complaints = 0
    package var listings = 0
    package var judging = Duration.zero
    package var longest = Duration.zero
    /// By code, complaints that were given back for it.
    package var returned: [String: Int] = [:]
    /// By reason, listings that went to a person.
    package var reviewed: [String: Int] = [:]
    package var express = 0
    package var refused = 0

    package init() {}

    func add(_ listings: Int, took: Duration) {
        complaints += 1
        self.listings += listings
        judging += took
        longest = max(longest, took)
    }
}

extension JudgingNotes {
    /// How long judging took, and what went where.
    package var summary: String {
        let each = judging / max(1, listings)
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }
        return """
            judged \(complaints) complaints of \(listings) listings, \(each.microseconds) µs a listing; \
            the longest complaint \(longest.microseconds) µs
            listings taken down at once \(express), refused at once \(refused); to people: \(list(reviewed))
            complaints given back: \(list(returned))
            """
    }
}

extension Duration {
    fileprivate var microseconds: Int {
        Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
    }
}
