package import AllianceNames
package import TransparencyLog

/// An erasure certificate as a store keeps it, and how far this node is with it.
///
/// Records of one certificate are joined: signature lines together, the furthest state. So it makes no
/// difference in which order, how often and by whom its signatures arrive (`ErasureRecordLaws`).
package struct ErasureRecord: Equatable, Sendable {
    /// In the order in which a certificate goes through them.
    package enum State: UInt8, Comparable, CaseIterable, Sendable {
        /// Not all have signed: nothing is erased.
        case proposed
        /// Complete; what is held is still to be emptied.
        case complete
        /// Emptied in the record and in the view; copies may remain in the files.
        case wiped
        /// Nothing is left of it in this node's databases.
        case finished

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let signed: SignedErasure
    package private(set) var state: State
    /// In ms since 1970.
    package private(set) var finishedAt: UInt64?

    package var id: Digest { signed.certificate.id }
    package var origin: LogOrigin { signed.certificate.origin }
    package var entries: EntryRanges { signed.certificate.entries }

    package init(_ proposal: ErasureProposal) {
        self.init(signed: proposal.signed, state: .proposed)
    }

    package init(_ certificate: VerifiedErasureCertificate) {
        self.init(signed: certificate.signed, state: .complete)
    }

    package init(_ judged: JudgedErasure) {
        switch judged {
        case .complete(let certificate): self.init(certificate)
        case .incomplete(let proposal): self.init(proposal)
        }
    }

    /// As a store kept it; what it kept was checked then.
    package init(
        recorded noteText: String, state: State, finishedAt: UInt64?
    ) throws(ErasureError) {
        self.init(
            signed: try SignedErasure(parsing: noteText), state: state, finishedAt: finishedAt)
    }

    private init(signed: SignedErasure, state: State, finishedAt: UInt64? = nil) {
        self.signed = signed.inOrder
        self.state = state
        self.finishedAt = finishedAt
    }

    /// - Precondition: of the same certificate.
    package mutating func join(_ other: ErasureRecord) {
        precondition(id == other.id, "records of one certificate are joined")
        self = ErasureRecord(
            signed: signed.joined(with: other.signed), state: max(state, other.state),
            finishedAt: [finishedAt, other.finishedAt].compactMap { $0 }.min())
    }

    package func joined(with other: ErasureRecord) -> ErasureRecord {
        var joined = self
        joined.join(other)
        return joined
    }

    /// The record further on; never back.
    package func reaching(_ state: State, at time: UInt64? = nil) -> ErasureRecord {
        ErasureRecord(
            signed: signed, state: max(self.state, state), finishedAt: finishedAt ?? time)
    }
}

extension SignedErasure {
    /// The same with its lines sorted, so that equal sets of signatures are equal bytes.
    fileprivate var inOrder: SignedErasure { joined(with: self) }

    /// Whether it is news to who has `known`, of the same certificate: another line of a key that has signed is
    /// none, since one key makes any number of them.
    package func hasMoreKeys(than known: SignedErasure?) -> Bool {
        note.signatures.contains { line in !(known?.isSigned(byKeyOf: line) ?? false) }
    }

    /// Of both the signature lines, one of each key: whoever has a key can make any number of valid
    /// lines with it, and they must not crowd out those of others.
    package func joined(with other: SignedErasure) -> SignedErasure {
        let lines = (note.signatures + other.note.signatures)
            .sorted { "\($0)".utf8.lexicographicallyPrecedes("\($1)".utf8) }
        var kept: [NoteSignature] = []
        for line in lines
        where !kept.contains(where: { $0.keyID == line.keyID && $0.name == line.name }) {
            kept.append(line)
        }
        guard let note = try? SignedNote(text: note.text, signatures: kept) else {
            preconditionFailure("lines of the roster's keys fit a note")
        }
        return SignedErasure(certificate, note)
    }
}
