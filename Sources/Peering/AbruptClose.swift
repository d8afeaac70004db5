import NIOCore
import NIOSSL

/// Ends a connection to a peer without TLS's farewell.
///
/// NIOSSL waits for the peer's `close_notify`, and reads and decrypts whatever the peer still sends
/// meanwhile: a peer that answers without an end, and was refused for it, would be read on for a second
/// at the full rate of the line. Lengths are framed by HTTP, so nothing is lost by not waiting.
final class AbruptClose: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Puts it between TLS and HTTP.
    static func add(to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(
            AbruptClose(), position: .after(pipeline.handler(type: NIOSSLClientHandler.self)))
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all,
            let tls = try? context.pipeline.syncOperations.context(
                handlerType: NIOSSLClientHandler.self)
        else { return context.close(mode: mode, promise: promise) }
        tls.close(promise: promise)
    }
}
