import AllianceNames
import AuditTrail
import Casework
package import NodeAPI
import Statements
import Synchronization

/// That a contact goes to another member stands in the audit log: with the cases' numbers, and nothing of
/// what is in them.
extension CaseworkDesk {
    /// Has it recorded from here on; nothing leaves that cannot be.
    package func record(with audit: any AuditRecording) {
        auditing.withLock { $0 = audit }
    }

    /// Durable when it returns.
    func recordTelling(
        _ told: [ContactLetter.Found], to member: MemberID, _ ours: [Indicator: [ContactOptIn]]
    ) async throws {
        guard !told.isEmpty else { return }
        try await auditing.withLock { $0 }?.record(Self.telling(told, to: member, ours))
    }

    /// Durable a moment later: for who is asked, and has it kept with the case already.
    func recordTellingSoon(
        _ told: [ContactLetter.Found], to member: MemberID, _ ours: [Indicator: [ContactOptIn]]
    ) throws {
        guard !told.isEmpty else { return }
        try auditing.withLock { $0 }?.recordSoon(Self.telling(told, to: member, ours))
    }

    private static func telling(
        _ told: [ContactLetter.Found], to member: MemberID, _ ours: [Indicator: [ContactOptIn]]
    ) -> AuditRecord {
        let cases = Set(told.compactMap { ours[$0.indicator]?.first?.folder.description })
        return AuditRecord(
            who: .node, action: .exportCase,
            details: [
                .contactTo: member.rawValue, .cases: cases.sorted().joined(separator: " "),
            ], results: UInt64(told.count))
    }
}
