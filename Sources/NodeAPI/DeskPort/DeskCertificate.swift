import Credentials
import NIOSSL
package import Peering

/// What the desk port shows of itself: a web certificate of its own, which browsers know, or else
/// the node's alliance certificate, which they do not.
package struct DeskCertificate: Sendable {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    /// Where a web certificate and its key were read; browsers know its issuer.
    private let files: (chain: String, key: String)?

    var isWeb: Bool { files != nil }

    /// What the files of a web certificate hold now; nil for an alliance certificate.
    func reread() throws(PeeringError) -> DeskCertificate? {
        guard let files else { return nil }
        return try DeskCertificate(webCertificate: files.chain, key: files.key)
    }

    /// A web certificate from PEM files: the leaf first, then what leads to a root that clients know.
    /// - Throws: `PeeringError.credentials`, naming the file.
    package init(webCertificate: String, key keyPath: String) throws(PeeringError) {
        do {
            chain = try NIOSSLCertificate.fromPEMFile(webCertificate)
        } catch {
            throw .credentials(
                "\(webCertificate) holds no PEM certificates that can be read (\(error)); give the full chain, leaf first, with --desk-certificate"
            )
        }
        do {
            key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
        } catch {
            throw .credentials(
                "\(keyPath) holds no PEM private key that can be read (\(error)); give it with --desk-key"
            )
        }
        files = (webCertificate, keyPath)
    }

    /// - Throws: `PeeringError.credentials`.
    package init(alliance material: TLSMaterial) throws(PeeringError) {
        do {
            chain = try material.certificateChain.map {
                try NIOSSLCertificate(bytes: $0, format: .der)
            }
            key = try NIOSSLPrivateKey(bytes: Array(material.privateKeyPEM.utf8), format: .pem)
        } catch {
            throw .credentials("\(error)")
        }
        files = nil
    }
}
