package import ComplaintEvents

/// The baseline: every complaint is believed and everything it names taken down at once. A
/// counter-notice goes to a person; a complaint that is taken back is undone.
package struct AtTheirWord: ComplaintJudge {
    private var listings: [Int: [Int]] = [:]

    package init() {}

    package mutating func handle(_ event: TimedEvent) -> [Ruling] {
        switch event.event {
        case .complaint(let complaint):
            listings[complaint.complaint] = complaint.listings
            return [
                Ruling(
                    complaint: complaint.complaint, listings: complaint.listings, .takeDown,
                    at: event.at)
            ]
        case .counterNotice(let notice):
            return [
                Ruling(
                    complaint: notice.complaint, listings: notice.listings, .review(priority: 0),
                    at: event.at)
            ]
        case .withdrawal(let complaint):
            return [
                Ruling(
                    complaint: complaint, listings: listings[complaint] ?? [], .reinstate,
                    at: event.at)
            ]
        default: return []
        }
    }
}
