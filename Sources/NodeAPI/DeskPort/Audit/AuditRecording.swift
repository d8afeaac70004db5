package import AuditTrail
package import Peering

/// Where it is written down who looked at what.
package protocol AuditRecording: Sendable {
    /// Durable when it returns. Where it throws, what was to be recorded must not be shown.
    func record(_ record: AuditRecord) async throws

    /// Durable a moment later, together with others: for what programs read by the thousand. Where it throws,
    /// earlier ones could not be written, and what was to be recorded must not be shown.
    func recordSoon(_ record: AuditRecord) throws
}

extension AuditRecording {
    /// Has what is about to be done written down.
    ///
    /// - Parameter route: the method and the pattern.
    /// - Throws: 503 where it cannot be; then it must not be done.
    func record(
        _ note: AuditNote, before request: DeskRequest, route: String
    ) async throws(PeerProblem) {
        guard let who = request.caller.auditActor else { return }
        do {
            try await record(
                AuditRecord(
                    who: who, action: note.action, purpose: request.caller.person?.purpose,
                    details: note.details, route: route, request: request.id))
        } catch {
            throw .auditUnwritable
        }
    }
}

extension PeerProblem {
    /// Nothing is shown, nor done, that cannot be recorded.
    package static let auditUnwritable = PeerProblem(
        status: 503, keyword: "audit-unwritable",
        detail:
            "Who looks at what and does what is recorded here, and that cannot be written now, so nothing is shown or done; the node's operator finds the cause in its log."
    )

    /// What came of a request that was recorded, or had to be done to be known: it is not shown.
    package static let auditOutcomeUnwritable = PeerProblem(
        status: 503, keyword: "audit-unwritable",
        detail:
            "What came of this cannot be recorded now, so it is not shown: it may have been done, so look before you ask for it again; the node's operator finds the cause in its log."
    )
}
