import AllianceNames
package import Roster
package import TransparencyLog

/// An erasure certificate with its signature lines as they came: well formed, and not yet believed.
package struct SignedErasure: Hashable, Sendable {
    /// Longest note read: the longest text, and room for every authority key the roster can have.
    package static let noteBytesMax = 64 * 1024

    package let certificate: ErasureCertificate
    package private(set) var note: SignedNote

    /// - Throws: `note`, `malformed`, `tooManyEntries`.
    package init(parsing bytes: [UInt8]) throws(ErasureError) {
        guard bytes.count <= Self.noteBytesMax else {
            throw .note(.noteTooLong(bytes: bytes.count))
        }
        do {
            note = try SignedNote(parsing: bytes)
        } catch {
            throw .note(error)
        }
        certificate = try ErasureCertificate(parsing: note.text)
    }

    package init(parsing text: String) throws(ErasureError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// A certificate to be signed.
    package init(_ certificate: ErasureCertificate, by signers: [NoteSigner]) {
        self.certificate = certificate
        guard let note = try? SignedNote(text: certificate.text) else {
            preconditionFailure("the text of a certificate fits a note")
        }
        self.note = note
        for signer in signers { add(signer) }
    }

    /// - Precondition: the note's text is the certificate's.
    init(_ certificate: ErasureCertificate, _ note: SignedNote) {
        self.certificate = certificate
        self.note = note
    }

    package mutating func add(_ signer: NoteSigner) { note.add(signer.sign(text: note.text)) }

    /// Whether a line of it names the key that another line names.
    package func isSigned(byKeyOf line: NoteSignature) -> Bool {
        note.signatures.contains {
            $0.keyID == line.keyID && $0.name.utf8.elementsEqual(line.name.utf8)
        }
    }

    /// Who has signed, by the roster, if every line holds: verifies none.
    /// - Returns: with the lines that say so.
    /// - Throws: `unknownLog`.
    func claim(
        by roster: VerifiedRoster
    ) throws(ErasureError) -> (standing: ErasureStanding, lines: [NoteSignature]) {
        let (author, authority) = try keys(by: roster)
        func isClaimed(_ key: VerifierKey) -> Bool {
            note.signatures.contains(where: key.isClaimed)
        }
        let standing = ErasureStanding(
            reason: certificate.reason, isAuthorSigned: isClaimed(author),
            authorityKeys: Set(authority.filter(isClaimed).map(\.publicKey)).count,
            threshold: roster.roster.authority.threshold)
        return (standing, lines(of: [author] + authority))
    }

    private func lines(of keys: [VerifierKey]) -> [NoteSignature] {
        note.signatures.filter { line in keys.contains { $0.isClaimed(by: line) } }
    }

    /// Who has signed, by the roster.
    ///
    /// Authority keys that have ended count for what was issued before their end, so that a change of
    /// keys takes back no erasure; a key counts once however often it signed.
    /// - Throws: `unknownLog`; `note` where a line of a known key does not hold, whatever the others say.
    package func standing(by roster: VerifiedRoster) throws(ErasureError) -> ErasureStanding {
        let (author, authority) = try keys(by: roster)
        let signed: [VerifiedSignature]
        do {
            signed = try note.signatures(ifAnyVerifiedBy: [author] + authority)
        } catch {
            throw .note(error)
        }
        let keys = Set(signed.map(\.key.publicKey))
        return ErasureStanding(
            reason: certificate.reason, isAuthorSigned: keys.contains(author.publicKey),
            authorityKeys: Set(authority.map(\.publicKey)).intersection(keys).count,
            threshold: roster.roster.authority.threshold)
    }

    /// The keys whose signatures say something about this certificate.
    private func keys(
        by roster: VerifiedRoster
    ) throws(ErasureError) -> (author: VerifierKey, authority: [VerifierKey]) {
        guard let author = roster.logKey(for: certificate.origin) else {
            throw .unknownLog(certificate.origin)
        }
        let authority = roster.roster.authority.keys.filter { admitted in
            admitted.tenure.until.map { certificate.issuedAt < $0 } ?? true
        }
        return (author, authority.map(\.key))
    }

    /// Checks it against the roster, and leaves away the lines of keys that say nothing here.
    /// - Throws: `unsigned` where nobody signed whom the roster knows; what `standing` throws.
    package func judged(by roster: VerifiedRoster) throws(ErasureError) -> JudgedErasure {
        let standing = try standing(by: roster)
        guard standing.isAuthorSigned || standing.authorityKeys > 0 else { throw .unsigned }
        let (author, authority) = try keys(by: roster)
        guard
            let kept = try? SignedNote(
                text: note.text, signatures: lines(of: [author] + authority))
        else {
            preconditionFailure("a note with fewer lines is a note")
        }
        let signed = SignedErasure(certificate, kept)
        return standing.isComplete
            ? .complete(VerifiedErasureCertificate(signed))
            : .incomplete(ErasureProposal(signed, missing: standing))
    }

    /// Of an audit log, which is no channel's and which nobody else reads: the key that its origin names erases
    /// alone.
    /// - Throws: `unknownLog` for another log; `note` where that key has not signed.
    package func verifiedByAuditKey() throws(ErasureError) -> VerifiedErasureCertificate {
        guard let key = certificate.origin.auditKey else {
            throw .unknownLog(certificate.origin)
        }
        do {
            _ = try note.signatures(verifiedBy: [key])
        } catch {
            throw .note(error)
        }
        return VerifiedErasureCertificate(self)
    }

    /// - Throws: `authorMissing`, `authorityMissing` where signatures are missing; what `judged` throws.
    package func verified(
        by roster: VerifiedRoster
    ) throws(ErasureError) -> VerifiedErasureCertificate {
        switch try judged(by: roster) {
        case .complete(let certificate): return certificate
        case .incomplete(let proposal):
            guard proposal.standing.authorityKeys >= proposal.standing.threshold else {
                throw .authorityMissing(
                    needed: proposal.standing.threshold, found: proposal.standing.authorityKeys)
            }
            throw .authorMissing(certificate.origin, reason: certificate.reason)
        }
    }
}

/// Who of those that have to has signed a certificate.
package struct ErasureStanding: Equatable, Sendable {
    package let reason: ErasureCertificate.Reason
    package let isAuthorSigned: Bool
    /// Distinct keys of the authority.
    package let authorityKeys: Int
    package let threshold: Int

    package var isComplete: Bool {
        authorityKeys >= threshold && (isAuthorSigned || !reason.needsAuthor)
    }
}

/// A certificate after its signatures were checked.
package enum JudgedErasure: Equatable, Sendable {
    case complete(VerifiedErasureCertificate)
    case incomplete(ErasureProposal)
}

/// A certificate that somebody signed who has to, and others have still to sign: it erases nothing.
/// Only `SignedErasure` makes one.
package struct ErasureProposal: Equatable, Sendable {
    package let signed: SignedErasure
    package let standing: ErasureStanding

    fileprivate init(_ signed: SignedErasure, missing standing: ErasureStanding) {
        self.signed = signed
        self.standing = standing
    }
}

/// A certificate that author and authority signed, or the authority alone where it may. Only
/// `SignedErasure` makes one.
package struct VerifiedErasureCertificate: Equatable, Sendable {
    package let signed: SignedErasure
    package var certificate: ErasureCertificate { signed.certificate }

    fileprivate init(_ signed: SignedErasure) { self.signed = signed }
}
