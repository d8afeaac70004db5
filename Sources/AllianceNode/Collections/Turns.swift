import Synchronization

/// Has what reads and then writes run one after the other, in the order of coming, without holding a thread.
final class Turns: Sendable {
    private let last = Mutex<Task<Void, Never>?>(nil)

    func take<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let turn = last.withLock { last in
            let before = last
            let turn = Task {
                await before?.value
                return try await body()
            }
            last = Task { _ = try? await turn.value }
            return turn
        }
        return try await turn.value
    }
}
