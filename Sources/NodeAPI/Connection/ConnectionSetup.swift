import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sets up the connections of a port.
///
/// Hummingbird's stock channels leave a connection without ClientHello open, and one whose body
/// drips, and do not hand on the peer's certificate. Here one handler has all of it in its view.
struct ConnectionSetup: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let limits: ConnectionLimits
    let rooms: ConnectionRooms
    /// The context that new connections begin with.
    let tls: @Sendable () -> NIOSSLContext
    let verification: @Sendable () -> HandshakeVerification
    /// Whether header values may hold what somebody else wrote.
    var checksHeaders = false
    /// Of one connection, called on its event loop.
    let service: @Sendable () -> any ConnectionService
    let logger: Logger

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // Without it a sequential pull of small answers waits 40 ms for each.
            try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
            // A peer that ends its side is gone; nobody waits for its half of a connection.
            try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
            try channel.pipeline.syncOperations.addHandler(
                Doorway(in: rooms.arrivals, limits) { channel, deadline, arrival in
                    try begin(channel, handshakeUntil: deadline, arrival)
                })
            return Value(channel: channel)
        }
    }

    /// The first record is there: TLS, HTTP and the service behind them.
    private func begin(
        _ channel: any Channel, handshakeUntil deadline: NIODeadline, _ arrival: UInt64
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        let verification = verification()
        try pipeline.addHandler(
            NIOSSLServerHandler(
                context: tls(), customVerificationCallback: { verification($0, $1) }))
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headerListBytesMax
        decoding.maxHeaderListSize = limits.headerListBytesMax
        decoding.maxHeaderFieldCount = limits.headerFieldsMax
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true, withErrorHandling: false,
            withOutboundHeaderValidation: checksHeaders, withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: decoding)
        try pipeline.addHandler(
            ServerConnection(
                service(), limits: limits, room: rooms.handshakes, arrival: arrival,
                handshakeUntil: deadline, logger: logger))
    }

    /// Everything happens in the pipeline. Nothing waits here for the end of the connection: a task that
    /// ends is looked for among all that the server has, and of 10,000 connections a thousand end each
    /// second where somebody wants it so.
    func handle(value: Value, logger: Logger) async {}
}

extension Server where ChildChannel == ConnectionSetup {
    /// Serves until graceful shutdown, and then until the last connection has ended. Where it was
    /// cancelled, or no connections can be taken any more, it waits for none of those that are open.
    func serve() async throws {
        try await run()
        do {
            try await shutdownGracefully()
        } catch ChannelError.alreadyClosed {
            // Nobody listens any more: that is what was wanted.
        }
    }
}
