import Peering
import Synchronization

/// So many at a time: who comes beyond that is turned away, not kept waiting.
final class AtOnceLimit: Sendable {
    private let max: Int
    private let running = Mutex(0)

    init(_ max: Int) { self.max = max }

    /// - Throws: `busy` where there is no place, and what `body` throws.
    func run<Value>(
        busy: PeerProblem, _ body: () async throws -> Value
    ) async throws -> Value {
        guard enter() else { throw busy }
        defer { running.withLock { $0 -= 1 } }
        return try await body()
    }

    private func enter() -> Bool {
        running.withLock { count in
            guard count < max else { return false }
            count += 1
            return true
        }
    }
}
