package import Logging

/// Work that a running node does round after round, and that a full, failing or damaged disk does not
/// end: whatever can still be read is served on, and the next round tries again.
///
/// What is logged of it is what `FailureLines` say.
package final class PatientRounds: Sendable {
    /// Time between a round that failed and the next.
    package static let pause = Duration.seconds(1)

    private let failures: FailureLines
    private let pause: Duration

    /// - Parameter what: said in the log, with the reason.
    package init(
        what: Logger.Message, logger: Logger, pause: Duration = PatientRounds.pause
    ) {
        failures = FailureLines(what: what, logger: logger)
        self.pause = pause
    }

    /// - Throws: `CancellationError` and nothing else.
    package func run(_ round: () async throws -> Void) async throws {
        do {
            try await round()
            failures.worked()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            failures.failed("\(error)")
            try await Task.sleep(for: pause)
        }
    }
}
