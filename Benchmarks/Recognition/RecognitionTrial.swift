import Foundation

/// `touchstone-recognition-trial WHAT …` measures the recogniser on data that nobody here wrote
/// (docs/recognition.md). A program of its own, so that it is built without the rest of the house.
///
///     touchstone-recognition-trial confusables confusables.txt
///     touchstone-recognition-trial speed
///     touchstone-recognition-trial brands multiscript-brands-dev.json report
@main
enum RecognitionTrial {
    private static let trials: [String: @Sendable ([String]) throws -> Void] = [
        ConfusablesTrial.name: ConfusablesTrial.run,
        BrandsTrial.name: BrandsTrial.run,
        SpeedTrial.name: SpeedTrial.run,
        DomainsTrial.name: DomainsTrial.run,
        TitlesTrial.name: TitlesTrial.run,
    ]

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let name = arguments.first, let trial = trials[name] else {
            let names = trials.keys.sorted().joined(separator: ", ")
            FileHandle.standardError.write(
                Data("touchstone-recognition-trial: name one of \(names)\n".utf8))
            exit(64)
        }
        do {
            try trial(Array(arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("touchstone-recognition-trial: \(error)\n".utf8))
            exit(2)
        }
    }
}

/// Something that was to be measured did not happen.
struct TrialFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension [String] {
    /// - Throws: what is missing, in words.
    func file(_ position: Int, _ what: String) throws -> Data {
        guard position < count else { throw TrialFailure("name \(what)") }
        return try Data(contentsOf: URL(filePath: self[position]))
    }

    /// What stands behind an option; nil where it is not there.
    func number(_ option: String) throws -> Int? {
        guard let position = firstIndex(of: option) else { return nil }
        guard position + 1 < count, let number = Int(self[position + 1]), number >= 0 else {
            throw TrialFailure("\(option) wants a number")
        }
        return number
    }
}

func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
