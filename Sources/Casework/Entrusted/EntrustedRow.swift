package import AllianceNames
package import Statements
package import TransparencyLog

/// One report of an entrustment with what opens its commitment. Both sides keep it; only they do.
package struct EntrustedRow: Hashable, Sendable {
    /// With the commitment in it.
    package let report: IndicatorAssertion
    package let opening: OriginOpening

    /// As it was kept, or came.
    package init(report: IndicatorAssertion, opening: OriginOpening) {
        self.report = report
        self.opening = opening
    }

    /// - Parameters:
    ///   - report: as it is to be published.
    ///   - salt: `OriginOpening.saltBytes` random bytes, never used again.
    ///   - signer: with the log key of `origin`.
    /// - Throws: `StatementError`.
    package init(
        entrusting report: IndicatorAssertion, in origin: LogOrigin, to publisher: MemberID,
        salt: [UInt8], signedBy signer: NoteSigner
    ) throws(StatementError) {
        let opening = try OriginOpening(
            of: report, in: origin, through: publisher, salt: salt, signedBy: signer)
        var sealed = report
        sealed.originCommitment = opening.commitment
        self.init(report: sealed, opening: opening)
    }

    /// That it is the sender's own, for this publisher and channel, and says what was signed.
    ///
    /// - Parameters:
    ///   - log: where the publisher would publish it.
    ///   - key: that the member register has for a log.
    package func isOf(
        _ sender: MemberID, in log: LogOrigin, key: (LogOrigin) -> VerifierKey?
    ) -> Bool {
        guard opening.origin.member == sender, let key = key(opening.origin),
            let verified = try? opening.verified(by: key)
        else { return false }
        return verified.relation(to: report, in: log) == .same
    }
}
