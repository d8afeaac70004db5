import AllianceNames
import CRDT
package import MergedView

/// Which entries go into a bundle where there are more than it has room for, so that nobody crowds out what others say:
/// who says little keeps all of it, and the others have equal shares of the rest.
package struct FairShare: Sendable {
    /// An entry, and those without which it would say something else.
    package struct Item: Hashable, Sendable {
        package let entry: StatementDot
        /// What takes it back: all of it goes with the entry, or the entry does not go.
        package let takenBackBy: Set<StatementDot>
        /// The entry without which this one says nothing; nil where it stands by itself.
        package let beside: StatementDot?
        /// By its author's clock, ms since 1970.
        package let issuedAt: UInt64
        /// False for what the register does not admit: it comes behind all of its author that counts.
        package let isAdmitted: Bool
        /// Somebody has named it: it comes first.
        package var isAskedFor: Bool

        package init(
            _ entry: StatementDot, takenBackBy: Set<StatementDot> = [],
            beside: StatementDot? = nil, issuedAt: UInt64, isAdmitted: Bool = true,
            isAskedFor: Bool = false
        ) {
            self.entry = entry
            self.takenBackBy = takenBackBy
            self.beside = beside
            self.issuedAt = issuedAt
            self.isAdmitted = isAdmitted
            self.isAskedFor = isAskedFor
        }

        package var entries: Set<StatementDot> { takenBackBy.union([entry]) }

        /// Of one author: what was asked for, what counts, the newest; an entry before what stands beside it.
        static func comesFirst(_ one: Item, _ other: Item) -> Bool {
            if one.isAskedFor != other.isAskedFor { return one.isAskedFor }
            if one.isAdmitted != other.isAdmitted { return one.isAdmitted }
            if one.issuedAt != other.issuedAt { return one.issuedAt > other.issuedAt }
            if (one.beside == nil) != (other.beside == nil) { return one.beside == nil }
            return one.entry > other.entry
        }
    }

    /// At most `entriesMax` entries, the same ones whatever the order of `items`.
    package static func entries(of items: [Item], entriesMax: Int) -> Set<StatementDot> {
        var share = FairShare(entriesMax: entriesMax)
        let ordered = items.sorted(by: Item.comesFirst)
        for item in ordered where item.isAskedFor { share.take(item) }
        var waiting = Dictionary(
            grouping: ordered.filter { !$0.isAskedFor }, by: \.entry.log.member
        ).mapValues { $0[...] }
        // Whoever has least is next, so that a share is never larger than another's by more than one item.
        while share.taken.count < entriesMax,
            let next = waiting.keys.min(by: { share.rank($0) < share.rank($1) })
        {
            if let item = waiting[next]?.popFirst() { share.take(item) }
            if waiting[next]?.isEmpty ?? true { waiting[next] = nil }
        }
        return share.taken
    }

    private let entriesMax: Int
    private var taken: Set<StatementDot> = []
    private var counts: [MemberID: Int] = [:]

    private init(entriesMax: Int) { self.entriesMax = entriesMax }

    private func rank(_ member: MemberID) -> (Int, MemberID) { (counts[member] ?? 0, member) }

    /// The whole item, or nothing of it where there is no room.
    private mutating func take(_ item: Item) {
        guard item.beside.map(taken.contains) ?? true else { return }
        let more = item.entries.subtracting(taken)
        guard taken.count + more.count <= entriesMax else { return }
        taken.formUnion(more)
        counts[item.entry.log.member, default: 0] += more.count
    }
}
