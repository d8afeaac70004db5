import Foundation

/// What a person types and sees, as a file of `Transcripts/`:
///
///     # a remark
///     $ touchstone log list --home verel
///     No log is held yet.
///     ! what goes to standard error
///     [exit 1]
///
/// Commands run one after the other in one new folder, by `sh`, with what `Shell` adds to it. What differs from run to run (hashes, keys,
/// times) stands there as `<hash>` and so on.
struct Transcript {
    struct Step {
        var remarks: [String] = []
        let command: String
        var output: [String] = []
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Transcripts")
    /// Set to write the transcripts anew from what the program does now.
    static let isRecording = ProcessInfo.processInfo.environment["TOUCHSTONE_RECORD"] != nil

    private let file: URL
    private(set) var steps: [Step] = []

    init(named name: String) throws {
        file = Self.folder.appending(path: name + ".txt")
        var remarks: [String] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("$ ") {
                steps.append(Step(remarks: remarks, command: String(line.dropFirst(2))))
                remarks = []
            } else if line.hasPrefix("# ") || steps.isEmpty || !remarks.isEmpty {
                remarks.append(String(line))
            } else {
                steps[steps.count - 1].output.append(String(line))
            }
        }
        for index in steps.indices {
            // A blank line ends a step; it is no output.
            while steps[index].output.last == "" { steps[index].output.removeLast() }
        }
    }

    /// Runs all steps in `folder`.
    func run(in folder: URL) async throws -> Transcript {
        var found = self
        let shell = try Shell(folder: folder)
        for index in found.steps.indices {
            found.steps[index].output = try await shell.run(found.steps[index].command)
        }
        return found
    }

    func record() throws {
        var text = ""
        for step in steps {
            text += step.remarks.map { $0 + "\n" }.joined()
            text += "$ \(step.command)\n" + step.output.map { $0 + "\n" }.joined() + "\n"
        }
        try Data(text.utf8).write(to: file)
    }
}
