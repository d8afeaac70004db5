package import AuditTrail
import NodeAPI

/// The audit log as a running node's desk writes it; or why it cannot be written, for as long as the node runs.
package struct AuditRecorder: AuditRecording {
    private let result: Result<AuditLog, any Error>

    package init(_ result: Result<AuditLog, any Error>) { self.result = result }

    /// - Throws: why it cannot be written.
    func opened() throws -> AuditLog { try result.get() }

    /// Nil where nothing can be recorded.
    package var log: AuditLog? { try? result.get() }

    package var failure: (any Error)? {
        if case .failure(let error) = result { error } else { nil }
    }

    package func record(_ record: AuditRecord) async throws {
        try await result.get().append([record])
    }
}
