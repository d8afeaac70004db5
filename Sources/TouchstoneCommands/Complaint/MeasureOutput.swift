import Complaints
import JSON
import NodeAPI
import Statements

/// What commands of measures print: with `--format json` the objects of the desk's REST interface.
enum MeasureOutput {
    static func write(
        due: [LadderStanding], taken: [TakenMeasure], format: OutputFormat
    ) {
        guard format == .table else {
            return ComplaintOutput.write(json: [
                "standings": .array(due.map(MeasureJSON.standing)),
                "measures": .array(taken.map(MeasureJSON.measure)),
            ])
        }
        guard !due.isEmpty || !taken.isEmpty else {
            return Output.write("Nobody is due for a measure, and none was taken.")
        }
        var standings = Table(["due or lasting", "weighed", "so far", "proposed"])
        for standing in due {
            standings.append([
                name(standing.party), facts(standing.facts), step(standing.current),
                step(standing.proposal?.step),
            ])
        }
        if !standings.isEmpty { Output.write(standings.text) }
        if !due.isEmpty, !taken.isEmpty { Output.write("") }
        if !taken.isEmpty { Output.write(table(of: taken).text) }
    }

    static func write(_ standing: LadderStanding, format: OutputFormat) {
        guard format == .table else {
            return ComplaintOutput.write(json: ["standing": MeasureJSON.standing(standing)])
        }
        Output.write(
            "\(name(standing.party)): so far \(step(standing.current)), proposed \(step(standing.proposal?.step))"
        )
        if !standing.facts.isEmpty { Output.write("weighed: \(facts(standing.facts))") }
        if !standing.measures.isEmpty { Output.write("\n" + table(of: standing.measures).text) }
    }

    private static func table(of taken: [TakenMeasure]) -> Table {
        var table = Table(["taken", "whom", "from", "until", "confirmed", "lifted", "measure"])
        for measure in taken {
            table.append([
                measure.step.measure.name, name(measure.party),
                MomentText.print(measure.step.from),
                measure.step.until.map(MomentText.print) ?? "",
                ComplaintOutput.moment(measure.time),
                measure.lifted.map { ComplaintOutput.moment($0.time) } ?? "", "\(measure.id)",
            ])
        }
        return table
    }

    private static func name(_ party: LadderParty) -> String {
        let (kind, value) = MeasureParty.field(party)
        return "\(kind) \(value)"
    }

    private static func step(_ step: LadderStep?) -> String {
        guard let step else { return "nothing" }
        return step.measure.name + (step.until.map { " until \(MomentText.print($0))" } ?? "")
    }

    private static func facts(_ facts: [MisuseMeasure.Fact]) -> String {
        facts.map { "\($0.code) \($0.figure)" }.joined(separator: ", ")
    }
}
