package import AllianceNames
package import Statements
package import TransparencyLog

/// What a run of one log's entries adds to the view: made by `Fold`, taken by `ViewStore.merge`.
///
/// Rows lie flat, their bodies in one buffer, because a view is built at hundreds of thousands of rows
/// a second.
package struct FoldedEntries: Equatable, Sendable {
    /// A row of the batch, 32 bytes.
    package struct Row: Equatable, Sendable {
        package var keyHash: UInt64
        package var index: EntryIndex
        /// Where in `bodies`.
        package var bodyStart: UInt32
        package var bodyCount: UInt32
        package var kind: EntryKind
    }

    /// An entry that takes back an earlier one of the same member and channel.
    package struct Removal: Equatable, Sendable {
        package var index: EntryIndex
        package var target: StatementDot
    }

    package let origin: LogOrigin
    package let start: EntryIndex
    /// Entries folded so far, whatever they came to.
    package internal(set) var count: UInt64 = 0
    package internal(set) var rows: [Row] = []
    package internal(set) var bodies: [UInt8] = []
    package internal(set) var removals: [Removal] = []
    package internal(set) var silent = SilentEntries()

    package init(origin: LogOrigin, start: EntryIndex) {
        self.origin = origin
        self.start = start
    }

    /// The frontier of the log once this is merged.
    package var end: TreeSize { start + count }

    package func body(of row: Row) -> [UInt8] {
        Array(bodies[Int(row.bodyStart)..<Int(row.bodyStart) + Int(row.bodyCount)])
    }

    /// What the batch holds in memory, about.
    package var byteCount: Int {
        rows.count * MemoryLayout<Row>.stride + bodies.count + removals.count * 64
    }
}

/// Entries of a log that say nothing to this view, by why. They are kept in the log.
package struct SilentEntries: Equatable, Sendable {
    /// Kinds that this fold version does not know.
    package var unknownKind: UInt64 = 0
    /// What does not decode as its kind, or names an indicator that has no canonical form.
    package var undecodable: UInt64 = 0
    /// No payload: erased or withheld.
    package var absent: UInt64 = 0
    /// Retractions of what is another's, later, or in no earlier epoch.
    package var voidRetraction: UInt64 = 0

    package init() {}

    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.unknownKind += right.unknownKind
        sum.undecodable += right.undecodable
        sum.absent += right.absent
        sum.voidRetraction += right.voidRetraction
        return sum
    }
}
