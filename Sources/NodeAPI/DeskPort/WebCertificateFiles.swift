import Credentials
package import Peering
package import TransparencyLog

/// Where a web certificate and its key are, as PEM: files that are written anew every few weeks.
package struct WebCertificateFiles: Hashable, Sendable {
    /// A certificate together with what it was read from.
    package struct Reading: Sendable {
        package let certificate: DeskCertificate
        /// Of both files' bytes.
        package let digest: Digest
    }

    package let certificate: String
    package let key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// - Parameter known: what was read last.
    /// - Returns: nil where the files are as they were then.
    /// - Throws: `PeeringError.credentials`, naming the file. Whether the two belong together is found
    ///   out by whoever makes a context of them.
    package func read(unless known: Digest? = nil) throws(PeeringError) -> Reading? {
        let bytes = try (certificate: contents(of: certificate), key: contents(of: key))
        let digest = Digest.sha256(
            Digest.sha256(bytes.certificate).bytes + Digest.sha256(bytes.key).bytes)
        guard digest != known else { return nil }
        return Reading(
            certificate: try DeskCertificate(
                certificate: bytes.certificate, key: bytes.key, from: self),
            digest: digest)
    }

    private func contents(of path: String) throws(PeeringError) -> [UInt8] {
        do throws(CredentialsError) {
            return try DurableFile.read(path)
        } catch {
            throw .credentials(error.description)
        }
    }
}
