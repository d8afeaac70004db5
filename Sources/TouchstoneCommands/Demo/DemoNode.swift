import Foundation

/// One member of the demo: its folder, its port, and its node as a process.
final class DemoNode {
    let member: DemoMember
    let home: URL
    let port: Int
    /// 0 lets the system choose.
    let deskPort: Int
    /// Known once the node runs.
    private(set) var deskURL: String?
    /// On loopback passing on takes milliseconds, and nobody wants to wait for the usual two minutes.
    static let withholdingSeconds = 3
    /// Where the people of the demo may have notices posted to: a receiver of your own on this machine. Where
    /// nobody listens the console says that nothing was taken.
    static let webhookHost = "127.0.0.1:9443"
    private var process: Process?

    init(member: DemoMember, home: URL, port: Int, deskPort: Int) {
        self.member = member
        self.home = home
        self.port = port
        self.deskPort = deskPort
    }

    /// Where the member's people look at what is reported.
    var consoleURL: String? { deskURL.map { "\($0)/console" } }
    var endpoint: String { "https://127.0.0.1:\(port)" }
    var processID: Int32? { process?.processIdentifier }
    var isRunning: Bool { process?.isRunning ?? false }

    /// Starts `touchstone serve` and waits until it says that it is ready.
    func start() throws {
        let process = Process()
        process.executableURL = DemoProcess.executable
        process.arguments = [
            "serve", "--home", home.path(), "--desk-port", "\(deskPort)", "--withholding-after",
            "\(Self.withholdingSeconds)", "--webhook-hosts", Self.webhookHost,
        ]
        let output = Pipe()
        let logURL = home.appending(path: "serve.log")
        if !FileManager.default.fileExists(atPath: logURL.path()) {
            try Data().write(to: logURL)
        }
        let log = try FileHandle(forWritingTo: logURL)
        try log.seekToEnd()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = log
        try process.run()
        self.process = process
        let handle = output.fileHandleForReading
        var line = try Self.line(from: handle)
        if line.hasPrefix("desk ") {
            deskURL = String(line.dropFirst("desk ".count))
            line = try Self.line(from: handle)
        }
        guard line.hasPrefix("ready ") else {
            process.waitUntilExit()
            let text = (try? String(contentsOf: logURL, encoding: .utf8)) ?? ""
            throw DemoFailure("the node of \(member.id) did not start: \(text.suffix(500))")
        }
    }

    /// The next line, which a node that fails ends early.
    private static func line(from handle: FileHandle) throws -> String {
        var line = Data()
        while let byte = try handle.read(upToCount: 1), !byte.isEmpty,
            byte[byte.startIndex] != UInt8(ascii: "\n")
        {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Asks the node to end, and waits for it.
    func stop() {
        guard let process, process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// A command on this member's folder.
    func command(_ arguments: String...) -> [String] { arguments + ["--home", home.path()] }

    func run(_ arguments: String...) throws {
        try DemoProcess.output(of: arguments + ["--home", home.path()])
    }

    /// A link that lets a person of this member sign in once in a browser.
    /// - Precondition: the node runs, so that its desk has an address.
    func signInLink(for person: String) throws -> String {
        guard let deskURL else { throw DemoFailure("\(member.id) has no desk to sign in at") }
        let output = try DemoProcess.output(
            of: command("desk", "sign-in-link", person, "--at", deskURL, "--minutes", "60"))
        return String(decoding: output, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    func answer<Answer: Decodable>(
        _ type: Answer.Type, _ arguments: String...
    ) throws -> Answer {
        try DemoProcess.answer(type, from: arguments + ["--home", home.path()])
    }
}
