package import AuditTrail
import Synchronization

/// Records on their way into the log that need not be there before the answer: what programs read, by the
/// thousand. They are written together, a moment later; where more wait than one transaction takes, at once.
///
/// **What a crash costs** is the records of that moment. What cannot be written is kept and tried again with
/// the next one, which is refused, and every other second: so at most `recordsMax` reads go unrecorded, and none in silence.
package final class AuditBacklog: Sendable {
    /// That wait, and that one transaction takes.
    package static let recordsMax = 8_192
    package static let batchMax = 2_048
    /// From the first record to its being written.
    package static let pauseLength = Duration.milliseconds(200)
    /// From what failed to its being tried again.
    static let retryPause = Duration.seconds(2)

    package typealias Appending = @Sendable ([AuditRecord]) async throws -> Void

    private struct State {
        var waiting: [AuditRecord] = []
        /// That are being written.
        var taken = 0
        var writing: Task<Void, Never>?
        var failure: (any Error)?
        /// Somebody tries again, soon.
        var isRetrying = false
    }

    private let append: Appending
    private let pause: @Sendable () async -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - append: writes records in their order, all or none.
    ///   - pause: waits for more of them.
    package init(
        _ append: @escaping Appending,
        pause: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: pauseLength) }
    ) {
        self.append = append
        self.pause = pause
    }

    /// - Throws: `AuditError.behind`; what kept earlier ones from being written.
    package func add(_ record: AuditRecord) throws {
        try state.withLock { state in
            if state.writing == nil { state.writing = Task { await self.write() } }
            if let failure = state.failure { throw failure }
            guard state.waiting.count < Self.recordsMax else {
                throw AuditError.behind(records: state.waiting.count)
            }
            state.waiting.append(record)
        }
    }

    private func write() async {
        while true {
            if state.withLock({ $0.waiting.count < Self.batchMax }) { await pause() }
            let batch: [AuditRecord] = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batchMax))
                state.waiting.removeFirst(batch.count)
                state.taken = batch.count
                // Whoever adds one from now on begins anew.
                if batch.isEmpty { (state.writing, state.failure) = (nil, nil) }
                return batch
            }
            guard !batch.isEmpty else { return }
            do {
                try await append(batch)
                state.withLock { ($0.failure, $0.taken) = (nil, 0) }
            } catch {
                return state.withLock { state in
                    state.waiting = batch + state.waiting
                    state.taken = 0
                    state.failure = error
                    state.writing = nil
                    guard !state.isRetrying else { return }
                    state.isRetrying = true
                    // Nobody may ask for what is recorded meanwhile, since it is refused.
                    Task { [weak self] in
                        try? await Task.sleep(for: Self.retryPause)
                        self?.retry()
                    }
                }
            }
        }
    }

    private func retry() {
        state.withLock { state in
            state.isRetrying = false
            guard state.writing == nil, !state.waiting.isEmpty else { return }
            state.writing = Task { await self.write() }
        }
    }

    /// Returns once nothing waits any more, or cannot be written.
    package func settle() async {
        let writing: Task<Void, Never>? = state.withLock { state in
            if state.writing == nil, !state.waiting.isEmpty {
                state.writing = Task { await self.write() }
            }
            return state.writing
        }
        await writing?.value
    }

    /// Records that are not written yet.
    package var count: Int { state.withLock { $0.waiting.count + $0.taken } }

    /// What kept the last ones from being written; nil where nothing does.
    var failure: (any Error)? { state.withLock { $0.failure } }
}
