import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// What others see of a server: requests at a steady pace over connections that stay, and now and then
/// a new connection with its handshake.
struct PacedLoad {
    static let connections = 8
    /// Of each connection.
    static let pace = Duration.milliseconds(40)
    static let freshPace = Duration.milliseconds(100)

    /// Of requests.
    var kept = Latencies()
    /// From the TCP handshake to the end of the first answer.
    var fresh = Latencies()

    /// - Parameter request: the bytes of request number n.
    static func run(
        port: Int, tls: TLSConfiguration, for duration: Duration,
        request: @escaping @Sendable (Int) throws -> [UInt8]
    ) async throws -> PacedLoad {
        let context = try NIOSSLContext(configuration: tls)
        let clock = ContinuousClock()
        let start = clock.now
        return try await withThrowingTaskGroup(of: PacedLoad.self) { group in
            for number in 0..<connections {
                group.addTask {
                    let connection = try await AskingConnection.open(port, context)
                    var load = PacedLoad()
                    // Each at its own time.
                    var due = start + pace * number / connections
                    var asked = number
                    while due < start + duration {
                        try await Task.sleep(until: due, clock: clock)
                        let bytes = try request(asked)
                        try await load.kept.time { try await connection.ask(bytes) }
                        due += pace
                        asked += connections
                    }
                    try await connection.close()
                    return load
                }
            }
            group.addTask {
                var load = PacedLoad()
                var due = start + freshPace
                while due < start + duration {
                    try await Task.sleep(until: due, clock: clock)
                    let bytes = try request(0)
                    try await load.fresh.time {
                        let connection = try await AskingConnection.open(port, context)
                        try await connection.ask(bytes)
                        try await connection.close()
                    }
                    due += freshPace
                }
                return load
            }
            var all = PacedLoad()
            for try await part in group {
                for time in part.kept.milliseconds { all.kept.append(milliseconds: time) }
                for time in part.fresh.milliseconds { all.fresh.append(milliseconds: time) }
            }
            return all
        }
    }
}

/// A connection that asks one thing at a time.
private struct AskingConnection {
    private let channel: any Channel
    private let asking: NIOLoopBound<Asking>

    static func open(_ port: Int, _ tls: NIOSSLContext) async throws -> AskingConnection {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let asking = Asking()
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLClientHandler(context: tls, serverHostname: nil), asking,
                    ])
                    return AskingConnection(
                        channel: channel,
                        asking: NIOLoopBound(asking, eventLoop: channel.eventLoop))
                }
            }
    }

    func ask(_ bytes: [UInt8]) async throws {
        let (channel, asking) = (channel, asking)
        try await channel.eventLoop.flatSubmit {
            asking.value.ask(bytes, on: channel)
        }.get()
    }

    func close() async throws { try? await channel.close() }

    private final class Asking: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var answer: EventLoopPromise<Void>?
        private var received = ByteBuffer()

        func ask(_ bytes: [UInt8], on channel: any Channel) -> EventLoopFuture<Void> {
            let promise = channel.eventLoop.makePromise(of: Void.self)
            answer = promise
            channel.writeAndFlush(ByteBuffer(bytes: bytes)).cascadeFailure(to: promise)
            return promise.futureResult
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var part = unwrapInboundIn(data)
            received.writeBuffer(&part)
            guard let whole = AnswerLength.of(received), received.readableBytes >= whole else {
                return
            }
            if received.readableBytesView.starts(with: Array("HTTP/1.1 200".utf8)) {
                answer?.succeed()
            } else {
                answer?.fail(BenchmarkFailure(String(buffer: received)))
            }
            answer = nil
            received.clear()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            answer?.fail(error)
            answer = nil
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            answer?.fail(BenchmarkFailure("the server hung up"))
            answer = nil
        }
    }
}
