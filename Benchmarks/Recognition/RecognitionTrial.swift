import Foundation

/// `touchstone-recognition-trial WHAT …` measures the recogniser on data that nobody here wrote
/// (docs/recognition.md). A program of its own, so that it is built without the rest of the house.
///
///     touchstone-recognition-trial confusables confusables.txt
///     touchstone-recognition-trial speed
@main
enum RecognitionTrial {
    private static let trials: [String: @Sendable ([String]) throws -> Void] = [
        ConfusablesTrial.name: ConfusablesTrial.run,
        BrandsTrial.name: BrandsTrial.run,
        SpeedTrial.name: SpeedTrial.run,
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
}

func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
