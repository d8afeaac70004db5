package import Logging
import Synchronization

/// Work that a running node does round after round, and that a full, failing or damaged disk does not
/// end: whatever can still be read is served on, and the next round tries again.
///
/// Each new reason is logged once, and so is that it has passed.
package final class PatientRounds: Sendable {
    /// Time between a round that failed and the next.
    package static let pause = Duration.seconds(1)

    private let what: Logger.Message
    private let logger: Logger
    private let pause: Duration
    /// Why the last round failed.
    private let reason = Mutex<String?>(nil)

    /// - Parameter what: said in the log, with the reason.
    package init(
        what: Logger.Message, logger: Logger, pause: Duration = PatientRounds.pause
    ) {
        self.what = what
        self.logger = logger
        self.pause = pause
    }

    /// - Throws: `CancellationError` and nothing else.
    package func run(_ round: () async throws -> Void) async throws {
        do {
            try await round()
            if reason.withLock({ $0.take() }) != nil {
                logger.notice("works again", metadata: ["after": "\(what)"])
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let text = "\(error)"
            let isNews = reason.withLock { last in
                defer { last = text }
                return last != text
            }
            if isNews { logger.error(what, metadata: ["reason": "\(text)"]) }
            try await Task.sleep(for: pause)
        }
    }
}
