import NIOSSL
import NodeAPI
import Peering
import TestAlliance
import Testing

/// Connections that anybody can open keep nobody out.
@Suite(.timeLimit(.minutes(30))) struct ConnectionRoomTests {
    private func eventually(_ look: () async throws -> Bool) async throws {
        while try await !look() { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("one silent connection too many ends the oldest, and a member gets in all the same")
    func silentConnections() async throws {
        var limits = ConnectionLimits.patient
        limits.arrivalsMax = 3
        try await LivePort.with(limits: limits) { live in
            var silent: [RawConnection] = []
            for count in 1...5 {
                silent.append(try await RawConnection(to: live.number, tls: nil))
                // In the order in which they came.
                try await eventually { live.port.pendingCount == min(count, 3) }
            }
            await silent[0].closed()
            await silent[1].closed()
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
        }
    }

    @Test("so it is with dripping first records, which never get as far as TLS")
    func drippingRecords() async throws {
        var limits = ConnectionLimits.patient
        limits.arrivalsPerAddressMax = 2
        try await LivePort.with(limits: limits) { live in
            var dripping: [RawConnection] = []
            for count in 1...3 {
                let connection = try await RawConnection(to: live.number, tls: nil)
                try await connection.send([0x16, 3, 1, 2, 0, 1])
                dripping.append(connection)
                try await eventually { live.port.pendingCount == min(count, 2) }
            }
            await dripping[0].closed()
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
        }
    }

    /// As a ClientHello by its header, and nothing that TLS could answer: it waits for more.
    private static let hello = [UInt8]([0x16, 3, 1, 0, 6, 1, 0, 2, 0, 3, 3])

    @Test(
        "a handshake that is begun and not gone on with is ended for a newer one, by when they came and not by when they are read",
        arguments: [hello.count, 3, 0])
    func openHandshakes(sentAtOnce: Int) async throws {
        var limits = ConnectionLimits.patient
        limits.handshakesPerAddressMax = 1
        try await LivePort.with(limits: limits) { live in
            let first = try await RawConnection(to: live.number, tls: nil)
            try await eventually { live.port.pendingCount == 1 }
            try await first.send(Array(Self.hello.prefix(sentAtOnce)))
            let second = try await RawConnection(to: live.number, tls: nil)
            try await eventually { live.port.pendingCount == 2 }
            try await second.send(Self.hello)
            let rest = Array(Self.hello.dropFirst(sentAtOnce))
            if !rest.isEmpty { try await first.send(rest) }
            await first.closed()
            let brand = try await live.connect("brand")
            #expect(try await brand.get("/roster").status == 200)
        }
    }

    @Test(
        "what cannot be the beginning of TLS is closed at once",
        arguments: [
            Array("GET / HTTP/1.1\r\n".utf8), [0x16, 2], [0x15, 3], [0x16, 3, 1, 0, 0],
            [0x16, 3, 1, 0x40, 1], [0x80, 0x2e, 1, 0, 2],
        ] as [[UInt8]])
    func notTLS(bytes: [UInt8]) async throws {
        try await LivePort.with { live in
            let connection = try await RawConnection(to: live.number, tls: nil)
            try await connection.send(bytes)
            await connection.closed()
            try await eventually { live.port.pendingCount == 0 }
        }
    }

    @Test("a first record that comes a byte at a time is a handshake like any other")
    func recordInPieces() async throws {
        try await LivePort.with { live in
            let tls = try TLSContexts.clientConfiguration(live.alliance.material(of: "brand"))
            let connection = try await RawConnection(to: live.number, tls: tls, byteAtATime: true)
            #expect(try await connection.get("/roster").status == 200)
        }
    }

    @Test("the last places are for members that have few")
    func reserve() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsMax = 8
        limits.reservedPerMember = 2
        try await LivePort.with(limits: limits) { live in
            var connections: [RawConnection] = []
            for _ in 0..<6 {
                let connection = try await live.connect("brand")
                #expect(try await connection.get("/roster").status == 200)
                connections.append(connection)
            }
            let greedy = try await live.connect("brand").get("/roster")
            #expect(greedy.status == 503 && greedy.text.contains("busy"))
            for _ in 0..<2 {
                let modest = try await live.connect("rival")
                #expect(try await modest.get("/roster").status == 200)
                connections.append(modest)
            }
            #expect(live.port.connectionCount == 8)
        }
    }

    @Test("at the desk port strangers get half of all places at most")
    func strangers() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsMax = 4
        try await LiveDesk.with(limits: limits) { live in
            var connections: [RawConnection] = []
            for _ in 0..<2 {
                let stranger = try await live.connect(nil)
                #expect(try await stranger.get("/").status == 200)
                connections.append(stranger)
            }
            #expect(try await live.connect(nil).get("/").status == 503)
            let member = try await live.connect("brand")
            #expect(try await member.get("/me").status == 200)
        }
    }

    @Test("a port that closes does not wait for those who have said nothing")
    func shutdown() async throws {
        try await LivePort.with { live in
            let silent = try await RawConnection(to: live.number, tls: nil)
            try await eventually { live.port.pendingCount == 1 }
            _ = silent
            // The end of this body is the end of the port, long before the handshake's deadline.
        }
    }

    @Test("limits shrink with what the system gives a process, in proportion, and stay above none")
    func descriptors() {
        let usual = ConnectionLimits()
        let all = usual.arrivalsMax + usual.handshakesMax + usual.connectionsMax
        let plenty = ConnectionLimits(descriptors: 1 << 20, ports: 2)
        #expect(plenty.arrivalsMax == usual.arrivalsMax)
        for (descriptors, ports) in [(20_000, 2), (4_096, 2), (1_024, 1), (1_024, 2), (100, 2)] {
            let limits = ConnectionLimits(descriptors: descriptors, ports: ports)
            let sum = limits.arrivalsMax + limits.handshakesMax + limits.connectionsMax
            #expect(sum < all)
            let sockets = max(64, (descriptors - ConnectionLimits.otherDescriptors) / ports)
            #expect(sum <= sockets)
            #expect(limits.handshakesMax > 0 && limits.connectionsMax > limits.reservedPlaces)
            #expect(limits.arrivalsPerAddressMax <= limits.arrivalsMax)
        }
    }
}
