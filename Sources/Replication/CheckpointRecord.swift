package import TransparencyLog

/// A checkpoint as a store keeps it: the log key's signature was verified before it was recorded.
///
/// A store cannot verify again (it has no keys), so it hands out records and not
/// `VerifiedCheckpoint`s; `LogAudit` verifies them anew.
package struct CheckpointRecord: Hashable, Sendable, CustomStringConvertible {
    package let checkpoint: Checkpoint
    /// The signed note, byte for byte as it was verified: of one that a peer has shown, with the log's line alone.
    package let noteText: String

    package var size: TreeSize { checkpoint.size }
    package var root: Digest { checkpoint.root }
    package var description: String { noteText }

    package init(_ verified: VerifiedCheckpoint) {
        checkpoint = verified.checkpoint
        noteText = verified.note.description
    }

    /// Reads a record back from where it was kept.
    /// - Throws: `TransparencyLogError` where the text is no checkpoint note any more.
    package init(recorded noteText: String) throws(TransparencyLogError) {
        checkpoint = try SignedCheckpoint(parsing: noteText).checkpoint
        self.noteText = noteText
    }
}

extension CheckpointRecord {
    package static func == (left: CheckpointRecord, right: CheckpointRecord) -> Bool {
        left.noteText == right.noteText
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(noteText) }
}
