import AllianceNames
package import Roster
package import TransparencyLog

/// Takes erasure certificates from whoever brings them: each is checked against the newest roster,
/// joined with the signatures that are here already, and kept. Calls block.
package struct ErasureRegister: Sendable {
    private let logs: any LogStore
    private let roster: @Sendable () -> VerifiedRoster?

    package init(logs: any LogStore, roster: @escaping @Sendable () -> VerifiedRoster?) {
        self.logs = logs
        self.roster = roster
    }

    /// Whether there is something to accept in it: found out by reading alone, so that what is known already, or is
    /// one proposal too many, keeps nobody else from writing.
    ///
    /// - Parameter full: the keys of which no more proposals are taken, as far as that was found out; those found are
    ///   added. What they alone have signed is looked at no further.
    /// - Throws: `ErasureError` for what nobody signed who has to.
    package func hasNews(
        in signed: SignedErasure, full: inout CrowdedProposals
    ) throws -> Bool {
        let known = try logs.erasure(signed.certificate.id)
        if let known, known.state >= .complete,
            signed.note.signatures.allSatisfy(known.signed.note.signatures.contains)
        {
            return false
        }
        guard let roster = roster() else { throw ErasureError.unsigned }
        if known == nil {
            let claim = try signed.claim(by: roster)
            let isCrowded = full.contains(claim.lines, of: signed.certificate.origin)
            if isCrowded, !claim.standing.isComplete { return false }
        }
        let record = try record(of: signed, known: known, roster)
        if let known {
            return record.state > known.state || record.signed.hasMoreKeys(than: known.signed)
        }
        if record.state == .proposed, try !logs.hasRoom(for: record) {
            full.insert(record.signed)
            return false
        }
        return true
    }

    /// - Returns: what is known of the certificate now, and whether that was news.
    /// - Throws: `ErasureError` for what nobody signed who has to, and for too many proposals.
    @discardableResult
    package func accept(
        _ signed: SignedErasure
    ) throws -> (record: ErasureRecord, isNews: Bool) {
        guard let roster = roster() else { throw ErasureError.unsigned }
        let known = try logs.erasure(signed.certificate.id)
        let record = try record(of: signed, known: known, roster)
        let isNews = try logs.keep(record)
        return (try logs.erasure(record.id) ?? record, isNews)
    }

    private func record(
        of signed: SignedErasure, known: ErasureRecord?, _ roster: VerifiedRoster
    ) throws(ErasureError) -> ErasureRecord {
        var judged = try signed.judged(by: roster)
        if let known {
            // Both sets of lines were checked, so together they can only say more.
            judged = try known.signed.joined(with: judged.signed).judged(by: roster)
        }
        return ErasureRecord(judged)
    }

    /// Adds this node's signature to a certificate that is here.
    @discardableResult
    package func countersign(
        _ record: ErasureRecord, by signer: NoteSigner
    ) throws -> ErasureRecord {
        var signed = record.signed
        signed.add(signer)
        return try accept(signed).record
    }
}

extension JudgedErasure {
    fileprivate var signed: SignedErasure {
        switch self {
        case .complete(let certificate): certificate.signed
        case .incomplete(let proposal): proposal.signed
        }
    }
}
