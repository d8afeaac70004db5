import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Peering

/// Sets up the connections of the peer port.
///
/// Hummingbird's stock channels leave a connection without ClientHello open, and one whose body
/// drips, and do not hand on the peer's certificate. Here one handler has all of it in its view.
struct PeerChildChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let around: PeerConnection.Surroundings

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // Without it a sequential pull of small answers waits 40 ms for each.
            try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
            // A peer that ends its side is gone; nobody waits for its half of a connection.
            try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
            let verification = HandshakeVerification(
                verifier: around.tls.verifier, authority: around.authority, logger: around.logger)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(
                NIOSSLServerHandler(
                    context: around.tls.server,
                    customVerificationCallback: { verification($0, $1) }))
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = around.limits.headerListBytesMax
            limits.maxHeaderListSize = around.limits.headerListBytesMax
            limits.maxHeaderFieldCount = around.limits.headerFieldsMax
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: true, withErrorHandling: false,
                withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: limits)
            try pipeline.addHandler(PeerConnection(around))
            return Value(channel: channel)
        }
    }

    /// Everything happens in the pipeline; this waits for its end.
    func handle(value: Value, logger: Logger) async {
        do {
            try await value.channel.closeFuture.get()
        } catch {
            logger.debug("peer connection closed", metadata: ["error": "\(error)"])
        }
    }
}
