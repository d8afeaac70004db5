package import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a process's log goes, and how it is written, which can be changed while it runs.
package final class LogOutput: Sendable {
    package struct Style: Equatable, Sendable {
        package var format: LogFormat
        package var level: Logger.Level

        package init(format: LogFormat = .text, level: Logger.Level = .info) {
            self.format = format
            self.level = level
        }
    }

    private let state: Mutex<Style>
    /// One line at a time.
    private let write: Mutex<@Sendable (String) -> Void>
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - write: takes one line with its newline.
    package init(
        _ style: Style = Style(), now: @escaping @Sendable () -> UInt64 = WallClock.system.now,
        write: @escaping @Sendable (String) -> Void = { LogOutput.toStandardError($0) }
    ) {
        state = Mutex(style)
        self.write = Mutex(write)
        self.now = now
    }

    package var style: Style {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    package func logger(label: String = "touchstone") -> Logger {
        Logger(label: label) { _ in NodeLogHandler(self) }
    }

    fileprivate func put(
        _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata
    ) {
        let line = LogLine(at: now(), level, message, metadata).text(style.format)
        write.withLock { $0(line) }
    }

    /// Where standard error takes nothing there is nobody to tell, and the work goes on.
    package static func toStandardError(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = writeSome(rest)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }

    private static func writeSome(_ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        #endif
    }
}

/// Hands events to a `LogOutput`. The level is the output's, unless a logger was given its own.
private struct NodeLogHandler: LogHandler {
    private let output: LogOutput
    private var ownLevel: Logger.Level?
    var metadata: Logger.Metadata = [:]

    init(_ output: LogOutput) { self.output = output }

    var logLevel: Logger.Level {
        get { ownLevel ?? output.style.level }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let error = event.error { all["error"] = "\(error)" }
        if let more = event.metadata { all.merge(more) { $1 } }
        output.put(event.level, "\(event.message)", all)
    }
}
