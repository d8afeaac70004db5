import Foundation

/// `touchstone-benchmarks [NAME…]` measures all benchmarks or those named, and prints each beside the
/// limit of its parts, measured in the same run. `--list` names them.
///
/// `BENCH_ENTRIES` (1,000,000), `BENCH_ITEMS` (10,000,000), `BENCH_MEMBERS` (30), `BENCH_CALLS`
/// (2,000), `BENCH_OBJECTS` (50,000) and `BENCH_COMPLAINTS` (1,000,000) set the sizes, `BENCH_OPENTAXII` a Python with OpenTAXII and gunicorn
/// to compare collections with (`make bench-taxii`), `BENCH_HOME` a folder to work in that is kept, `BENCH_JSON` a file for the figures.
///
/// `touchstone-benchmarks traces --help` says how item histories are generated, and
/// `touchstone-benchmarks clones --grid` what the clone detector finds in them.
@main
enum Benchmarks {
    static func main() async {
        do {
            var arguments = Array(CommandLine.arguments.dropFirst())
            if arguments.first == NodeProcess.role {
                arguments.removeFirst()
                return try await NodeProcess.run(arguments)
            }
            if arguments.first == QuestionServer.role {
                return try await QuestionServer.run(Array(arguments.dropFirst()))
            }
            if arguments.first == AbusedServer.role {
                return try await AbusedServer.run(Array(arguments.dropFirst()))
            }
            if arguments.first == AbuseClient.role {
                return try await AbuseClient.run(Array(arguments.dropFirst()))
            }
            if arguments == [NodeProcess.nothing] { return }
            if arguments.first == PrintTraces.name {
                return try PrintTraces.run(Array(arguments.dropFirst()))
            }
            if arguments.first == EvaluateClones.name {
                return try EvaluateClones.run(Array(arguments.dropFirst()))
            }
            try await measure(arguments)
        } catch {
            FileHandle.standardError.write(Data("touchstone-benchmarks: \(error)\n".utf8))
            exit(2)
        }
    }

    /// In the order in which one leaves behind what the next can use.
    static let suite: [(name: String, run: @Sendable (Workbench) async throws -> Figure)] = [
        (AppendBulk.name, AppendBulk.run), (AppendSingle.name, AppendSingle.run),
        (ReplicateCold.name, ReplicateCold.run), (MergeBulk.name, MergeBulk.run),
        (IndexBulk.name, IndexBulk.run),
        (LookUpExact.name, LookUpExact.run), (SearchPrefix.name, SearchPrefix.run),
        (SearchHTTPS.name(.exact), { try await SearchHTTPS.run($0, .exact) }),
        (SearchHTTPS.name(.prefix), { try await SearchHTTPS.run($0, .prefix) }),
        (SearchHTTPS.name(.words), { try await SearchHTTPS.run($0, .words) }),
        (ConsolePages.name, ConsolePages.run),
        (ScreeningRate.name, ScreeningRate.run), (ComplaintsJudge.name, ComplaintsJudge.run),
        (ComplaintsFile.name, ComplaintsFile.run),
        (ComplaintQuestions.page.rawValue, { try await ComplaintQuestions.run($0, .page) }),
        (ComplaintQuestions.queue.rawValue, { try await ComplaintQuestions.run($0, .queue) }),
        (ComplaintQuestions.figures.rawValue, { try await ComplaintQuestions.run($0, .figures) }),
        (Start.name, Start.run), (Propagate.name, Propagate.run),
        (RegistryImport.name, RegistryImport.run), (RegistryLookUp.name, RegistryLookUp.run),
        (AuthenticateLocal.name, AuthenticateLocal.run),
        (AuthenticateRouted.name, AuthenticateRouted.run),
        (AuthenticateRoutedRate.name, AuthenticateRoutedRate.run),
        (SnapshotBuild.name, SnapshotBuild.run), (SnapshotQuery.name, SnapshotQuery.run),
        (AuthenticateServed.name, AuthenticateServed.run),
        (AuthenticateServedMemory.name, AuthenticateServedMemory.run),
        (AuthenticateGuesses.name, AuthenticateGuesses.run),
        (VerifyChain.name, VerifyChain.run),
        (AbusePorts.peerName, { try await AbusePorts.run($0, .peer) }),
        (AbusePorts.deskName, { try await AbusePorts.run($0, .desk) }),
        (AbuseObjects.name, AbuseObjects.run),
        (CollectionPost.name, CollectionPost.run), (CollectionPages.name, CollectionPages.run),
        (CollectionObject.name, CollectionObject.run),
    ]

    private static func measure(_ chosen: [String]) async throws {
        if chosen == ["--list"] { return say(suite.map(\.name).joined(separator: "\n")) }
        for name in chosen where !suite.contains(where: { $0.name == name }) {
            throw BenchmarkFailure(
                "there is no benchmark '\(name)'; --list names those that there are")
        }
        let bench = try Workbench()
        defer { bench.remove() }
        say(
            "\(bench.entries) entries, \(bench.items) items, \(bench.members) members, \(bench.calls) calls; "
                + "\(ProcessInfo.processInfo.activeProcessorCount) cores, load \(Load.average)")
        var figures: [Figure] = []
        for (name, run) in suite where chosen.isEmpty || chosen.contains(name) {
            let figure = try await run(bench)
            if name == ConsolePages.name { bench.closeDesk() }
            say("\(figure)")
            figures.append(figure)
        }
        if let path = ProcessInfo.processInfo.environment["BENCH_JSON"] {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try encoder.encode(figures).write(to: URL(filePath: path))
        }
    }

    /// Out at once, also into a file: the next benchmark may take minutes.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// Something that was to be measured did not happen.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
