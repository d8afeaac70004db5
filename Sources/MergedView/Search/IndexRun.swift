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

    private mutating func read(
        _ slice: EntrySlice, of origin: LogOrigin, count: Int
    ) throws(MergedViewError) {
        let entries: [Range<Int>]
        let slots: [PayloadBundle.Slot]
        do {
            entries = try EntryBundle.parse(slice.entries, count: slice.count)
            slots = try PayloadBundle.parse(slice.payloads, count: slice.count)
        } catch {
            throw .sliceUnreadable(
                origin: origin, start: slice.start, reason: String(describing: error))
        }
        slice.entries.withUnsafeBytes { entryBytes in
            slice.payloads.withUnsafeBytes { payloadBytes in
                for place in 0..<count {
                    let index = slice.start + UInt64(place)
                    guard erased[origin]?.contains(index) != true,
                        let payload = slots[place].payload,
                        let head = try? EntryHead(
                            parsing: UnsafeRawBufferPointer(rebasing: entryBytes[entries[place]])),
                        let statement = try? Statement.decode(
                            kind: head.kind,
                            payload: UnsafeRawBufferPointer(rebasing: payloadBytes[payload]))
                    else { continue }
                    add(
                        statement, issuedAt: head.issuedAt,
                        at: StatementDot(log: origin, index: index))
                }
            }
        }
    }

    private mutating func add(_ statement: Statement, issuedAt: UInt64, at dot: StatementDot) {
        documents += SearchDocument.documents(of: statement, dot: dot, issuedAt: issuedAt)
        let about: Set<Indicator>
        switch statement {
        case .assertIndicator(let said): about = [said.indicator]
        case .dispute(let said): about = [said.indicator]
        case .sight(let said): about = [said.indicator]
        case .link(let said): about = [said.a, said.b]
        case .right, .registerProduct, .serialSnapshot, .stixObject, .complaint, .misuseMeasure,
            .retract,
            .unknown:
            return
        }
        let list = IdentifierList(channel: dot.log.channel, marking: statement.marking)
        lists[list, default: []].formUnion(about)
    }
}
