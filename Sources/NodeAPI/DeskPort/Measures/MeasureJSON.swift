package import Complaints
package import JSON
import Statements

/// Measures for programs.
package enum MeasureJSON {
    package static func measure(_ measure: TakenMeasure) -> JSONValue {
        .members([
            ("id", ComplaintJSON.id(measure.id)), ("party", party(measure.party)),
            ("measure", .string(measure.step.measure.name)),
            ("from", ComplaintJSON.moment(measure.step.from)),
            ("until", measure.step.until.map(ComplaintJSON.moment)),
            ("facts", facts(measure.facts)), ("text", .string(measure.text)),
            ("confirmedAt", ComplaintJSON.time(measure.time)),
            (
                "lifted",
                measure.lifted.map { lifted in
                    .members([
                        ("id", ComplaintJSON.id(lifted.id)), ("text", .string(lifted.text)),
                        ("confirmedAt", ComplaintJSON.time(lifted.time)),
                    ])
                }
            ),
        ])
    }

    package static func standing(_ standing: LadderStanding) -> JSONValue {
        .members([
            ("party", party(standing.party)), ("facts", facts(standing.facts)),
            ("current", standing.current.map(step)),
            ("proposal", standing.proposal.map { step($0.step) }),
            ("measures", .array(standing.measures.map(measure))),
        ])
    }

    private static func step(_ step: LadderStep) -> JSONValue {
        .members([
            ("measure", .string(step.measure.name)), ("from", ComplaintJSON.moment(step.from)),
            ("until", step.until.map(ComplaintJSON.moment)),
        ])
    }

    private static func party(_ party: LadderParty) -> JSONValue {
        let (name, value) = MeasureParty.field(party)
        return .object([name: .string(value)])
    }

    private static func facts(_ facts: [MisuseMeasure.Fact]) -> JSONValue {
        .array(
            facts.map {
                .members([
                    ("code", .string($0.code)), ("figure", ComplaintJSON.count($0.figure)),
                ])
            })
    }
}
