package import AllianceNames
package import Statements
package import TransparencyLog

/// Keeps the rows of the view and finds them again: a cache over the logs with a frontier of its own.
///
/// Calls are synchronous and block; callers keep long ones (`merge`, `stateRoot`, `indexNext`) off the
/// cooperative pool. Several threads and processes may share one store: whoever merges second from
/// the same start is refused and reads the frontier again.
///
/// Losing what was merged last (a power cut) is allowed, as long as rows and frontier are lost
/// together: the caller folds again from `frontier()`.
package protocol ViewStore: Sendable {
    func frontier() throws -> ViewFrontier
    /// Takes in all batches, advances the frontier past them and marks the state root's buckets, all
    /// or nothing.
    /// - Throws: `MergedViewError.notAtFrontier` unless each batch starts at its log's frontier.
    func merge(_ batches: [FoldedEntries]) throws
    /// What each log has that says nothing here.
    func silentEntries() throws -> [LogOrigin: SilentEntries]
    /// Forgets everything, as before the first merge, and keeps this number: how often the record had
    /// taken entries out when it was begun anew.
    func erase(takenOutCount: UInt64) throws
    /// What `erase` was given last; 0 at first.
    func takenOutCount() throws -> UInt64

    /// A number that is another after each merge and each erasure: cheap enough to ask before each answer from what is
    /// kept of the view. Of use as long as one process has the store open.
    func changeNumber() throws -> UInt64

    /// Takes out what a certificate erases, rows and texts, and takes in nothing more of its entries,
    /// whoever merges or indexes them. A second time changes nothing. Durable when it returns, since the
    /// record forgets the texts next, and an index that has them can only forget what it is told.
    func erase(_ erasure: ViewErasure) throws
    /// The certificates taken so far, and how many: cheap enough to ask before each merge.
    func erasures() throws -> Set<Digest>
    func erasureCount() throws -> Int
    /// Sees to it that nothing of what was erased is left in the store's files.
    /// - Returns: false where others were reading or there is more to do: to be tried again.
    func scrub() throws -> Bool

    /// The rows under `keyHash` in the logs of `channels` (nil: of all), by origin and then index; of
    /// each log at most the newest `ViewRow.readOfEachLogMax` that `scope` may admit, and at most as many
    /// behind them: what somebody writes after a log's end hides nothing of what counts, and who never
    /// took it sees the same.
    ///
    /// Rows of different keys with one hash come together: `ViewRow.belongs(to:)` tells them apart.
    func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [ViewRow]
    /// The same for many keys in one call, by their hashes; those that have no rows are left out.
    func rows(
        underHashes keyHashes: Set<UInt64>, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [UInt64: [ViewRow]]
    /// The rows under `keyHash` after `dot`, by origin and then index, at most `limit`: for keys that
    /// list many.
    func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, after dot: StatementDot?,
        limit: Int
    ) throws -> [ViewRow]
    /// The rows under `keyHash` of one log before an entry, the newest first, at most `limit`: for what is behind
    /// those that are read of each log.
    func rows(
        underHash keyHash: UInt64, of log: LogOrigin, before index: EntryIndex, limit: Int
    ) throws -> [ViewRow]

    /// Recomputes what changed since the last call: buckets that a merge touched, and all of them
    /// where `scope` reads a log of the channel otherwise than at the last call.
    func stateRoot(of channel: ChannelID, scope: ViewScope) throws -> StateRoot

    /// Takes up to `limit` more entries into the free-text and the prefix index, from where each log
    /// was left, and tells how far it is. Entries not merged yet are left for later.
    func indexNext(limit: Int, from source: any EntrySource) throws -> TextIndexProgress
    func textIndexProgress() throws -> TextIndexProgress
    /// What the free-text index has of each log.
    func textFrontier() throws -> ViewFrontier
    /// Documents that match, the newest first, at most `limit`, at the positions of `range`.
    func documents(
        matching expression: SearchExpression, in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument]
    /// How many documents each log has at the positions of `range` that are marked no stricter than `markingMax`.
    func documentCounts(
        in range: ClosedRange<UInt64>, upTo markingMax: TLP
    ) throws -> [LogOrigin: UInt64]
    /// The documents of the rows under `keyHash` at the positions of `range` that match, the oldest
    /// first, of at most `limit` looked at.
    func documents(
        ofKeyHash keyHash: UInt64, matching expression: SearchExpression,
        in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument]
    /// Indicators whose readable value begins with `prefix`, by `Indicator.precedesByName`, after
    /// `indicator`, at most `limit`: those of which something was said in `channels` (nil: in any) that is marked no
    /// stricter than `markingMax`, counts or not, and is not erased. Of others none is looked at, however many there are.
    /// Those of other types are passed, and it ends after `lookedMax` or a few more, at least one further than `indicator`.
    func indicators(
        withPrefix prefix: [UInt8], types: Set<IndicatorType>, in channels: Set<ChannelID>?,
        upTo markingMax: TLP, after indicator: Indicator?, limit: Int, lookedMax: Int
    ) throws -> IdentifierPage
}

extension ViewStore {
    package func rows(
        underHashes keyHashes: Set<UInt64>, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [UInt64: [ViewRow]] {
        var found: [UInt64: [ViewRow]] = [:]
        for hash in keyHashes {
            let rows = try rows(underHash: hash, in: channels, scope: scope)
            if !rows.isEmpty { found[hash] = rows }
        }
        return found
    }

    /// Forgets everything, to be folded again from the same record.
    package func erase() throws { try erase(takenOutCount: takenOutCount()) }
}

/// How far the background index is behind the view.
package struct TextIndexProgress: Equatable, Sendable {
    /// Entries indexed, over all logs.
    package var indexed: UInt64
    /// Entries merged, over all logs.
    package var merged: UInt64

    package init(indexed: UInt64, merged: UInt64) {
        self.indexed = indexed
        self.merged = merged
    }

    /// Entries that free text and prefix do not find yet.
    package var lag: UInt64 { merged - min(indexed, merged) }
}
