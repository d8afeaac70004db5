/// A knock at somebody's door: any number of them before it is heard are one.
package struct Pulse: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func fire() { continuation.yield() }

    /// Runs `body` once for every knock, until the task is cancelled.
    package func forEach(_ body: () -> Void) async {
        for await _ in stream where !Task.isCancelled { body() }
    }

    /// Runs `body` once for every knock, and at least every `interval`, until the task is cancelled.
    package func forEach(
        orEvery interval: Duration, _ body: () async throws -> Void
    ) async throws {
        let ticker = Task { [continuation] in
            while !Task.isCancelled {
                continuation.yield()
                try await Task.sleep(for: interval)
            }
        }
        defer { ticker.cancel() }
        for await _ in stream {
            try Task.checkCancellation()
            try await body()
        }
    }
}
