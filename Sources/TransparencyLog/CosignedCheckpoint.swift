/// A checkpoint with the cosignatures that are known of it: a join-semilattice, so that nodes which
/// have seen the same lines hold the same, whatever the order.
///
/// Of each cosigner the earliest and the latest line are kept. The earliest of a witness says since
/// when the checkpoint is known; the latest of the author's own cosigner says how fresh it is.
package struct CosignedCheckpoint: Hashable, Sendable {
    /// Cosigners of one checkpoint, at most: two lines of each, and the log's own, fit into a note.
    package static let cosignersMax = (SignedNote.signaturesMax - 1) / 2

    package let checkpoint: Checkpoint
    /// The line of the log's key.
    package private(set) var logSignature: NoteSignature
    /// By cosigner, earliest before latest.
    package private(set) var cosignatures: [Cosignature]

    package var size: TreeSize { checkpoint.size }
    package var root: Digest { checkpoint.root }

    /// What of `checkpoint` is known to hold: the log's signature, and the lines of `cosigners` that
    /// verify. All else in the note is left out.
    package init(_ checkpoint: VerifiedCheckpoint, cosigners: [VerifierKey]) {
        self.init(
            checkpoint: checkpoint.checkpoint, logSignature: checkpoint.logSignature,
            cosignatures: checkpoint.validCosignatures(by: cosigners))
    }

    /// Reads back what `noteText` printed, which was verified before it was kept.
    /// - Throws: `TransparencyLogError` where the text is no such note any more.
    package init(recorded noteText: String) throws(TransparencyLogError) {
        let signed = try SignedCheckpoint(parsing: noteText)
        guard let first = signed.note.signatures.first else {
            throw .unsigned(expected: [signed.checkpoint.origin], found: [])
        }
        self.init(
            checkpoint: signed.checkpoint, logSignature: first,
            cosignatures: signed.note.signatures.dropFirst().compactMap(Cosignature.init))
    }

    private init(
        checkpoint: Checkpoint, logSignature: NoteSignature, cosignatures: [Cosignature]
    ) {
        self.checkpoint = checkpoint
        self.logSignature = logSignature
        self.cosignatures = Self.extremes(of: cosignatures)
    }

    private static func extremes(of lines: [Cosignature]) -> [Cosignature] {
        let known = Dictionary(grouping: lines, by: \.cosigner)
        return known.keys.sorted().prefix(cosignersMax).flatMap { cosigner -> [Cosignature] in
            guard let lines = known[cosigner], let first = lines.min(), let last = lines.max()
            else { return [] }
            return first == last ? [first] : [first, last]
        }
    }

    /// Takes in what another holds of the same checkpoint.
    /// - Parameter isAhead: which lines were made by a clock that was ahead: they give way to any other
    ///   of their cosigner, and would else be the latest for as long as it was ahead.
    /// - Precondition: it is the same, byte for byte.
    package mutating func join(
        _ other: CosignedCheckpoint, isAhead: (NoteSignature) -> Bool = { _ in false }
    ) {
        precondition(checkpoint == other.checkpoint, "two checkpoints are not joined")
        let lines = cosignatures + other.cosignatures
        let inTime = Set(lines.filter { !isAhead($0.signature) }.map(\.cosigner))
        cosignatures = Self.extremes(
            of: lines.filter { !inTime.contains($0.cosigner) || !isAhead($0.signature) })
        // A key that signs one text twice may give two signatures.
        if other.logSignature.bytes.lexicographicallyPrecedes(logSignature.bytes) {
            logSignature = other.logSignature
        }
    }

    /// Whether its cosignatures are kept and counted. They cover the whole text, so that lines under two texts of one
    /// root cannot be told as one quorum; an author that could choose extension lines could have some witnesses sign
    /// this text and others that one. The text without any is the one that all have in common.
    package var isPlain: Bool { checkpoint.extensionLines.isEmpty }

    /// Distinct names and key IDs among the lines.
    package var cosignerCount: Int { Set(cosignatures.map(\.cosigner)).count }

    /// The earliest cosignature by `key`.
    package func earliest(by key: VerifierKey) -> Cosignature? {
        cosignatures.first { key.isClaimed(by: $0.signature) }
    }

    /// The latest cosignature by `key`.
    package func latest(by key: VerifierKey) -> Cosignature? {
        cosignatures.last { key.isClaimed(by: $0.signature) }
    }

    /// Whether this very line is here, so that it need not be verified again.
    package func holds(_ signature: NoteSignature) -> Bool {
        cosignatures.contains { $0.signature == signature }
    }
}

extension CosignedCheckpoint: CustomStringConvertible {
    /// The note as it is kept: the log's line, then the cosigners'.
    package var noteText: String { note(of: cosignatures) }

    /// The note as it is served, with one line of each cosigner, since there are verifiers that refuse
    /// two: of `fresh` keys the latest, which tells how fresh the checkpoint is, of all others the
    /// earliest.
    package func servedNote(fresh: [VerifierKey]) -> String {
        let lines = Dictionary(grouping: cosignatures, by: \.cosigner)
        return note(
            of: lines.keys.sorted().compactMap { cosigner in
                guard let lines = lines[cosigner], let first = lines.first else { return nil }
                return fresh.contains { $0.isClaimed(by: first.signature) } ? lines.last : first
            })
    }

    private func note(of lines: [Cosignature]) -> String {
        checkpoint.description + "\n\(logSignature)\n"
            + lines.map { "\($0.signature)\n" }.joined()
    }

    package var description: String { noteText }
}
