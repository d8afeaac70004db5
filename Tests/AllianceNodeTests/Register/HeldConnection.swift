import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Peering

/// A connection to a port over TLS that asks one thing after the other, and knows when the other side ended it.
struct HeldConnection: Sendable {
    struct Answer: Sendable {
        let status: Int
        let text: String
        /// When its last byte was there.
        let moment: ContinuousClock.Instant
    }

    /// It ended before there was an answer.
    struct Ended: Error {}

    private let channel: any Channel
    private let end: EventLoopFuture<ContinuousClock.Instant>

    init(to port: Int, as material: TLSMaterial) async throws {
        let context = try NIOSSLContext(configuration: TLSContexts.clientConfiguration(material))
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: nil))
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(Asking())
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self.channel = channel
        end = channel.closeFuture.map { ContinuousClock.now }
    }

    /// - Throws: `Ended`.
    func get(_ path: String) async throws -> Answer {
        let promise = channel.eventLoop.makePromise(of: Answer.self)
        channel.writeAndFlush(Question(path: path, promise: promise))
            .whenFailure { _ in promise.fail(Ended()) }
        channel.closeFuture.whenComplete { _ in promise.fail(Ended()) }
        return try await promise.futureResult.get()
    }

    /// When the other side ended it; waits for that.
    func ended() async throws -> ContinuousClock.Instant { try await end.get() }

    func close() async { try? await channel.close() }

    private struct Question: Sendable {
        let path: String
        let promise: EventLoopPromise<Answer>
    }

    private final class Asking: ChannelDuplexHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias OutboundIn = Question
        typealias OutboundOut = HTTPClientRequestPart

        private var waiting: EventLoopPromise<Answer>?
        private var status = 0
        private var body: [UInt8] = []

        func write(
            context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
        ) {
            let question = unwrapOutboundIn(data)
            waiting = question.promise
            let head = HTTPRequestHead(
                version: .http1_1, method: .GET, uri: question.path, headers: ["host": "node"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.end(nil)), promise: promise)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (status, body) = (Int(head.status.code), [])
            case .body(let bytes): body += Array(bytes.readableBytesView)
            case .end:
                waiting?.succeed(
                    Answer(
                        status: status, text: String(decoding: body, as: UTF8.self),
                        moment: .now))
                waiting = nil
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
