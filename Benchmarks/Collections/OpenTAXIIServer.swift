import Credentials
import Foundation

/// OpenTAXII on SQLite, behind the same certificates and only for members of the alliance.
final class OpenTAXIIServer {
    private static let root = "6b4e2d0c-0000-4000-8000-000000000001"
    private static let alias = "posted"

    /// Of gunicorn's, with four threads each.
    let processes: Int
    let port: Int
    let path = "/taxii2/\(root)/collections/\(alias)/objects/"
    private let process = Process()

    /// Nil where `BENCH_OPENTAXII` names no Python that has it.
    init?(processes: Int, _ bench: Workbench, _ certs: CertsFolder) async throws {
        guard let python = ProcessInfo.processInfo.environment["BENCH_OPENTAXII"] else {
            return nil
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Peers/opentaxii.py").standardizedFileURL
        let room = try bench.room("opentaxii-\(processes)")
        self.processes = processes
        port = try FreePorts.take(1)[0]
        process.executableURL = URL(filePath: python)
        process.arguments = [
            script.path(), room.path(), "\(port)", certs.tlsCertificate, certs.tlsKey,
            certs.allianceCA, Self.root, Self.alias,
            "\(processes)",
        ]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<1_000 where process.isRunning && !NginxFile.isListening(port) {
            try await Task.sleep(for: .milliseconds(20))
        }
        guard process.isRunning else { throw BenchmarkFailure("OpenTAXII has not started") }
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }
}
