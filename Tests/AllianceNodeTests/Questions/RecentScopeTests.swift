import AllianceNode
import MergedView
import Testing
import TransparencyLog

@Suite struct RecentScopeTests {
    private struct Unreadable: Error {}

    /// Asks at these times and counts how often the record was read.
    private func reads(_ asked: [(roster: Digest, now: UInt64)]) -> Int {
        let recent = RecentScope()
        var count = 0
        for (roster, now) in asked {
            _ = recent.scope(roster: roster, now: now) {
                count += 1
                return ViewScope(logs: [:])
            }
        }
        return count
    }

    @Test("within a second it is worked out once")
    func once() {
        #expect(reads((0..<1_000).map { (.zero, 5_000 + $0) }) == 1)
        #expect(reads([(.zero, 5_000), (.zero, 5_000 + RecentScope.ageMax)]) == 2)
    }

    @Test("a new register counts at once")
    func newRoster() {
        #expect(reads([(.zero, 5_000), (Digest.sha256([1]), 5_000)]) == 2)
    }

    @Test("a clock that goes back keeps nothing")
    func backwards() {
        #expect(reads([(.zero, 5_000), (.zero, 4_999)]) == 2)
    }

    @Test("a record that cannot be read is asked again, not taken for empty")
    func failure() throws {
        let recent = RecentScope()
        #expect(throws: Unreadable.self) {
            try recent.scope(roster: .zero, now: 1) { throw Unreadable() }
        }
        let scope = recent.scope(roster: .zero, now: 1) {
            ViewScope(logs: [:], suspended: [QuestionAlliance.maison])
        }
        #expect(scope.suspended == [QuestionAlliance.maison])
    }
}
