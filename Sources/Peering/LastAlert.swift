package import NIOCore
import NIOSSL
import Synchronization

/// What TLS said last on the connections to a peer.
///
/// In TLS 1.3 a client has finished its side before its certificate is judged. Where the alert comes after
/// that and before AsyncHTTPClient has given the connection its request, AsyncHTTPClient drops it, and the
/// call learns only that the connection was closed.
package final class LastAlert: Sendable {
    private let last = Mutex<(error: any Error, at: ContinuousClock.Instant)?>(nil)

    package init() {}

    /// Watches a connection from here on; it stands behind TLS.
    package func watch(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(
            Watcher(self), position: .after(pipeline.handler(type: NIOSSLClientHandler.self)))
    }

    /// The alert behind an end of the connection that nothing else explains, if it came since `begun`.
    package func error(since begun: ContinuousClock.Instant) -> (any Error)? {
        last.withLock { last in
            guard let last, last.at >= begun else { return nil }
            return last.error
        }
    }

    private func note(_ error: any Error) {
        guard error is BoringSSLError || error is NIOSSLError else { return }
        last.withLock { $0 = (error, .now) }
    }

    private final class Watcher: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let alert: LastAlert

        init(_ alert: LastAlert) { self.alert = alert }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            alert.note(error)
            context.fireErrorCaught(error)
        }
    }
}
