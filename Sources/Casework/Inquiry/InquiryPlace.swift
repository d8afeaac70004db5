/// Where an inquiry stands in a list of them, and so where a page of it goes on. What is to be answered here comes
/// first, the longest waiting first; then what others answer; then what is over, changed last first. One that is
/// answered between two pages may come once more behind.
package struct InquiryPlace: Hashable, Sendable {
    package static let pattern = "^[012]-(0|[1-9][0-9]{0,14})-[0-9a-f]{32}$"
    private static let ranks = 0...2
    /// What is over.
    private static let last = 2

    private let rank: Int
    /// Since when it waits; of what is over, when it was changed. Milliseconds since 1970.
    private let time: UInt64
    private let id: CaseworkID

    package init(_ one: Inquiry) {
        id = one.id
        if let since = one.waitingSince {
            (rank, time) = (one.isToAnswerHere ? 0 : 1, since)
        } else {
            (rank, time) = (Self.last, one.changedAt)
        }
    }

    /// Nil for what `description` never is.
    package init?(parsing text: String) {
        let sides = text.split(separator: "-", omittingEmptySubsequences: false)
        guard sides.count == 3, sides[0].utf8.count == 1, let rank = Int(sides[0]),
            Self.ranks.contains(rank), sides[1].utf8.count <= 15, let time = UInt64(sides[1]),
            String(time) == sides[1], let id = CaseworkID(sides[2])
        else { return nil }
        self.rank = rank
        self.time = time
        self.id = id
    }
}

extension InquiryPlace: Comparable, CustomStringConvertible {
    package var description: String { "\(rank)-\(time)-\(id)" }

    package static func < (left: Self, right: Self) -> Bool {
        guard left.rank == right.rank else { return left.rank < right.rank }
        guard left.time == right.time else {
            return left.rank == last ? left.time > right.time : left.time < right.time
        }
        return left.id < right.id
    }
}
