import Foundation
import NodeAPI
import Roster
import TestAlliance
import Testing
import TransparencyLog

/// OpenSSL as the peer that shares no code with us.
@Suite(.timeLimit(.minutes(30)), .enabled(if: OpenSSL.isThere, "openssl is not installed"))
struct OpenSSLInteropTests {
    @Test("openssl s_client shakes hands over TLS 1.3 and reads the roster")
    func reads() async throws {
        try await LivePort.with { live in
            let openssl = try OpenSSL(live.alliance, as: "brand")
            defer { openssl.remove() }
            let output = try await openssl.get("/roster", live.number)
            #expect(output.contains("New, TLSv1.3"))
            #expect(output.contains("HTTP/1.1 200 OK"))
            #expect(output.contains(live.alliance.roster.note.text))
        }
    }

    @Test("openssl s_client accepts our certificate under the alliance CA")
    func verifies() async throws {
        try await LivePort.with { live in
            let openssl = try OpenSSL(live.alliance, as: "brand")
            defer { openssl.remove() }
            let output = try await openssl.get("/roster", live.number, ["-verify_return_error"])
            #expect(output.contains("Verify return code: 0 (ok)"))
        }
    }

    @Test("openssl s_client with TLS 1.2 only gets no connection")
    func oldTLS() async throws {
        try await LivePort.with { live in
            let openssl = try OpenSSL(live.alliance, as: "brand")
            defer { openssl.remove() }
            let output = try await openssl.get("/roster", live.number, ["-tls1_2"])
            #expect(output.contains("alert protocol version"))
            #expect(!output.contains("HTTP/1.1"))
        }
    }

    @Test("a removed member is refused on a session it resumes")
    func resumedSession() async throws {
        try await LivePort.with { live in
            let openssl = try OpenSSL(live.alliance, as: "brand")
            defer { openssl.remove() }
            let session = openssl.file("session")
            let first = try await openssl.get("/roster", live.number, ["-sess_out", session])
            #expect(first.contains("HTTP/1.1 200 OK"))
            let resumed = try await openssl.get("/roster", live.number, ["-sess_in", session])
            #expect(resumed.contains("Reused, TLSv1.3"))
            #expect(resumed.contains("HTTP/1.1 200 OK"))
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            // Only the roster is there yet: the contexts, and so the tickets, are the old ones.
            live.authority.accept(live.alliance.roster)
            let refused = try await openssl.get("/roster", live.number, ["-sess_in", session])
            #expect(refused.contains("Reused, TLSv1.3"))
            #expect(refused.contains("HTTP/1.1 403"))
            #expect(refused.contains("member-not-active"))
        }
    }

    @Test("no session from before a roster change is resumed after it")
    func contextsAreRebuilt() async throws {
        try await LivePort.with { live in
            let openssl = try OpenSSL(live.alliance, as: "brand")
            defer { openssl.remove() }
            let session = openssl.file("session")
            _ = try await openssl.get("/roster", live.number, ["-sess_out", session])
            try live.alliance.changeMember("rival") { $0.hasLeft = true }
            try live.acceptNewestRoster()
            let output = try await openssl.get("/roster", live.number, ["-sess_in", session])
            #expect(output.contains("New, TLSv1.3"))
            #expect(output.contains("HTTP/1.1 200 OK"))
        }
    }

    @Test("data sent before the handshake is done is not taken, on either port")
    func earlyData() async throws {
        try await LivePort.with { live in
            try await Self.refusesEarlyData("/roster", live.number, live.alliance)
        }
        try await LiveDesk.with { live in
            try await Self.refusesEarlyData("/me", live.port, live.alliance)
        }
    }

    private static func refusesEarlyData(
        _ path: String, _ port: Int, _ alliance: TestAlliance
    ) async throws {
        let openssl = try OpenSSL(alliance, as: "brand")
        defer { openssl.remove() }
        let (session, early) = (openssl.file("session"), openssl.file("early"))
        _ = try await openssl.get(path, port, ["-sess_out", session])
        try Data("GET \(path) HTTP/1.1\r\nHost: hub\r\n\r\n".utf8)
            .write(to: URL(filePath: early))
        let output = try await openssl.get(
            path, port, ["-sess_in", session, "-early_data", early])
        #expect(output.contains("Reused, TLSv1.3"))
        #expect(output.contains("HTTP/1.1 200 OK"))
        #expect(!output.contains("Early data was accepted"))
    }

    @Test("at the desk port a removed member is a stranger on a session it resumes")
    func resumedDeskSession() async throws {
        try await LiveDesk.with { live in
            let openssl = try OpenSSL(live.alliance, as: "brand")
            defer { openssl.remove() }
            let session = openssl.file("session")
            let first = try await openssl.get("/me", live.port, ["-sess_out", session])
            #expect(first.contains("New, TLSv1.3") && first.contains("HTTP/1.1 200 OK"))
            let resumed = try await openssl.get("/me", live.port, ["-sess_in", session])
            #expect(resumed.contains("Reused, TLSv1.3") && resumed.contains("\"brand\""))
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            // Only the roster is there yet: the context, and so the tickets, are the old ones.
            live.authority.accept(live.alliance.roster)
            let refused = try await openssl.get("/me", live.port, ["-sess_in", session])
            #expect(refused.contains("Reused, TLSv1.3") && refused.contains("HTTP/1.1 403"))
            // With it comes a new context.
            try live.desk.rosterChanged()
            let anew = try await openssl.get("/me", live.port, ["-sess_in", session])
            #expect(anew.contains("New, TLSv1.3") && anew.contains("HTTP/1.1 403"))
        }
    }
}

/// `openssl s_client` with the files of one member.
private struct OpenSSL {
    private static let path = "/usr/bin/openssl"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    private let folder: URL

    init(_ alliance: TestAlliance, as member: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "touchstone-openssl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let leaf = alliance.leaf(of: member)
        try Data(leaf.certificatePEM.utf8).write(to: folder.appending(path: "leaf.pem"))
        try Data(leaf.keyPEM.utf8).write(to: folder.appending(path: "key.pem"))
        try Data(alliance.ca.certificatePEM.utf8).write(to: folder.appending(path: "ca.pem"))
    }

    func file(_ name: String) -> String { folder.appending(path: name).path() }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Sends one GET that ends the connection; returns all that s_client prints.
    func get(_ path: String, _ port: Int, _ arguments: [String] = []) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments =
            [
                "s_client", "-connect", "127.0.0.1:\(port)", "-cert", file("leaf.pem"), "-key",
                file("key.pem"), "-CAfile", file("ca.pem"), "-ign_eof",
            ] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let request = "GET \(path) HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"
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
