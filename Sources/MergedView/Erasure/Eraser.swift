package import AllianceNames
package import Replication
package import TransparencyLog

/// Something beside the view that was made of the record, and has to forget what is erased.
package protocol RecordDerivative: Sendable {
    /// Takes out what entries of a log say, held or not.
    ///
    /// - Parameter contents: what of them was still held, told for the last time.
    func erase(_ entries: EntryRanges, of origin: LogOrigin, contents: [ErasedContent]) throws

    /// Sees to it that nothing which was taken out is left in its files.
    /// - Returns: false where others were reading, so that it has to be tried again.
    func scrub() throws -> Bool
}

/// Carries complete erasure certificates out in a node's databases, and takes up what a crash left.
///
/// A certificate is durable before this begins, so it can be broken off anywhere: rows and texts go out
/// of the view, then slots out of the record, then old pages out of the files of both; only when nothing
/// is left is the certificate `finished`. Calls block; several processes may do the same at a time.
package struct Eraser: Sendable {
    private let logs: any LogStore
    private let view: any ViewStore
    private let recent: RecentSlices?
    private let others: [any RecordDerivative]
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - recent: forgets what it holds of a log that loses something.
    ///   - others: what else was made of the record.
    package init(
        logs: any LogStore, view: any ViewStore, recent: RecentSlices? = nil,
        others: [any RecordDerivative] = [], now: @escaping @Sendable () -> UInt64
    ) {
        self.logs = logs
        self.view = view
        self.recent = recent
        self.others = others
        self.now = now
    }

    /// - Returns: certificates that are still under way: somebody was reading, and this has to be run
    ///   again.
    @discardableResult
    package func run() throws -> Int {
        let underWay = try logs.erasuresUnderWay()
        if underWay.isEmpty { return 0 }
        for record in underWay where record.state == .complete {
            try logs.wipe(record.id) { contents in
                var erasure = ViewErasure(
                    id: record.id, origin: record.origin, entries: record.entries)
                for content in contents {
                    erasure.add(
                        index: content.index, entry: content.entry, payload: content.payload)
                }
                // First: the index can only forget texts that it is told, and they are here now.
                try view.erase(erasure)
                for other in others {
                    try other.erase(record.entries, of: record.origin, contents: contents)
                }
            }
            recent?.forget(record.origin)
        }
        guard try others.allSatisfy({ try $0.scrub() }), try view.scrub(), try logs.scrub() else {
            return underWay.count
        }
        let time = now()
        for record in underWay { try logs.finishErasure(record.id, at: time) }
        return 0
    }
}
