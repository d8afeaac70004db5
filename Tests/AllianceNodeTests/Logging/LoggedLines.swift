import Logging
import Synchronization

/// The messages that were logged, without what stands beside them.
final class LoggedLines: Sendable {
    private let kept = Mutex<[(level: Logger.Level, message: String)]>([])

    var logger: Logger { Logger(label: "test") { _ in Recorder(lines: self) } }

    /// In their order, each as `level: message`.
    var all: [String] { kept.withLock { $0.map { "\($0.level): \($0.message)" } } }

    func count(of message: String) -> Int { kept.withLock { $0.count { $0.message == message } } }

    private struct Recorder: LogHandler {
        let lines: LoggedLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.kept.withLock { $0.append((event.level, "\(event.message)")) }
        }
    }
}
