package import NIOCore
import NIOPosix
package import NIOSSL
import NIOTLS

/// Posts to a port what no honest client sends, each over a connection of its own.
package struct HostileCaller: Sendable {
    /// A server that has not answered by then, nor hung up, has failed.
    private static let patience = TimeAmount.minutes(20)
    /// Where the caller itself gives up on a body without an end: more than any port takes.
    private static let endlessBytesMax = 80 * 1024 * 1024

    package struct NoAnswer: Error {}

    /// What comes of a request.
    package enum Outcome: Hashable, Sendable {
        /// An answer, of this status.
        case status(Int)
        /// The server hung up without one.
        case hungUp
        /// The caller did, in the middle of a body that is cut.
        case left
    }

    private let port: Int
    private let context: NIOSSLContext
    private let group: any EventLoopGroup

    package init(port: Int, tls: TLSConfiguration, group: any EventLoopGroup) throws {
        self.port = port
        self.group = group
        context = try NIOSSLContext(configuration: tls)
    }

    /// - Parameters:
    ///   - method: POST, or another that takes a body.
    ///   - headers: beside those of the body.
    /// - Throws: `NoAnswer` where nothing comes of it.
    package func post(
        _ path: String, method: String = "POST", mediaType: String = "application/octet-stream",
        headers: [(String, String)] = [], _ bytes: HostileBytes
    ) async throws -> Outcome {
        let (loop, tls) = (group.next(), context)
        let outcome = loop.makePromise(of: Outcome.self)
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: node\r\nContent-Type: \(mediaType)\r\n"
            + headers.map { "\($0): \($1)\r\n" }.joined()
            + (bytes.ending == .endless
                ? "Transfer-Encoding: chunked\r\n\r\n"
                : "Content-Length: \(bytes.bytes.count)\r\n\r\n")
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            NIOSSLClientHandler(context: tls, serverHostname: nil),
                            Posting(head, bytes, outcome, endlessBytesMax: Self.endlessBytesMax),
                        ])
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
        } catch {
            outcome.fail(error)
            throw error
        }
        let giveUp = loop.scheduleTask(in: Self.patience) { outcome.fail(NoAnswer()) }
        defer { giveUp.cancel() }
        let result: Result<Outcome, any Error>
        do {
            result = .success(try await outcome.futureResult.get())
        } catch {
            result = .failure(error)
        }
        try? await channel.close()
        return try result.get()
    }

    private final class Posting: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let head: String
        private let bytes: HostileBytes
        private let outcome: EventLoopPromise<Outcome>
        private let endlessBytesMax: Int
        private var hasLeft = false
        private var sent = 0
        private var received: [UInt8] = []

        init(
            _ head: String, _ bytes: HostileBytes, _ outcome: EventLoopPromise<Outcome>,
            endlessBytesMax: Int
        ) {
            self.head = head
            self.bytes = bytes
            self.outcome = outcome
            self.endlessBytesMax = endlessBytesMax
        }

        /// Only then is what is written also sent, and TLS says when there is enough of it.
        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted? = event as? TLSUserEvent { begin(context) }
            context.fireUserInboundEventTriggered(event)
        }

        private func begin(_ context: ChannelHandlerContext) {
            write(context, Array(head.utf8))
            switch bytes.ending {
            case .whole: write(context, bytes.bytes)
            case .cut:
                write(context, Array(bytes.bytes.prefix(bytes.bytes.count / 2)))
                let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
                context.eventLoop.scheduleTask(in: .milliseconds(50)) {
                    let (handler, context) = here.value
                    handler.hasLeft = true
                    context.close(promise: nil)
                }
            case .endless: goOn(context)
            }
        }

        /// A chunk at a time, each a little after the one before is in the socket: a loop that always
        /// has something to do looks at no socket, and would not see the answer. On a busy machine a
        /// chunk takes longer than that; but `endlessBytesMax` take 25 s, and who refuses hangs up before.
        private func goOn(_ context: ChannelHandlerContext) {
            guard sent < endlessBytesMax else {
                outcome.fail(NoAnswer())
                return context.close(promise: nil)
            }
            let chunk =
                Array("\(String(bytes.bytes.count, radix: 16))\r\n".utf8) + bytes.bytes
                + Array("\r\n".utf8)
            sent += chunk.count
            let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: chunk))).whenSuccess {
                here.eventLoop.scheduleTask(in: .milliseconds(20)) {
                    let (handler, context) = here.value
                    handler.goOn(context)
                }
            }
        }

        private func write(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += Array(unwrapInboundIn(data).readableBytesView)
            let line = received.split(separator: UInt8(ascii: " "), maxSplits: 2)
            guard line.count == 3, let code = Int(String(decoding: line[1], as: UTF8.self)) else {
                return
            }
            outcome.succeed(.status(code))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            outcome.succeed(hasLeft ? .left : .hungUp)
        }
    }
}
