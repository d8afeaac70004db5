import Credentials
import NIOCore
import NIOSSL
package import Peering
import Synchronization

/// The TLS context that new connections of the desk port begin with: TLS 1.3 only, which every
/// browser since 2020 speaks; TLS 1.2 would send a member's certificate in clear. A client
/// certificate is asked for, with the alliance's names, and not insisted on.
package final class DeskTLS: Sendable {
    private struct State {
        /// Of a web server; nil shows the alliance certificate that the peer port has now.
        var web: DeskCertificate?
        var context: NIOSSLContext
    }

    let contexts: TLSContexts
    let isWeb: Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - contexts: of the peer port, whose trust anchors judge clients here as well.
    ///   - web: nil shows the node's alliance certificate, the newest one.
    /// - Throws: `PeeringError.credentials`, also where key and certificate do not belong together.
    package init(
        _ contexts: TLSContexts, web: DeskCertificate? = nil
    ) throws(PeeringError) {
        self.contexts = contexts
        isWeb = web != nil
        state = Mutex(State(web: web, context: try Self.context(contexts, web)))
    }

    var server: NIOSSLContext { state.withLock { $0.context } }

    /// Shows another web certificate to new connections; those that are open go on as they began.
    ///
    /// - Throws: `PeeringError.credentials`, also where key and certificate do not belong together; then
    ///   all stays as it was.
    package func show(_ web: DeskCertificate) throws(PeeringError) {
        precondition(isWeb, "a port shows one kind of certificate")
        let context = try Self.context(contexts, web)
        state.withLock { $0 = State(web: web, context: context) }
    }

    /// Makes a new context: no session from before a roster change is resumed after it, and the newest
    /// alliance certificate is shown. On an error all stays as it was.
    func rebuild() throws(PeeringError) {
        let context = try Self.context(contexts, state.withLock { $0.web })
        state.withLock { $0.context = context }
    }

    private static func context(
        _ contexts: TLSContexts, _ web: DeskCertificate?
    ) throws(PeeringError) -> NIOSSLContext {
        let certificate =
            if let web { web } else { try DeskCertificate(alliance: contexts.material) }
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificate.chain.map { .certificate($0) },
                privateKey: .privateKey(certificate.key))
            configuration.trustRoots = .certificates(
                try contexts.material.anchors.certificates.map {
                    try NIOSSLCertificate(bytes: $0.der, format: .der)
                })
            configuration.certificateVerification = .optionalVerification
            // A browser without a certificate of these issuers does not ask its user for one.
            configuration.sendCANameList = true
            configuration.minimumTLSVersion = .tlsv13
            configuration.maximumTLSVersion = .tlsv13
            configuration.renegotiationSupport = .none
            configuration.applicationProtocols = ["http/1.1"]
            configuration.shutdownTimeout = .seconds(Int64(TLSContexts.shutdownTimeoutSeconds))
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .credentials("the desk port's certificate or key: \(error)")
        }
    }
}
