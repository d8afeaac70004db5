import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Sends requests over keep-alive TLS connections, one outstanding on each, and counts the answers:
/// as little work as a client can do, so that the server is what is measured.
struct RawLoad {
    static let connections = 32

    struct Result {
        let answers: Int
        let seconds: Double
        let latencies: Latencies
        var perSecond: Double { Double(answers) / seconds }
    }

    /// - Parameters:
    ///   - request: the bytes of request number n, head and body.
    ///   - count: requests in all, over all connections.
    static func run(
        port: Int, tls: TLSConfiguration, count: Int,
        request: @escaping @Sendable (Int) throws -> [UInt8]
    ) async throws -> Result {
        let context = try NIOSSLContext(configuration: tls)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let each = count / connections
        let start = ContinuousClock.now
        let parts = try await withThrowingTaskGroup(of: [Double].self) { tasks in
            for number in 0..<connections {
                // Made before the clock of this connection runs.
                let requests = try (0..<each).map { try request(number * each + $0) }
                tasks.addTask {
                    let done = group.next().makePromise(of: [Double].self)
                    let channel = try await ClientBootstrap(group: group)
                        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                        .channelInitializer { channel in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHandlers([
                                    NIOSSLClientHandler(context: context, serverHostname: nil),
                                    Asking(requests, done),
                                ])
                            }
                        }.connect(host: "127.0.0.1", port: port).get()
                    let times = try await done.futureResult.get()
                    try? await channel.close()
                    return times
                }
            }
            var all: [Double] = []
            for try await times in tasks { all += times }
            return all
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        try await group.shutdownGracefully()
        var latencies = Latencies()
        for time in parts { latencies.append(milliseconds: time) }
        return Result(answers: parts.count, seconds: seconds, latencies: latencies)
    }

    /// One connection: writes a request when the answer before it is whole.
    private final class Asking: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let requests: [[UInt8]]
        private let done: EventLoopPromise<[Double]>
        private var next = 0
        private var begun = ContinuousClock.now
        private var times: [Double] = []
        private var received = ByteBuffer()

        init(_ requests: [[UInt8]], _ done: EventLoopPromise<[Double]>) {
            self.requests = requests
            self.done = done
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted? = event as? TLSUserEvent { ask(context) }
        }

        private func ask(_ context: ChannelHandlerContext) {
            guard next < requests.count else { return done.succeed(times) }
            begun = .now
            context.writeAndFlush(
                wrapOutboundOut(ByteBuffer(bytes: requests[next])), promise: nil)
            next += 1
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var part = unwrapInboundIn(data)
            received.writeBuffer(&part)
            guard let whole = AnswerLength.of(received) else { return }
            guard received.readableBytes >= whole else { return }
            guard received.readableBytesView.starts(with: Array("HTTP/1.1 200".utf8)) else {
                done.fail(BenchmarkFailure(String(buffer: received)))
                return
            }
            received.clear()
            times.append((ContinuousClock.now - begun).inSeconds * 1000)
            ask(context)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            done.fail(error)
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            if times.count < requests.count { done.fail(BenchmarkFailure("the server hung up")) }
        }
    }
}
