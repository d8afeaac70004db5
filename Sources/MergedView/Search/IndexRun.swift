package import AllianceNames
import CRDT
package import Statements
package import TransparencyLog

/// The next documents for a free-text index, read from the logs.
package struct IndexRun: Sendable {
    /// Where each log is left after this run.
    package private(set) var cursors: ViewFrontier
    /// In the order of the logs, and of the entries within them.
    package private(set) var documents: [SearchDocument] = []
    /// What the entries are about, by the lists that it belongs in.
    package private(set) var lists: [IdentifierList: Set<Indicator>] = [:]

    private let erased: [LogOrigin: EntryRanges]

    /// Reads up to `limit` entries (and to the end of a slice) between `cursors` and `frontier`,
    /// without what is `erased`.
    /// - Throws: `MergedViewError.sliceUnreadable`; what the source throws.
    package init(
        limit: Int, cursors: ViewFrontier, frontier: ViewFrontier, source: any EntrySource,
        erased: [LogOrigin: EntryRanges] = [:]
    ) throws {
        self.cursors = cursors
        self.erased = erased
        var rest = limit
        for origin in frontier.logs {
            while rest > 0, self.cursors[origin] < frontier[origin] {
                guard let slice = try source.slice(of: origin, from: self.cursors[origin]) else {
                    break
                }
                let count = min(
                    slice.count, Int(clamping: frontier[origin] - self.cursors[origin]))
                try read(slice, of: origin, count: count)
                self.cursors[origin] += UInt64(count)
                rest -= count
            }
        }
    }

    /// - Parameter count: how many of the slice's entries are merged.
    private mutating func read(
        _ slice: EntrySlice, of origin: LogOrigin, count: Int
    ) throws(MergedViewError) {
        let end = slice.start + UInt64(count)
        try slice.forEach(of: origin) { entry in
            guard entry.index < end, erased[origin]?.contains(entry.index) != true,
                // What open kinds say is in no index.
                let payload = entry.payload, let head = try? EntryHead(parsing: entry.bytes),
                let statement = try? Statement.decode(kind: head.kind, payload: payload)
            else { return }
            add(
                statement, issuedAt: head.issuedAt,
                at: StatementDot(log: origin, index: entry.index))
        }
    }

    private mutating func add(_ statement: Statement, issuedAt: UInt64, at dot: StatementDot) {
        documents += SearchDocument.documents(of: statement, dot: dot, issuedAt: issuedAt)
        let about = statement.subjects
        guard !about.isEmpty else { return }
        let list = IdentifierList(channel: dot.log.channel, marking: statement.marking)
        lists[list, default: []].formUnion(about)
    }
}
