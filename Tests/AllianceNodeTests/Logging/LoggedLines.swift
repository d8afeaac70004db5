import Logging
import Synchronization

/// The messages that were logged, without what stands beside them.
final class LoggedLines: Sendable {
    private let all = Mutex<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Recorder(lines: self) } }

    func count(of message: String) -> Int { all.withLock { $0.count { $0 == message } } }

    private struct Recorder: LogHandler {
        let lines: LoggedLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.all.withLock { $0.append("\(event.message)") }
        }
    }
}
