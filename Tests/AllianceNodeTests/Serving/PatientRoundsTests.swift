import AllianceNode
import Logging
import SQLiteStore
import Synchronization
import Testing

@Suite("Rounds of a running node")
struct PatientRoundsTests {
    /// Keeps what is logged.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.all.withLock { $0.append("\(event.level): \(event.message)") }
        }
    }

    private let lines = Lines()

    private func rounds() -> PatientRounds {
        let lines = lines
        return PatientRounds(
            what: "it cannot be kept up",
            logger: Logger(label: "test") { _ in Recorder(lines: lines) }, pause: .zero)
    }

    @Test("a full disk ends none; it is said once, and once that it is over")
    func fullDisk() async throws {
        let rounds = rounds()
        var count = 0
        for number in 0..<5 {
            try await rounds.run {
                count += 1
                if number < 3 { throw SQLiteStoreError.diskFull(path: "view.sqlite") }
            }
        }
        #expect(count == 5)
        #expect(
            lines.all.withLock { $0 } == ["error: it cannot be kept up", "notice: works again"])
    }

    @Test("each new reason is said")
    func reasons() async throws {
        let rounds = rounds()
        for path in ["a", "a", "b"] {
            try await rounds.run { throw SQLiteStoreError.diskFull(path: path) }
        }
        #expect(lines.all.withLock { $0.count } == 2)
    }

    @Test("being cancelled ends them")
    func cancelled() async throws {
        let rounds = rounds()
        await #expect(throws: CancellationError.self) {
            try await rounds.run { throw CancellationError() }
        }
        #expect(lines.all.withLock { $0 }.isEmpty)
    }
}
