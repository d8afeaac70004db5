import ComplaintYear
import Foundation

/// `touchstone-complaint-trial WHAT …` prints a generated year of complaints, puts it before a judge, or
/// learns weights from it (docs/complaint-year.md, docs/complaint-scoring.md). A program of its own, so that it is built without the rest of the house.
///
///     touchstone-complaint-trial year --complaints 1000 --truth truth.ndjson > year.ndjson
///     touchstone-complaint-trial judge --complaints 10000 --seeds 5 --reviewers 4,8
@main
enum ComplaintTrialCommand {
    static let usageStatus: Int32 = 64

    static func main() {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let name = arguments.isEmpty ? "" : arguments.removeFirst()
        do {
            switch name {
            case PrintYear.name: try PrintYear.run(arguments)
            case JudgeYear.name: try JudgeYear.run(arguments)
            case FitWeights.name: try FitWeights.run(arguments)
            case "--help": say(help)
            default: throw UsageError("name one of year, judge, fit; --help says more")
            }
        } catch {
            FileHandle.standardError.write(Data("touchstone-complaint-trial: \(error)\n".utf8))
            exit(error is UsageError || error is YearError ? usageStatus : 2)
        }
    }

    static var help: String {
        let defaults = YearParameters()
        let parameters = YearParameters.fields.map { field in
            "  --\(field.name) \(YearField.text(defaults[keyPath: field.path]))  \(field.sentence)"
        }
        return
            ([
                PrintYear.help, "", JudgeYear.help, "", FitWeights.help, "",
                "All take, with their defaults:",
            ]
            + ["  --parameters FILE  any of the following as JSON; flags come after it"]
            + parameters + [
                "",
                "  touchstone-complaint-trial judge --complaints 10000 --seeds 5 --reviewers 4,8",
            ]).joined(separator: "\n")
    }
}

/// The command line says what cannot be done.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
