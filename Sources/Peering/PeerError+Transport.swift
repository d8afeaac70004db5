import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Replication
import Roster

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PeerError {
    /// What a failure below HTTP means to the caller, in one sentence.
    ///
    /// - Parameters:
    ///   - deadline: what the caller had given the call.
    ///   - endpoint: where the peer was called; named where it could not be reached.
    ///   - proxy: through which it was called; nil for none.
    init(
        transport error: any Error, deadline: Duration, endpoint: PeerEndpoint,
        proxy: PeerProxy? = nil
    ) {
        self.init(transport: error, deadline: deadline)
        if case .unreachable(let detail) = self {
            let way = proxy.map { " through the proxy \($0)" } ?? ""
            self = .unreachable("\(endpoint)\(way): \(detail)")
        }
    }

    private init(transport error: any Error, deadline: Duration) {
        switch error {
        case let error as PeerError: self = error
        case let error as HTTPClientError: self = PeerError(client: error, deadline: deadline)
        case let error as NIOConnectionError: self = PeerError(connection: error)
        case is HTTPParserError: self = .malformed("its answer is not HTTP/1.1 (\(error))")
        case let error as NIOSSLError: self = PeerError(tls: error)
        case is BoringSSLError:
            self = .unreachable(
                "it ended the TLS connection; it may not accept this node's certificate (\(error))")
        case let error as IOError:
            self = .unreachable("the connection broke (\(Self.name(of: error)))")
        case ChannelError.connectTimeout:
            self = .unreachable("it did not take the connection in time")
        case is ChannelError: self = .unreachable("the connection was closed")
        case is CancellationError: self = .unreachable("the call was cancelled")
        default: self = .unreachable("\(error)")
        }
    }

    private init(client error: HTTPClientError, deadline: Duration) {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout:
            self = .timeout(after: deadline)
        case .connectTimeout:
            self = .unreachable("it did not take the connection in time")
        case .tlsHandshakeTimeout:
            self = .unreachable("it did not complete the TLS handshake in time")
        case .remoteConnectionClosed:
            self = .unreachable("it closed the connection before the answer was complete")
        case .proxyAuthenticationRequired:
            self = .unreachable("the proxy wants a user and a password, or others")
        case .invalidProxyResponse: self = .unreachable("the proxy refuses to connect there")
        case .httpProxyHandshakeTimeout:
            self = .unreachable("the proxy did not connect in time")
        case .cancelled: self = .unreachable("the call was cancelled")
        case .alreadyShutdown: self = .unreachable("this node is stopping")
        default: self = .malformed(error.shortDescription)
        }
    }

    private init(connection error: NIOConnectionError) {
        if let attempt = error.connectionErrors.first {
            let reason = (attempt.error as? IOError).map(Self.name) ?? "\(attempt.error)"
            self = .unreachable("no connection (\(reason))")
        } else {
            self = .unreachable("the name has no address")
        }
    }

    private static func name(of error: IOError) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "connection reset"
        case ECONNABORTED: "connection aborted"
        case EHOSTUNREACH, ENETUNREACH: "no route"
        case ETIMEDOUT: "timed out"
        case EPIPE: "connection closed"
        case EMFILE, ENFILE: "too many open files"
        default: "errno \(error.errnoCode)"
        }
    }

    private init(tls error: NIOSSLError) {
        switch error {
        case .handshakeFailed(let reason):
            self = .unreachable(
                "the TLS 1.3 handshake failed; compare the alliance CA and both certificates (\(reason))"
            )
        case .uncleanShutdown:
            self = .unreachable("it cut the connection before the answer was complete")
        default: self = .unreachable("TLS failed (\(error))")
        }
    }
}
