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

    /// Whether nothing in it is news, as is cheap to tell: a complete certificate is here with these very lines.
    package func knows(_ signed: SignedErasure) throws -> Bool {
        guard let known = try logs.erasure(signed.certificate.id), known.state >= .complete else {
            return false
        }
        return signed.note.signatures.allSatisfy(known.signed.note.signatures.contains)
    }

    /// - Returns: what is known of the certificate now, and whether that was news.
    /// - Throws: `ErasureError` for what nobody signed who has to, and for too many proposals.
    @discardableResult
    package func accept(
        _ signed: SignedErasure
    ) throws -> (record: ErasureRecord, isNews: Bool) {
        guard let roster = roster() else { throw ErasureError.unsigned }
        var judged = try signed.judged(by: roster)
        if let known = try logs.erasure(signed.certificate.id) {
            // Both sets of lines were checked, so together they can only say more.
            judged = try known.signed.joined(with: judged.signed).judged(by: roster)
        }
        let record = ErasureRecord(judged)
        let isNews = try logs.keep(record)
        return (try logs.erasure(record.id) ?? record, isNews)
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
