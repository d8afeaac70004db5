import Credentials
import Logging
import NIOCore
import NIOSSL
import Peering

/// Decides in the handshake whether a client certificate is one of the alliance: sizes and counts
/// first, since a hostile chain can cost a minute of CPU, then the chain, then the leaf rules. It
/// replaces BoringSSL's own verification. Whether the member is still one is decided with every
/// request, not here.
struct HandshakeVerification: Sendable {
    let verifier: PeerVerifier
    let authority: any PeerAuthority
    let logger: Logger

    func callAsFunction(
        _ chain: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>
    ) {
        guard chain.count <= PeerVerifier.chainCertificatesMax,
            let certificates = try? chain.map({ try $0.toDERBytes() })
        else { return promise.succeed(.failed) }
        let time = authority.standing().timestamp
        promise.completeWithTask {
            do {
                _ = try await verifier.verify(chainDER: certificates, at: time)
                return .certificateVerified
            } catch {
                logger.debug("peer certificate refused", metadata: ["error": "\(error)"])
                return .failed
            }
        }
    }
}
