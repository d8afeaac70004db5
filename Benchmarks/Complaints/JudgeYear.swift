import ComplaintEvents
import ComplaintJudging
import ComplaintScoring
import ComplaintYear
import Foundation
import JSON

/// `touchstone-complaint-trial judge`: what comes of generated years under a judge.
enum JudgeYear {
    static let name = "judge"
    static let help = """
        judge [--judge NAME] [--seeds N] [--reviewers N,N…] [--case-seconds N] [--listing-seconds N]
              [--errors SHARE] [--over NAME=VALUE,VALUE…]… [--json FILE]
          puts N years, from --seed on, before a judge with N people on duty at every moment, and
          prints a table; --over makes years of every value of a parameter, with --json also as JSON.
          Judges: at-their-word (default), scored, ask-people.
        """
    static let seedsMax = 1_000
    static let reviewersStandard = "8"

    /// A judge is begun anew for each year.
    typealias Run = @Sendable (YearParameters, DeskParameters, JudgingNotes) -> TrialFigures

    static let judges: [String: Run] = [
        "at-their-word": { year, desk, _ in
            ComplaintTrial<AtTheirWord>.run(AtTheirWord(), year: year, desk: desk)
        },
        "scored": { year, desk, notes in
            ComplaintTrial.run(
                PlatformJudge(
                    .scored(.current, ErrorCosts.standard.thresholds), notes: notes),
                year: year, desk: desk)
        },
        "ask-people": { year, desk, notes in
            ComplaintTrial.run(PlatformJudge(.asking, notes: notes), year: year, desk: desk)
        },
    ]

    static func run(_ arguments: [String]) throws {
        var arguments = TrialArguments(arguments)
        let judgeName = try arguments.text("--judge") ?? "at-their-word"
        guard let judge = judges[judgeName] else {
            throw UsageError("there is no judge '\(judgeName)'; --help names them")
        }
        let seeds = try arguments.number("--seeds", 1...seedsMax) ?? 1
        let desk = try Self.desk(&arguments)
        let reviewers = try Self.reviewers(try arguments.text("--reviewers") ?? reviewersStandard)
        let axes = try arguments.texts("--over")
        let jsonPath = try arguments.text("--json")
        let grid = try TrialGrid(try arguments.year(), axes: axes)
        try arguments.finish()
        say(FiguresTable.header(seeds: seeds, judge: judgeName))
        var results: [JSONValue] = []
        let notes = JudgingNotes()
        for point in grid.points {
            for count in reviewers {
                var desk = desk
                desk.reviewers = count
                var figures = TrialFigures()
                for number in 0..<seeds {
                    var parameters = point.parameters
                    parameters.seed += Double(number)
                    figures = figures + judge(parameters, desk, notes)
                }
                say(FiguresTable.row(point.name, reviewers: count, figures))
                results.append(
                    FiguresTable.json(
                        point, judge: judgeName, seeds: seeds, desk: desk, figures))
            }
        }
        if notes.complaints > 0 { say("\n" + notes.summary) }
        if let jsonPath {
            try Data(JSONValue.array(results).printed.utf8).write(to: URL(filePath: jsonPath))
        }
    }

    static func desk(_ arguments: inout TrialArguments) throws -> DeskParameters {
        var desk = DeskParameters()
        let range = DeskParameters.secondsRange
        if let value = try arguments.number("--case-seconds", range) { desk.caseSeconds = value }
        if let value = try arguments.number("--listing-seconds", range) {
            desk.listingSeconds = value
        }
        if let text = try arguments.text("--errors") {
            guard let value = Double(text), (0...1).contains(value) else {
                throw UsageError("--errors needs a share from 0 to 1")
            }
            desk.errors = value
        }
        return desk
    }

    private static func reviewers(_ text: String) throws -> [Int] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map {
            guard let count = Int($0), DeskParameters.reviewersRange.contains(count) else {
                throw UsageError(
                    "--reviewers needs whole numbers up to \(DeskParameters.reviewersRange.upperBound), with commas between"
                )
            }
            return count
        }
    }
}
