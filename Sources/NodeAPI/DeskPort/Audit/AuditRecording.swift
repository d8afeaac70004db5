package import AuditTrail

/// Where it is written down who looked at what.
package protocol AuditRecording: Sendable {
    /// Durable when it returns. Where it throws, what was to be recorded must not be shown.
    func record(_ record: AuditRecord) async throws
}
