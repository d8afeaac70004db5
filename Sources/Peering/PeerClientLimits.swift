/// The limits of this node as a caller. What an answer may weigh is the resource's own matter
/// (`PeerResource.bodyBytesMax`).
package struct PeerClientLimits: Sendable {
    /// TCP connection, TLS handshake and the check of the peer's identity together.
    package var connect: Duration = .seconds(10)
    /// Connections to one peer; a long poll occupies one of them.
    package var connectionsPerPeerMax = 8
    /// Shorter than any server's patience, so that a request seldom meets a closing connection.
    package var idle: Duration = .seconds(30)

    package init() {}
}
