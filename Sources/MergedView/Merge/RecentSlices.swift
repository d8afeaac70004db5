package import AllianceNames
package import Replication
import Synchronization
package import TransparencyLog

/// What was admitted last, for whoever folds it into the view next: a merge that keeps up finds the
/// bytes here and need not read them from the database again. It is a cache and nothing more. What does
/// not fit, or is asked for out of order, is read from the record.
package final class RecentSlices: Sendable {
    /// Bytes kept, at most.
    package static let bytesMax = 16 * 1024 * 1024

    fileprivate struct Kept: Sendable {
        let slice: EntrySlice
        var byteCount: Int { slice.entries.count + slice.payloads.count }
    }

    fileprivate struct State: Sendable {
        /// By origin, in the order of the log, without gaps.
        var slices: [LogOrigin: [Kept]] = [:]
        var byteCount = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var byteCount: Int { state.withLock(\.byteCount) }

    /// Keeps entries that are in the record now, as long as there is room.
    package func keep(_ entries: AdmittedEntries) {
        let added = entries.slices.map { slice in
            Kept(
                slice: EntrySlice(
                    start: slice.start, count: slice.count, entries: slice.entries,
                    payloads: slice.payloads))
        }
        let byteCount = added.reduce(0) { $0 + $1.byteCount }
        state.withLock { state in
            guard state.byteCount + byteCount <= Self.bytesMax else { return }
            // Behind a gap only the record leads on.
            if let last = state.slices[entries.origin]?.last, last.slice.end != entries.start {
                state.forget(entries.origin)
            }
            state.slices[entries.origin, default: []] += added
            state.byteCount += byteCount
        }
    }

    /// Forgets what was kept of a log of which entries were taken out, or payloads erased.
    package func forget(_ origin: LogOrigin) { state.withLock { $0.forget(origin) } }

    /// The slice that begins at `start`; nil for the record to be read. Whatever lies before it is
    /// forgotten: a view only moves forward.
    package func slice(of origin: LogOrigin, from start: EntryIndex) -> EntrySlice? {
        state.withLock { state -> EntrySlice? in
            guard let kept = state.slices[origin] else { return nil }
            guard let place = kept.firstIndex(where: { $0.slice.start >= start }) else {
                state.forget(origin)
                return nil
            }
            state.byteCount -= kept[..<place].reduce(0) { $0 + $1.byteCount }
            state.slices[origin] = Array(kept[place...])
            guard kept[place].slice.start == start else { return nil }
            return kept[place].slice
        }
    }
}

extension RecentSlices.State {
    fileprivate mutating func forget(_ origin: LogOrigin) {
        byteCount -= slices[origin, default: []].reduce(0) { $0 + $1.byteCount }
        slices[origin] = nil
    }
}

extension EntrySlice {
    fileprivate var end: TreeSize { start + UInt64(count) }
}
