import AllianceNames
import NodeAPI
import Peering
import Statements
import Testing

/// What the console's forms of measures say.
@Suite struct MeasureFormTests {
    private static let platform = MemberID(unchecked: "hub")

    private static func taken(until day: String) throws -> NewMeasure {
        let text = "kind=seller&value=bazario%3Astore&measure=restriction&text=again&until=\(day)"
        return try MeasureForm.taken(FormFields(parsing: Array(text.utf8)), at: platform)
    }

    @Test("a measure lasts to the end of its last day, and never longer than a statement can say")
    func lastDay() throws {
        #expect(try Self.taken(until: "1970-01-01").until == 86_400_000)
        #expect(try Self.taken(until: "2026-12-31").until == 1_798_761_600_000)
        #expect(
            try Self.taken(until: "9999-12-30").until
                == StatementLimits.timeMillisecondsMax + 1 - 86_400_000)
        #expect(
            try Self.taken(until: "9999-12-31").until == StatementLimits.timeMillisecondsMax)
        #expect(try Self.taken(until: "").until == nil)
        #expect(throws: PeerProblem.self) { try Self.taken(until: "2026-02-30") }
    }
}
