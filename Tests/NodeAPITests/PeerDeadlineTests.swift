import Dispatch
import Foundation
import NIOSSL
import NodeAPI
import Peering
import Replication
import TestAlliance
import Testing

/// Nobody holds a connection for longer than it needs. Each test shortens the one clock it is about,
/// and waits for what the port does.
@Suite(.timeLimit(.minutes(30))) struct PeerDeadlineTests {
    private static let short = Duration.milliseconds(100)

    @Test("a connection that never sends a ClientHello is closed at its own deadline")
    func noClientHello() async throws {
        var limits = ConnectionLimits.patient
        limits.silence = Self.short
        try await LivePort.with(limits: limits) { live in
            let connection = try await RawConnection(to: live.number, tls: nil)
            await connection.closed()
        }
    }

    @Test("a handshake that drips is closed at the deadline")
    func handshakeDrip() async throws {
        var limits = ConnectionLimits.patient
        limits.handshake = Self.short
        try await LivePort.with(limits: limits) { live in
            let connection = try await RawConnection(to: live.number, tls: nil)
            // The beginning of a record that announces 512 bytes of handshake. On a busy machine the
            // deadline may have passed before it is sent.
            try? await connection.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
            await connection.closed()
        }
    }

    @Test("a body that drips is refused at the deadline of the request")
    func bodyDrip() async throws {
        var limits = ConnectionLimits.patient
        limits.request = Self.short
        try await LivePort.with(limits: limits) { live in
            let connection = try await live.connect("brand")
            try await connection.send(
                "POST /questions HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\na")
            let answer = try #require(await connection.answer())
            #expect(answer.status == 408)
            await connection.closed()
        }
    }

    @Test("a head that drips, like a silent connection, is closed when it was idle too long")
    func headDrip() async throws {
        var limits = ConnectionLimits.patient
        limits.idle = Self.short
        try await LivePort.with(limits: limits) { live in
            let connection = try await live.connect("brand")
            try? await connection.send("GET /roster HTTP/1.1\r\nHos")
            await connection.closed()
            let silent = try await live.connect("brand")
            await silent.closed()
        }
    }

    @Test("a request whose answer takes too long is told so")
    func slowSource() async throws {
        var limits = ConnectionLimits.patient
        limits.request = Self.short
        try await LivePort.with(limits: limits) { live in
            let release = DispatchSemaphore(value: 0)
            live.source.setGate { release.wait() }
            let connection = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            let answer = try await connection.get("/log/\(origin)/tile/0/000")
            #expect(answer.status == 503)
            #expect(answer.text.contains("busy"))
            release.signal()
            await connection.closed()
        }
    }

    @Test("a peer that does not read its answer is closed at the deadline of the request")
    func slowReader() async throws {
        var limits = ConnectionLimits.patient
        // Enough for a short answer on a busy machine, which is asked for first.
        limits.request = .seconds(3)
        try await LivePort.with(limits: limits) { live in
            live.source.setPayloads([UInt8](repeating: 0, count: 16 * 1024 * 1024))
            let connection = try await live.connect("brand")
            #expect(try await connection.get("/roster").status == 200)
            try await connection.stopReading()
            let origin = try live.alliance.origin("alliance", "hub")
            try await connection.send(
                "GET /log/\(origin)/payload/000 HTTP/1.1\r\nHost: hub\r\n\r\n")
            while live.port.connectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test("a connection that stays open after its last answer is closed all the same")
    func linger() async throws {
        var limits = ConnectionLimits.patient
        limits.linger = Self.short
        try await LivePort.with(limits: limits) { live in
            let connection = try await live.connect("brand")
            try await connection.send(
                "POST /questions HTTP/1.1\r\nHost: hub\r\nContent-Length: 99999999\r\n\r\nabc")
            #expect(await connection.answer()?.status == 413)
            while live.port.connectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test("a port that is told to end does so when its last answer is out")
    func ending() async throws {
        var ports: [PeerPort] = []
        var connections: [RawConnection] = []
        try await LivePort.with { live in
            // The port is told meanwhile; on a busy machine perhaps a little later, which shows less.
            live.source.setGate { Thread.sleep(forTimeInterval: 0.5) }
            let connection = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            try await connection.send(
                "GET /log/\(origin)/tile/0/000 HTTP/1.1\r\nHost: hub\r\n\r\n")
            while live.source.calls == 0 { try await Task.sleep(for: .milliseconds(1)) }
            (ports, connections) = ([live.port], [connection])
        }
        #expect(ports.map(\.connectionCount) == [0])
        #expect(await connections[0].answer()?.status == 200)
    }
}
