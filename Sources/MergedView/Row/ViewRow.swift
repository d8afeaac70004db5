package import AllianceNames
package import CRDT
package import Statements

/// What one statement says of one key: the unit that the view stores.
///
/// A row is made once from its entry and never changes, but for `removals`, which only grows. Nothing
/// is taken out when it is retracted: whether a removal counts depends on the newest roster, so it is
/// decided by `ViewScope` when the row is read.
package struct ViewRow: Equatable, Sendable {
    package var keyHash: UInt64
    package var dot: StatementDot
    package var kind: EntryKind
    /// `RowBody`, as bytes.
    package var body: [UInt8]
    /// The retractions that name this dot, whether or not they count.
    package var removals: Removals<LogOrigin>

    package init(
        keyHash: UInt64, dot: StatementDot, kind: EntryKind, body: [UInt8],
        removals: Removals<LogOrigin> = Removals()
    ) {
        self.keyHash = keyHash
        self.dot = dot
        self.kind = kind
        self.body = body
        self.removals = removals
    }

    /// Most rows of one log that are read for one key, the newest first. A member that says the same
    /// thing more often than this adds nothing by it.
    package static let readOfEachLogMax = 1_000
}
