import Logging
import Synchronization

/// What was logged.
final class LoggedLines: Sendable {
    private typealias Line = (level: Logger.Level, message: String, fields: [String: String])
    private let kept = Mutex<[Line]>([])

    var logger: Logger { Logger(label: "test") { _ in Recorder(lines: self) } }

    /// In their order, each as `level: message`.
    var all: [String] { kept.withLock { $0.map { "\($0.level): \($0.message)" } } }

    /// What stands beside the messages.
    var fields: [[String: String]] { kept.withLock { $0.map(\.fields) } }

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
            let fields = (event.metadata ?? [:]).mapValues { "\($0)" }
            lines.kept.withLock { $0.append((event.level, "\(event.message)", fields)) }
        }
    }
}
