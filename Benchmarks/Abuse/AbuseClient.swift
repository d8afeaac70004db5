import AllianceNames
import AllianceNode
import Credentials
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import Synchronization

/// Connections that are opened and do next to nothing, in a process of their own: whichever ends is
/// opened again, so that there are as many all the time.
final class AbuseClient {
    static let role = "abuse-client"

    enum Kind: String {
        /// TCP, and not a byte.
        case silent
        /// One answer after the handshake, then nothing.
        case idle
        /// A byte a second: in the handshake, a head, a body, or of what is read.
        case slow
    }

    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()

    /// Returns when all are open for the first time.
    ///
    /// - Parameter homes: members that connect, in turn; none connects without a certificate.
    init(
        _ kind: Kind, _ count: Int, to port: Int, _ server: AbusedServer.Port, _ homes: [HomeFolder]
    )
        throws
    {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            [Self.role, kind.rawValue, "\(count)", "\(port)", server.rawValue]
            + homes.map(\.path)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard line().hasPrefix("ready") else {
            throw BenchmarkFailure("\(kind) connections were not opened")
        }
    }

    /// Connections that are open now, and how many had to be opened since the beginning.
    func counts() -> (open: Int, opened: Int) {
        input.fileHandleForWriting.write(Data("?\n".utf8))
        let numbers = line().split(separator: " ").compactMap { Int($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    private func line() -> String {
        String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: In the process

    private final class Tally: Sendable {
        private let counts = Mutex((open: 0, opened: 0))

        var now: (open: Int, opened: Int) { counts.withLock { $0 } }

        func opened() {
            counts.withLock {
                $0.open += 1
                $0.opened += 1
            }
        }

        func ended() { counts.withLock { $0.open -= 1 } }
    }

    static func run(_ arguments: [String]) async throws {
        guard arguments.count >= 4, let kind = Kind(rawValue: arguments[0]),
            let count = Int(arguments[1]), let port = Int(arguments[2]),
            let server = AbusedServer.Port(rawValue: arguments[3])
        else { throw BenchmarkFailure("abuse-client KIND COUNT PORT peer|desk HOME…") }
        alarm(AbusedServer.secondsMax)
        try runOnlyWhenIdle()
        _ = DescriptorLimit.raise()
        let contexts = try tls(arguments.dropFirst(4).map { HomeFolder($0) }, server)
        let tally = Tally()
        // Spread over the time that the server gives a silent one, as many end and are opened again in each
        // second.
        let pause = (kind == .silent ? ConnectionLimits().silence : .seconds(4)) / count
        await withDiscardingTaskGroup { group in
            for number in 0..<count {
                let connection = AbusiveConnection(
                    kind: kind, number: number, port: port, server: server,
                    tls: contexts[number % contexts.count])
                group.addTask {
                    // One after the other, as fast as a server takes handshakes.
                    try? await Task.sleep(for: pause * number)
                    while true {
                        if let channel = try? await connection.open() {
                            tally.opened()
                            try? await channel.closeFuture.get()
                            tally.ended()
                        }
                        try? await Task.sleep(for: .milliseconds(20))
                    }
                }
            }
            group.addTask {
                for _ in 0..<900 where tally.now.open * 100 < count * 99 {
                    try? await Task.sleep(for: .milliseconds(100))
                }
                tell("ready \(tally.now.open)")
                let questions = BlockingCalls.serial(label: "questions")
                while (try? await questions.run({ readLine() })) != nil {
                    tell("\(tally.now.open) \(tally.now.opened)")
                }
                // Nobody asks any more.
                exit(0)
            }
        }
    }

    /// `SCHED_IDLE` of sched(7), which the C library gives only to GNU programs.
    private static let schedulingWhenIdle: Int32 = 5

    /// Abusers elsewhere would not have the server's processors: here they run when nobody else does. What
    /// they cost the kernel, and all that their connections cost the server, is measured as it is; that
    /// they get as far as they should is seen from their counts.
    private static func runOnlyWhenIdle() throws {
        var parameters = sched_param()
        guard sched_setscheduler(0, Self.schedulingWhenIdle, &parameters) == 0 else {
            throw BenchmarkFailure("no scheduling below all others: \(errno)")
        }
    }

    private static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }

    /// One for each member; a stranger's where there are none.
    private static func tls(
        _ homes: [HomeFolder], _ server: AbusedServer.Port
    ) throws -> [NIOSSLContext] {
        guard !homes.isEmpty else {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.certificateVerification = .none
            return [try NIOSSLContext(configuration: tls)]
        }
        return try homes.map { home in
            let node = try OpenedNode(home)
            defer { try? node.close() }
            return try NIOSSLContext(
                configuration: TLSContexts.clientConfiguration(node.tlsContexts().material))
        }
    }
}
