package import Credentials
package import Peering

/// Certifies the TLS keys of members again before their certificates run out: what a node offers that
/// holds the alliance's CA key.
///
/// A refusal is a `PeerProblem`, shown to the asker as it is.
package protocol CertificateIssuing: Sendable {
    /// - Parameters:
    ///   - request: PKCS #10 in PEM, at most `ConnectionLimits.bodyBytesMax` bytes.
    ///   - asker: who shows which certificate on the connection; a member that is served.
    /// - Returns: one certificate in PEM.
    func certify(
        _ request: [UInt8], of asker: PeerIdentity
    ) async throws(PeerProblem) -> [UInt8]
}
