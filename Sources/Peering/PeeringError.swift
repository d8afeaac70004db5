/// Why this node cannot speak to peers at all; what one peer did is a `PeerError`.
package enum PeeringError: Error, Equatable, CustomStringConvertible {
    /// Our own certificate, key or trust anchor is not usable.
    case credentials(String)
    /// What was given as a proxy is none.
    case proxy(String)

    package var description: String {
        switch self {
        case .credentials(let detail):
            "TLS takes no part of this node's credentials (\(detail)); check the files in certs/"
        case .proxy(let detail):
            "the proxy for connections to peers is not usable: \(detail); write http://host:port or http://user:password@host:port"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .credentials: "peering-credentials"
        case .proxy: "peering-proxy"
        }
    }
}
