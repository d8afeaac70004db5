import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// How one connection of an `AbuseClient` behaves.
struct AbusiveConnection: Sendable {
    let kind: AbuseClient.Kind
    let number: Int
    let port: Int
    let server: AbusedServer.Port
    let tls: NIOSSLContext

    /// Loopback has 16 million addresses, so that no limit of one address is what is measured.
    private static let addresses = 40

    /// - Returns: when it is as far as it wants to get.
    func open() async throws -> any Channel {
        let far = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
        let bootstrap = ClientBootstrap(group: far.futureResult.eventLoop)
            .connectTimeout(.seconds(10))
        let address = try SocketAddress(
            ipAddress: "127.0.0.\(2 + number % Self.addresses)", port: 0)
        do {
            let channel = try await bootstrap.bind(to: address)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture { try begin(channel, far) }
                }
                .connect(host: "127.0.0.1", port: port).get()
            if kind == .silent { far.succeed() }
            try await far.futureResult.get()
            return channel
        } catch {
            far.fail(error)
            throw error
        }
    }

    private func begin(_ channel: any Channel, _ far: EventLoopPromise<Void>) throws {
        let pipeline = channel.pipeline.syncOperations
        switch (kind, number % 4) {
        case (.silent, _): break
        case (.idle, _):
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
            try pipeline.addHandler(OneAnswer(Array(path.utf8), far))
        case (.slow, 0):
            // A record of a handshake of 512 bytes, of which it sends one a second.
            try pipeline.addHandler(Dripping([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc], far))
        case (.slow, 1):
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
            try pipeline.addHandler(Dripping(Array("GET / HTTP/1.1\r\nX-Filler: ".utf8), far))
        case (.slow, 2):
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
            // Where the body of who connects like this is waited for; others are refused by their heads.
            let (path, type) =
                server == .peer
                ? ("/questions", "text/plain")
                : ("/language", "application/x-www-form-urlencoded")
            let head =
                "POST \(path) HTTP/1.1\r\nHost: node\r\nContent-Type: \(type)\r\nContent-Length: 9999\r\n\r\n"
            try pipeline.addHandler(Dripping(Array(head.utf8), far))
        case (.slow, _):
            try channel.syncOptions?.setOption(.socketOption(.so_rcvbuf), value: 2_048)
            try channel.syncOptions?.setOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16))
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
            let requests = String(repeating: path, count: 100)
            try pipeline.addHandler(SlowReading(Array(requests.utf8), far))
        }
    }

    private var path: String {
        "GET \(server == .peer ? "/roster" : "/") HTTP/1.1\r\nHost: node\r\n\r\n"
    }

    /// One request, its answer, silence.
    private final class OneAnswer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let request: [UInt8]
        private let far: EventLoopPromise<Void>

        init(_ request: [UInt8], _ far: EventLoopPromise<Void>) {
            self.request = request
            self.far = far
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case .handshakeCompleted? = event as? TLSUserEvent else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: request)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { far.succeed() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { far.fail(ChannelError.eof) }
    }

    /// Some bytes, then one a second.
    private final class Dripping: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let first: [UInt8]
        private let far: EventLoopPromise<Void>

        init(_ first: [UInt8], _ far: EventLoopPromise<Void>) {
            self.first = first
            self.far = far
        }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: first)), promise: nil)
            far.succeed()
            let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            let drip = context.eventLoop.scheduleRepeatedTask(
                initialDelay: .seconds(1), delay: .seconds(1)
            ) { _ in
                let (handler, context) = here.value
                context.writeAndFlush(
                    handler.wrapOutboundOut(ByteBuffer(bytes: [UInt8(ascii: "a")])), promise: nil)
            }
            context.channel.closeFuture.whenComplete { _ in drip.cancel() }
            context.fireChannelActive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { far.fail(ChannelError.eof) }
    }

    /// Asks for much, and takes a few bytes of it a second.
    private final class SlowReading: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let requests: [UInt8]
        private let far: EventLoopPromise<Void>

        init(_ requests: [UInt8], _ far: EventLoopPromise<Void>) {
            self.requests = requests
            self.far = far
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case .handshakeCompleted? = event as? TLSUserEvent else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: requests)), promise: nil)
            far.succeed()
            let here = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.channel.setOption(.autoRead, value: false).whenSuccess {
                let read = here.eventLoop.scheduleRepeatedTask(
                    initialDelay: .seconds(1), delay: .seconds(1)
                ) { _ in here.value.read() }
                here.value.channel.closeFuture.whenComplete { _ in read.cancel() }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { far.fail(ChannelError.eof) }
    }
}
