import AllianceNode
import Foundation
import TouchstoneCommands

/// Runs command lines as a person would, with `touchstone` as it was built beside these tests.
///
/// Commands find three free ports in `PORT1` to `PORT3`, the folder of the transcripts in `TRANSCRIPTS`,
/// and `eventually COMMAND`, which runs the
/// command again and again until it leaves with 0, for as long as a node may take to notice something.
struct Shell {
    let folder: URL
    private let ports: [Int]

    init(folder: URL) throws {
        self.folder = folder
        ports = try DemoPorts.free(3)
    }

    /// The folder of the executable that these tests are in.
    static let builtProducts = URL(filePath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent()

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// - Returns: lines of standard output, lines of standard error behind `! `, and the exit status
    ///   where it is not 0; with what changes from run to run replaced.
    func run(_ command: String) async throws -> [String] {
        // On a thread of its own: the tests share a pool of as many threads as there are cores.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try runAndWait(command) }) }
        }
    }

    private func runAndWait(_ command: String) throws -> [String] {
        let touchstone = Self.builtProducts.appending(path: "touchstone")
        guard FileManager.default.isExecutableFile(atPath: touchstone.path()) else {
            throw Failure(
                description:
                    "\(touchstone.path()) is not there; build it with 'swift build' before the tests"
            )
        }
        // What these tests are told is no business of the program.
        var environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("TOUCHSTONE_") }
        for (number, port) in ports.enumerated() { environment["PORT\(number + 1)"] = "\(port)" }
        environment["TRANSCRIPTS"] = Transcript.folder.path()
        environment["PATH"] =
            Self.builtProducts.path() + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        // Files, not pipes: nothing has to be drained while the command runs.
        let (output, errors) = (
            folder.appending(path: ".stdout"), folder.appending(path: ".stderr")
        )
        let shell = SpawnedShell(
            folder: folder, environment: environment, output: output, errors: errors)
        let status = try shell.run(Self.closing + Self.eventually + command)
        var lines = try self.lines(of: output)
        lines += try self.lines(of: errors).filter { !Self.isOfThisMachine($0) }
            .map { $0.isEmpty ? "!" : "! " + $0 }
        if status != 0 { lines.append("[exit \(status)]") }
        return lines
    }

    /// Whether it tells of programs that read pictures, which a machine has or has not.
    private static func isOfThisMachine(_ line: String) -> Bool {
        let missing = [PhotoReader.missing, ImageDecoder.missing, WorkbookReader.missing]
            .compactMap { $0 }
        return line.hasPrefix("note: ") && missing.contains { line.contains($0) }
    }

    /// What the tests have open is no business of the commands.
    private static let closing = """
        for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ $fd -le 2 ] || eval "exec $fd>&-"; done

        """

    /// The bound is for a program that never does it: some two minutes.
    private static let eventually = """
        eventually() { tries=0; until "$@" > /dev/null 2>&1; do tries=$((tries + 1)); \
        [ $tries -lt 2400 ] || return 1; done; }

        """

    private func lines(of file: URL) throws -> [String] {
        var text = Normalised(try String(contentsOf: file, encoding: .utf8)).text
        for (number, port) in ports.enumerated() {
            text.replace(":\(port)", with: ":<port \(number + 1)>")
        }
        while text.hasSuffix("\n") { text.removeLast() }
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            // Trailing spaces would be lost in an editor.
            String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
