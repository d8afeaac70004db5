package import ArgumentParser
// Its sources may be used from any thread, but are not marked so.
@preconcurrency import Dispatch
import Foundation
import Synchronization

package struct Demo: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Run a whole alliance on this machine and show what it does.",
        discussion: """
            Six members, each with a process, a folder, keys and databases of its own, exchange \
            what they know over mutual TLS on loopback.

            Example: touchstone demo --once
            """)

    @Flag(help: "End by itself; exit status 0 only if everything shown held.")
    var once = false

    @Option(
        help: ArgumentHelp(
            "The folder to work in, made new; default a fresh one under .demo/.",
            valueName: "dir"), completion: .directory)
    var home: String?

    @Option(
        help: ArgumentHelp(
            "A list of domains, one a line, for the brands to report.", valueName: "file"),
        completion: .file())
    var input: String?

    @Option(help: "The first of twelve ports; default free ones.")
    var port: Int?

    package init() {}

    package func validate() throws {
        if let port, !(1_024...65_000).contains(port) {
            throw ValidationError("--port is between 1024 and 65000")
        }
    }

    package func run() throws {
        let folder = try freshFolder()
        let list = input.map { URL(filePath: $0) }
        if let list, !FileManager.default.isReadableFile(atPath: list.path()) {
            throw CommandError("there is no file \(list.path()) to read; give a list with --input")
        }
        let alliance = try DemoAlliance(home: folder, firstPort: port)
        let interrupted = DemoInterrupt()
        defer { alliance.stop() }
        let story = DemoStory(
            alliance: alliance, input: try DemoInput(home: folder, list: list),
            interrupted: interrupted)
        try story.tell()
        guard !once else { return }
        try alliance.describe()
        Output.write(
            "\nThe alliance stays up; look around with these commands, and end it with Ctrl-C.\n")
        Output.write(
            "  \(DemoProcess.executable.path()) indicator search verel --home \(alliance.node(.investigator).home.path())"
        )
        Output.write(
            "  \(DemoProcess.executable.path()) peer status --home \(alliance.node(.hub).home.path())"
        )
        Output.write("\nThe console of \(alliance.node(.investigator).member.name):")
        try story.offerSignIn()
        interrupted.wait()
        Output.write("\nEnding.")
    }

    /// Never an existing folder with something in it: the demo removes nothing.
    private func freshFolder() throws -> URL {
        let files = FileManager.default
        if let home {
            let folder = URL(filePath: home, directoryHint: .isDirectory).standardizedFileURL
            let contents = (try? files.contentsOfDirectory(atPath: folder.path())) ?? []
            guard contents.isEmpty else {
                throw CommandError(
                    "\(folder.path()) is not empty; give a folder that is new, or remove it first")
            }
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            return folder
        }
        let parent = URL(filePath: ".demo", directoryHint: .isDirectory).standardizedFileURL
        for number in 1...100_000 {
            let folder = parent.appending(path: "\(number)", directoryHint: .isDirectory)
            if files.fileExists(atPath: folder.path()) { continue }
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            return folder
        }
        throw CommandError("\(parent.path()) is full; remove old demos from it")
    }
}

/// Ctrl-C and a polite end by signal, as something that can be waited for.
final class DemoInterrupt {
    private final class Flag: Sendable {
        let semaphore = DispatchSemaphore(value: 0)
        let hasHappened = Mutex(false)
    }

    private let flag = Flag()
    private let sources: [any DispatchSourceSignal]

    init() {
        let queue = DispatchQueue(label: "touchstone.demo.signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for source in sources {
            source.setEventHandler { [flag] in
                flag.hasHappened.withLock { $0 = true }
                flag.semaphore.signal()
            }
            source.resume()
        }
    }

    func wait() { flag.semaphore.wait() }

    /// - Throws: `DemoFailure` once somebody has asked the demo to end.
    func check() throws {
        if flag.hasHappened.withLock({ $0 }) { throw DemoFailure("the demo was interrupted") }
    }
}
