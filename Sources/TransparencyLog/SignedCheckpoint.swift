/// A checkpoint with its signature lines as they came: well formed, and not yet believed.
package struct SignedCheckpoint: Hashable, Sendable {
    /// Longest signed checkpoint read: room for 16 post-quantum cosignatures.
    package static let bytesMax = 128 * 1024

    package private(set) var note: SignedNote
    package let checkpoint: Checkpoint

    /// - Throws: `noteTooLong`, `note`, `checkpoint`, `treeSize` unless it is a signed note whose
    ///   text is a checkpoint.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.bytesMax else { throw .noteTooLong(bytes: bytes.count) }
        try self.init(note: SignedNote(parsing: bytes))
    }

    package init(parsing text: String) throws(TransparencyLogError) {
        try self.init(parsing: Array(text.utf8))
    }

    package init(note: SignedNote) throws(TransparencyLogError) {
        checkpoint = try Checkpoint(parsing: note.text)
        self.note = note
    }

    /// Signs a checkpoint with the log's key. Whoever calls this answers for the rule that a log
    /// never signs two roots for one size.
    package init(signing checkpoint: Checkpoint, by signer: NoteSigner) throws(TransparencyLogError)
    {
        var note = try SignedNote(text: checkpoint.description)
        note.add(signer.sign(text: note.text))
        try self.init(note: note)
    }

    /// Adds a cosignature line, unless it is there already.
    package mutating func add(_ signature: NoteSignature) { note.add(signature) }

    /// - Parameter key: the log's own key (type 0x01), whose name is the origin.
    /// - Throws: `origin` if the checkpoint is of another log; `unsigned` or `badSignature` if the
    ///   log's key did not sign it.
    package func verified(by key: VerifierKey) throws(TransparencyLogError) -> VerifiedCheckpoint {
        guard key.name.utf8.elementsEqual(checkpoint.origin.utf8) else {
            throw .origin(expected: key.name, found: checkpoint.origin)
        }
        guard key.algorithm == .ed25519 else {
            throw .unsigned(expected: [key.name], found: [])
        }
        _ = try note.signatures(verifiedBy: [key])
        return VerifiedCheckpoint(self, key: key)
    }
}

extension SignedCheckpoint: CustomStringConvertible {
    /// The note as it travels.
    package var description: String { note.description }
}
