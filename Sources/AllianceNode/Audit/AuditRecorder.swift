package import AuditTrail
import NodeAPI
import Synchronization

/// The audit log as a running node's desk writes it; or why it cannot be written, for as long as the node runs.
package final class AuditRecorder: AuditRecording {
    private struct Writes {
        var failures: UInt64 = 0
        /// Of the last one; nil where it was written.
        var failure: (any Error)?
    }

    private let result: Result<AuditLog, any Error>
    private let backlog: AuditBacklog
    private let writes = Mutex(Writes())

    package init(_ result: Result<AuditLog, any Error>) {
        self.result = result
        backlog = AuditBacklog { records in try await result.get().append(records) }
    }

    /// - Throws: why it cannot be written.
    func opened() throws -> AuditLog { try result.get() }

    /// Nil where nothing can be recorded.
    package var log: AuditLog? { try? result.get() }

    package var failure: (any Error)? {
        if case .failure(let error) = result { error } else { nil }
    }

    /// Why the last record was not written; nil where it was.
    package var obstacle: (any Error)? {
        failure ?? writes.withLock { $0.failure } ?? backlog.failure
    }

    /// Records that were not written since the node was started.
    package var failures: UInt64 { writes.withLock { $0.failures } }

    /// Records that wait to be written together.
    package var deferred: Int { backlog.count }

    package func record(_ record: AuditRecord) async throws {
        do {
            try await result.get().append([record])
            noteWritten()
        } catch {
            note(error)
            throw error
        }
    }

    package func recordSoon(_ record: AuditRecord) throws {
        do {
            _ = try result.get()
            try backlog.add(record)
            noteWritten()
        } catch {
            note(error)
            throw error
        }
    }

    /// What is decided by the log is written to it where that is decided.
    @discardableResult
    func noting<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            let value = try body()
            noteWritten()
            return value
        } catch {
            note(error)
            throw error
        }
    }

    private func noteWritten() { writes.withLock { $0.failure = nil } }

    private func note(_ error: any Error) {
        writes.withLock { writes in
            writes.failures += 1
            writes.failure = error
        }
    }

    /// To be awaited before the process ends: what waits is written.
    package func settle() async { await backlog.settle() }
}
