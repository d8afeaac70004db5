import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import Synchronization
import Testing

/// A client that sends what it is told to, well formed or not, and sees what comes back.
final class RawConnection: Sendable {
    struct Answer: Sendable, CustomStringConvertible {
        var status = 0
        var headers: [String: String] = [:]
        var body: [UInt8] = []

        var text: String { String(decoding: body, as: UTF8.self) }
        var description: String { "\(status) \(headers) \(text)" }
    }

    enum Event: Sendable {
        case bytes([UInt8])
        case failed(any Error)
        case closed
    }

    private let channel: any Channel
    private let reader: Reader
    private let received: Counter

    /// - Parameters:
    ///   - tls: nil for a bare TCP connection.
    ///   - byteAtATime: each byte that TLS sends is a packet of its own.
    ///   - records: sees the lengths of what TLS receives.
    init(
        to port: Int, tls: TLSConfiguration?, byteAtATime: Bool = false,
        records: RecordLengths? = nil
    ) async throws {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let (events, sink) = AsyncStream.makeStream(of: Event.self)
        reader = Reader(events)
        let received = Counter()
        self.received = received
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if byteAtATime { try pipeline.addHandler(ByteAtATime()) }
                    if let records { try pipeline.addHandler(records) }
                    if let context {
                        try pipeline.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: nil))
                    }
                    try pipeline.addHandler(Collector(sink, received))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// - Throws: where the connection ends before all of it is in the socket; TLS forgets some of what is written
    ///   while the other side ends it.
    func send(_ bytes: [UInt8]) async throws {
        let sent = channel.eventLoop.makePromise(of: Void.self)
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: sent)
        channel.closeFuture.whenComplete { _ in sent.fail(ChannelError.ioOnClosedChannel) }
        try await sent.futureResult.get()
    }

    /// Leaves what comes in the kernel's buffers.
    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    func startReading() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    /// DER of what the other side has shown.
    func peerCertificate() async throws -> [UInt8]? {
        let channel = channel
        return try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.nioSSL_peerCertificate()?.toDERBytes()
        }.get()
    }

    /// Ends our side of the connection.
    func close() async throws { try await channel.close() }

    /// Sends a GET and returns its answer.
    func get(_ path: String, headers: String = "") async throws -> Answer {
        try await send("GET \(path) HTTP/1.1\r\nHost: hub\r\n\(headers)\r\n")
        return try #require(await answer(), "the connection ended without an answer")
    }

    /// Sends a POST and returns its answer.
    ///
    /// - Parameters:
    ///   - type: of the body, its media type.
    ///   - headers: further ones, each with its line end.
    func post(
        _ path: String, _ type: String, _ body: [UInt8], headers: String = ""
    ) async throws -> Answer {
        try await send(
            "POST \(path) HTTP/1.1\r\nHost: hub\r\n\(headers)Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
        )
        try await send(body)
        return try #require(await answer(), "the connection ended without an answer")
    }

    /// The next answer; nil if the connection ends first.
    func answer() async -> Answer? { await reader.answer() }

    /// The next answer's head alone, as a HEAD request has it; nil if the connection ends first.
    func headAnswer() async -> Answer? { await reader.answer(withBody: false) }

    /// Waits until the other side has closed.
    func closed() async { await reader.closed() }

    /// How many bytes of answers have come, read or not.
    var bytesReceived: Int { received.value.withLock { $0 } }

    /// What has gone wrong below HTTP.
    var failures: [any Error] {
        get async { await reader.failures }
    }

    private actor Reader {
        private var iterator: AsyncStream<Event>.AsyncIterator
        private var buffer: [UInt8] = []
        private(set) var failures: [any Error] = []
        private var hasEnded = false

        init(_ events: AsyncStream<Event>) { iterator = events.makeAsyncIterator() }

        func answer(withBody: Bool = true) async -> Answer? {
            while true {
                if let answer = takeAnswer(withBody) { return answer }
                guard await advance() else { return nil }
            }
        }

        func closed() async {
            while await advance() {}
        }

        private func advance() async -> Bool {
            var iterator = self.iterator
            let event = await iterator.next(isolation: #isolation)
            self.iterator = iterator
            switch event {
            case .bytes(let bytes): buffer += bytes
            case .failed(let error): failures.append(error)
            case .closed, nil: return false
            }
            return true
        }

        private func takeAnswer(_ withBody: Bool) -> Answer? {
            let text = String(decoding: buffer, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { return nil }
            let lines = text[..<end.lowerBound].split(separator: "\r\n")
            guard let first = lines.first?.split(separator: " "), first.count > 1 else {
                return nil
            }
            var answer = Answer(status: Int(first[1]) ?? 0)
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                answer.headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
            }
            let start = text[..<end.upperBound].utf8.count
            let length = withBody ? Int(answer.headers["content-length"] ?? "0") ?? 0 : 0
            guard buffer.count >= start + length else { return nil }
            answer.body = Array(buffer[start..<start + length])
            buffer.removeFirst(start + length)
            return answer
        }
    }

    private final class ByteAtATime: ChannelOutboundHandler, Sendable {
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func write(
            context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
        ) {
            let bytes = Array(unwrapOutboundIn(data).readableBytesView)
            for byte in bytes.dropLast() {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [byte])), promise: nil)
            }
            let last = bytes.last.map { [$0] } ?? []
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: last)), promise: promise)
        }
    }

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let sink: AsyncStream<Event>.Continuation
        private let received: Counter

        init(_ sink: AsyncStream<Event>.Continuation, _ received: Counter) {
            self.sink = sink
            self.received = received
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            received.value.withLock { $0 += bytes.count }
            sink.yield(.bytes(bytes))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            sink.yield(.failed(error))
        }

        func channelInactive(context: ChannelHandlerContext) {
            sink.yield(.closed)
            sink.finish()
        }
    }
}

extension LivePort {
    /// Sends a poll and returns once it waits at the port; one that ends meanwhile, since a busy machine let its
    /// time pass, is sent again.
    func park(
        _ path: String, on connection: RawConnection,
        isParked: (LivePort) -> Bool = { $0.port.board.waiterCount > 0 }
    ) async throws {
        while true {
            let before = connection.bytesReceived
            try await connection.send("GET \(path) HTTP/1.1\r\nHost: hub\r\n\r\n")
            while connection.bytesReceived == before {
                if isParked(self) { return }
                try await Task.sleep(for: .milliseconds(1))
            }
            let answer = try #require(await connection.answer())
            try #require(answer.status == 200, "\(answer)")
        }
    }

    /// A connection with the certificate of `name`, or another.
    func connect(
        _ name: String, as material: TLSMaterial? = nil,
        records: RecordLengths? = nil, _ change: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> RawConnection {
        var tls = try TLSContexts.clientConfiguration(material ?? alliance.material(of: name))
        change(&tls)
        return try await RawConnection(to: number, tls: tls, records: records)
    }
}
