import AllianceNode
import Testing

@Suite("When the duty by retention limits is due")
struct DutyRhythmTests {
    private static let day: UInt64 = 86_400_000
    private var rhythm = DutyRhythm(interval: .seconds(86_400), pause: .seconds(60))

    @Test("all of it at the start, once a day, and with each roster")
    mutating func daily() {
        #expect(rhythm.due(at: 1_000, roster: 1, token: 5) == .all)
        rhythm.done(.all, at: 1_000, roster: 1, token: 5)
        #expect(rhythm.due(at: 999 + Self.day, roster: 1, token: 5) == nil)
        #expect(rhythm.due(at: 1_000 + Self.day, roster: 1, token: 5) == .all)
        #expect(rhythm.due(at: 2_000, roster: 2, token: 5) == .all)
    }

    @Test("proposals whenever the record has changed, which does not put off the rest")
    mutating func proposals() {
        rhythm.done(.all, at: 1_000, roster: 1, token: 5)
        #expect(rhythm.due(at: 2_000, roster: 1, token: 6) == .proposals)
        rhythm.done(.proposals, at: 2_000, roster: 1, token: 6)
        #expect(rhythm.due(at: 3_000, roster: 1, token: 6) == nil)
        #expect(rhythm.due(at: 1_000 + Self.day, roster: 1, token: 6) == .all)
    }

    @Test("what could not be done is due again after a pause, and not for a day")
    mutating func failures() {
        rhythm.failed(at: 1_000)
        #expect(rhythm.due(at: 60_999, roster: 1, token: 5) == nil)
        #expect(rhythm.due(at: 61_000, roster: 1, token: 5) == .all)
        rhythm.done(.all, at: 61_000, roster: 1, token: 5)
        rhythm.failed(at: 70_000)
        #expect(rhythm.due(at: 130_000, roster: 1, token: 6) == .proposals)
    }

    @Test("a clock that is put back lets nothing wait until it has come there again")
    mutating func clockPutBack() {
        rhythm.done(.all, at: 10 * Self.day, roster: 1, token: 5)
        #expect(rhythm.due(at: Self.day, roster: 1, token: 5) == .all)
        rhythm.done(.all, at: Self.day, roster: 1, token: 5)
        rhythm.failed(at: 5 * Self.day)
        #expect(rhythm.due(at: 2 * Self.day, roster: 1, token: 5) == .all)
    }
}
