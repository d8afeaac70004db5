package import AllianceNames
package import Credentials
import NIOCore
package import NIOSSL
import Synchronization

/// The TLS contexts that new connections of the peer port begin with.
///
/// A context holds the keys of its session tickets. `rebuild` makes a new one, so that no session
/// from before a roster change can be resumed after it; connections that are open keep the context
/// they began with and are judged by the live roster, request for request.
package final class TLSContexts: Sendable {
    /// `close_notify` is waited for this long; NIOSSL's 5 s would delay every exit by as much.
    package static let shutdownTimeoutSeconds = 1

    private struct State {
        var material: TLSMaterial
        var server: NIOSSLContext
        var verifier: PeerVerifier
        var generation = 1
    }
    private let alliance: AllianceID
    private let state: Mutex<State>
    /// Is told of the certificates that peers show.
    package let seen: SeenCertificates

    /// - Throws: `PeeringError.credentials` where some part of `material` is not usable.
    package init(
        _ material: TLSMaterial, alliance: AllianceID, seen: SeenCertificates = SeenCertificates()
    ) throws(PeeringError) {
        self.alliance = alliance
        self.seen = seen
        state = Mutex(
            State(
                material: material, server: try Self.serverContext(material),
                verifier: Self.verifier(material, alliance)))
    }

    /// Judges the certificates of peers, by the trust anchors of the newest material.
    package var verifier: PeerVerifier { state.withLock { $0.verifier } }

    package var server: NIOSSLContext { state.withLock { $0.server } }

    package var material: TLSMaterial { state.withLock { $0.material } }

    /// Grows with every rebuild.
    package var generation: Int { state.withLock { $0.generation } }

    /// Replaces the contexts, with new credentials if there are any. On an error all stays as it was.
    package func rebuild(with newMaterial: TLSMaterial? = nil) throws(PeeringError) {
        let material = newMaterial ?? self.material
        let server = try Self.serverContext(material)
        let verifier = Self.verifier(material, alliance)
        state.withLock {
            $0.material = material
            $0.server = server
            $0.verifier = verifier
            $0.generation += 1
        }
    }

    private static func verifier(_ material: TLSMaterial, _ alliance: AllianceID) -> PeerVerifier {
        PeerVerifier(anchors: material.anchors, alliance: alliance)
    }

    private static func serverContext(
        _ material: TLSMaterial
    ) throws(PeeringError) -> NIOSSLContext {
        do {
            var configuration = TLSConfiguration.makeServerConfigurationWithMTLS(
                certificateChain: try chain(material), privateKey: try key(material),
                trustRoots: .certificates(try anchors(material)))
            configure(&configuration)
            // Lets a client with several certificates choose the right one.
            configuration.sendCANameList = true
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .credentials("\(error)")
        }
    }

    /// For the client, which makes a context of it for each peer.
    package static func clientConfiguration(
        _ material: TLSMaterial
    ) throws(PeeringError) -> TLSConfiguration {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateChain = try chain(material)
            configuration.privateKey = try key(material)
            configuration.trustRoots = .certificates(try anchors(material))
            // A member is named by a SPIFFE ID, not by the host it is reached at.
            configuration.certificateVerification = .noHostnameVerification
            configure(&configuration)
            return configuration
        } catch {
            throw .credentials("\(error)")
        }
    }

    private static func configure(_ configuration: inout TLSConfiguration) {
        // NIOSSL's default minimum is TLS 1.0, for mutual TLS too.
        configuration.minimumTLSVersion = .tlsv13
        configuration.maximumTLSVersion = .tlsv13
        configuration.renegotiationSupport = .none
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .seconds(Int64(shutdownTimeoutSeconds))
    }

    private static func chain(_ material: TLSMaterial) throws -> [NIOSSLCertificateSource] {
        try material.certificateChain.map {
            .certificate(try NIOSSLCertificate(bytes: $0, format: .der))
        }
    }

    private static func key(_ material: TLSMaterial) throws -> NIOSSLPrivateKeySource {
        .privateKey(try NIOSSLPrivateKey(bytes: Array(material.privateKeyPEM.utf8), format: .pem))
    }

    private static func anchors(_ material: TLSMaterial) throws -> [NIOSSLCertificate] {
        try material.anchors.certificates.map {
            try NIOSSLCertificate(bytes: $0.der, format: .der)
        }
    }
}
