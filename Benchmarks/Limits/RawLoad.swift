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

    /// What a connection asks.
    private enum Requests {
        case list([[UInt8]])
        /// Each made of the answer before; nil ends it. The answers are kept.
        case chain(first: [UInt8], next: @Sendable (ByteBuffer) -> [UInt8]?)
    }

    private struct Answers {
        var milliseconds: [Double] = []
        /// Head and body, of a chain.
        var kept: [ByteBuffer] = []
    }

    /// - Parameters:
    ///   - request: the bytes of request number n, head and body.
    ///   - count: requests in all, over all connections.
    static func run(
        port: Int, tls: TLSConfiguration, count: Int, connections: Int = connections,
        request: @escaping @Sendable (Int) throws -> [UInt8]
    ) async throws -> Result {
        let context = try NIOSSLContext(configuration: tls)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let each = count / connections
        // All made before the clock runs: to make them is not what is measured.
        let requests = try (0..<connections).map { number in
            try (0..<each).map { try request(number * each + $0) }
        }
        let start = ContinuousClock.now
        let parts = try await withThrowingTaskGroup(of: [Double].self) { tasks in
            for list in requests {
                tasks.addTask { try await ask(.list(list), port, context, group).milliseconds }
            }
            var all: [Double] = []
            for try await times in tasks { all += times }
            return all
        }
        return try await result(parts, since: start, group)
    }

    /// One connection that asks for what the answer before leads to.
    static func follow(
        port: Int, tls: TLSConfiguration, from first: [UInt8],
        next: @escaping @Sendable (ByteBuffer) -> [UInt8]?
    ) async throws -> (result: Result, answers: [ByteBuffer]) {
        let context = try NIOSSLContext(configuration: tls)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let start = ContinuousClock.now
        let answers = try await ask(.chain(first: first, next: next), port, context, group)
        return (try await result(answers.milliseconds, since: start, group), answers.kept)
    }

    private static func result(
        _ times: [Double], since start: ContinuousClock.Instant, _ group: any EventLoopGroup
    ) async throws -> Result {
        let seconds = (ContinuousClock.now - start).inSeconds
        try await group.shutdownGracefully()
        var latencies = Latencies()
        for time in times { latencies.append(milliseconds: time) }
        return Result(answers: times.count, seconds: seconds, latencies: latencies)
    }

    private static func ask(
        _ requests: Requests, _ port: Int, _ context: NIOSSLContext, _ group: any EventLoopGroup
    ) async throws -> Answers {
        let done = group.next().makePromise(of: Answers.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: group)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            NIOSSLClientHandler(context: context, serverHostname: nil),
                            Asking(requests, done),
                        ])
                    }
                }.connect(host: "127.0.0.1", port: port).get()
        } catch {
            done.fail(error)
            throw error
        }
        let answers = try await done.futureResult.get()
        try? await channel.close()
        return answers
    }

    /// One connection: writes a request when the answer before it is whole.
    private final class Asking: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let requests: Requests
        private let done: EventLoopPromise<Answers>
        private var position = 0
        private var begun = ContinuousClock.now
        private var answers = Answers()
        private var received = ByteBuffer()
        private var isDone = false

        init(_ requests: Requests, _ done: EventLoopPromise<Answers>) {
            self.requests = requests
            self.done = done
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted? = event as? TLSUserEvent { ask(context) }
        }

        private func next() -> [UInt8]? {
            switch requests {
            case .list(let list): list.indices.contains(position) ? list[position] : nil
            case .chain(let first, let next): answers.kept.last.map(next) ?? first
            }
        }

        private func ask(_ context: ChannelHandlerContext) {
            guard let request = next() else {
                isDone = true
                return done.succeed(answers)
            }
            begun = .now
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: request)), promise: nil)
            position += 1
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var part = unwrapInboundIn(data)
            received.writeBuffer(&part)
            guard let whole = AnswerLength.of(received) else { return }
            guard received.readableBytes >= whole else { return }
            guard received.readableBytesView.starts(with: Array("HTTP/1.1 20".utf8)) else {
                done.fail(BenchmarkFailure(String(buffer: received)))
                return
            }
            if case .chain = requests { answers.kept.append(received) }
            received.clear()
            answers.milliseconds.append((ContinuousClock.now - begun).inSeconds * 1000)
            ask(context)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            done.fail(error)
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            if !isDone { done.fail(BenchmarkFailure("the server hung up")) }
        }
    }
}
