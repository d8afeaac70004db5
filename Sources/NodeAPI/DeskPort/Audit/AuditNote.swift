package import AuditTrail
package import SignIn

/// What an answer shows, for the audit log: a route says it beside the answer that it makes.
package struct AuditNote: Hashable, Sendable {
    package var action: AuditAction
    /// Nil for the one who asked.
    package var who: AuditActor?
    /// Nil for the purpose of the session.
    package var purpose: Purpose?
    package var details: [AuditDetail: String]
    /// What is shown, as a count.
    package var results: UInt64?
    /// What is taken away, in rows.
    package var rows: UInt64?
    /// It stands in the log already, and is not written once more.
    package var isRecorded = false
    /// It need not be durable before the answer goes out, but a moment later.
    package var isDeferred = false

    package init(
        _ action: AuditAction, _ details: [AuditDetail: String] = [:], results: Int? = nil,
        rows: Int? = nil, who: AuditActor? = nil
    ) {
        self.action = action
        self.who = who
        self.details = details
        self.results = results.map { UInt64(clamping: $0) }
        self.rows = rows.map { UInt64(clamping: $0) }
    }

    /// The same where it tells how something went that is recorded already, or what came to nothing.
    package var deferred: AuditNote {
        var note = self
        note.isDeferred = true
        return note
    }
}

extension DeskAnswer {
    /// The same with what it shows.
    package func noted(_ note: AuditNote) -> DeskAnswer {
        var answer = self
        answer.note = note
        return answer
    }
}
