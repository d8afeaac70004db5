/// How far a log is witnessed, and since when: the checkpoints that carry a quorum, each with the
/// time of its quorum.
package struct WitnessedPrefix: Hashable, Sendable {
    /// By size; every time is before those behind it, since an entry counts as witnessed from the
    /// first checkpoint over it on that has a quorum.
    private let marks: [Mark]

    private struct Mark: Hashable {
        let size: TreeSize
        let time: UInt64
    }

    /// Nothing is witnessed.
    package init() { marks = [] }

    /// - Parameter checkpoints: those with a quorum: sizes, and times in seconds since 1970.
    package init(_ checkpoints: some Sequence<(size: TreeSize, time: UInt64)>) {
        var marks: [Mark] = []
        for (size, time) in checkpoints.sorted(by: { ($0.size, $0.time) > ($1.size, $1.time) }) {
            if let last = marks.last {
                guard time < last.time else {
                    // Covers less and came no sooner.
                    continue
                }
                if last.size == size { marks.removeLast() }
            }
            marks.append(Mark(size: size, time: time))
        }
        self.marks = marks.reversed()
    }

    /// By what both know.
    package func joined(with other: WitnessedPrefix) -> WitnessedPrefix {
        WitnessedPrefix((marks + other.marks).lazy.map { ($0.size, $0.time) })
    }

    /// As it would be if nothing were known that came at a time or after it, in seconds since 1970.
    package func before(_ time: UInt64) -> WitnessedPrefix {
        WitnessedPrefix(marks.lazy.filter { $0.time < time }.map { ($0.size, $0.time) })
    }

    /// The entries that are witnessed earlier here than by what was known before, each range with its time here.
    /// Together they are all whose time has changed.
    package func earlier(
        than before: WitnessedPrefix
    ) -> [(entries: Range<EntryIndex>, seconds: UInt64)] {
        var found: [(entries: Range<EntryIndex>, seconds: UInt64)] = []
        var start: EntryIndex = 0
        var known = before.marks[...]
        for mark in marks {
            // Of these entries the last had the latest time.
            known = known.drop { $0.size < mark.size }
            if known.first.map({ mark.time < $0.time }) ?? true {
                found.append((start..<mark.size, mark.time))
            }
            start = mark.size
        }
        return found
    }

    /// Entries that are witnessed, from the log's first.
    package var size: TreeSize { marks.last?.size ?? 0 }

    /// When the entry was first covered by a quorum, in seconds since 1970; nil while it is pending.
    package func time(of index: EntryIndex) -> UInt64? {
        marks.first { $0.size > index }?.time
    }
}
