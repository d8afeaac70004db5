package import AllianceNames
package import TransparencyLog

/// Entries that this member has appended: durable, and their dots known.
package struct OwnEntries: Equatable, Sendable {
    package let origin: LogOrigin
    package let indexes: Range<EntryIndex>
    /// RFC 6962 hash of each entry: with origin and index, its dot.
    package let leafHashes: [Digest]
    /// The checkpoint that covers them; nil inside a bulk append, whose end is signed.
    package let checkpoint: CheckpointRecord?

    package init(
        origin: LogOrigin, indexes: Range<EntryIndex>, leafHashes: [Digest],
        checkpoint: CheckpointRecord?
    ) {
        precondition(indexes.count == leafHashes.count, "one leaf hash for each entry")
        self.origin = origin
        self.indexes = indexes
        self.leafHashes = leafHashes
        self.checkpoint = checkpoint
    }
}
