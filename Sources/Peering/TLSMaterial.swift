package import Credentials

/// What a node shows and trusts in a handshake: its own certificate and key, and the alliance CA.
package struct TLSMaterial: Sendable {
    /// DER: the leaf first, then what a peer needs to reach a trust anchor. Never the anchor itself.
    package let certificateChain: [[UInt8]]
    /// PKCS #8 or SEC 1; P-256, since Ed25519 leaves find no common signature algorithm.
    package let privateKeyPEM: String
    package let anchors: TrustAnchors

    package init(_ identity: TLSIdentity, anchors: TrustAnchors) {
        self.init(
            certificateChain: [identity.certificateDER], privateKeyPEM: identity.privateKeyPEM,
            anchors: anchors)
    }

    /// From parts that nobody has looked at, as a test needs them.
    package init(certificateChain: [[UInt8]], privateKeyPEM: String, anchors: TrustAnchors) {
        self.certificateChain = certificateChain
        self.privateKeyPEM = privateKeyPEM
        self.anchors = anchors
    }
}
