import Credentials
import NIOSSL
import Peering

/// What the desk port shows of itself: a web certificate of its own, which browsers know, or else
/// the node's alliance certificate, which they do not.
package struct DeskCertificate: Sendable {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    /// Browsers know its issuer.
    let isWeb: Bool

    /// A web certificate: the leaf first, then what leads to a root that clients know.
    ///
    /// - Parameter files: where the bytes come from, for messages.
    /// - Throws: `PeeringError.credentials`, naming the file.
    init(
        certificate: [UInt8], key keyBytes: [UInt8], from files: WebCertificateFiles
    ) throws(PeeringError) {
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(certificate)
        } catch {
            throw .credentials(
                "\(files.certificate) holds no PEM certificates that can be read (\(error)); give the full chain, leaf first, with --desk-certificate"
            )
        }
        do {
            key = try NIOSSLPrivateKey(bytes: keyBytes, format: .pem)
        } catch {
            throw .credentials(
                "\(files.key) holds no PEM private key that can be read (\(error)); give it with --desk-key"
            )
        }
        isWeb = true
    }

    /// - Throws: `PeeringError.credentials`.
    init(alliance material: TLSMaterial) throws(PeeringError) {
        do {
            chain = try material.certificateChain.map {
                try NIOSSLCertificate(bytes: $0, format: .der)
            }
            key = try NIOSSLPrivateKey(bytes: Array(material.privateKeyPEM.utf8), format: .pem)
        } catch {
            throw .credentials("\(error)")
        }
        isWeb = false
    }
}
