import Credentials
import Foundation

/// TLS sessions that `openssl s_client` keeps in files, and resumes: a client of SwiftNIO cannot.
final class OpenSSLSessions: Sendable {
    private static let path = "/usr/bin/openssl"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    private let certs: CertsFolder
    private let folder: URL

    /// - Parameter certs: of the member as which it comes.
    init(_ certs: CertsFolder) throws {
        self.certs = certs
        folder = FileManager.default.temporaryDirectory.appending(
            path: "openssl-sessions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Asks for `path` in a new session, which it keeps under `name`.
    /// - Returns: all that it prints.
    func begin(_ name: String, _ path: String, at port: Int) async throws -> String {
        try await get(path, port, ["-sess_out", file(name)])
    }

    /// Asks for `path`, offering the session that is kept under `name`.
    /// - Returns: all that it prints.
    func resume(_ name: String, _ path: String, at port: Int) async throws -> String {
        try await get(path, port, ["-sess_in", file(name)])
    }

    private func file(_ name: String) -> String { folder.appending(path: name).path() }

    private func get(_ path: String, _ port: Int, _ arguments: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments =
            [
                "s_client", "-connect", "127.0.0.1:\(port)", "-cert", certs.tlsCertificate, "-key",
                certs.tlsKey, "-CAfile", certs.allianceCA, "-ign_eof",
            ] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let request = "GET \(path) HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n"
        try? input.fileHandleForWriting.write(contentsOf: Data(request.utf8))
        let reader = output.fileHandleForReading
        // Reading blocks, so it gets a thread of its own.
        let bytes = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: reader.readDataToEndOfFile())
            }
        }
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
