import AllianceNode
import Logging
import SQLiteStore
import Testing

@Suite("Rounds of a running node")
struct PatientRoundsTests {
    private let lines = LoggedLines()

    private func rounds() -> PatientRounds {
        PatientRounds(what: "it cannot be kept up", logger: lines.logger, pause: .zero)
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
        #expect(lines.all == ["error: it cannot be kept up", "notice: works again"])
    }

    @Test("each new reason is said")
    func reasons() async throws {
        let rounds = rounds()
        for path in ["a", "a", "b"] {
            try await rounds.run { throw SQLiteStoreError.diskFull(path: path) }
        }
        #expect(lines.all.count == 2)
    }

    @Test("being cancelled ends them")
    func cancelled() async throws {
        let rounds = rounds()
        await #expect(throws: CancellationError.self) {
            try await rounds.run { throw CancellationError() }
        }
        #expect(lines.all.isEmpty)
    }
}
