package import AllianceNames
package import Crypto
import SwiftASN1
package import X509

extension CertsFolder {
    /// Longest PEM file of one key.
    private static let keyBytesMax = 4 * 1024

    /// Makes a member's keys. No key is ever overwritten: a lost key ends an epoch.
    package func createMemberKeys() throws(CredentialsError) -> MemberKeys {
        let keys = MemberKeys()
        try DurableFile.makeFolder(path, mode: 0o700)
        let files = [
            (logKey(keys.epoch), Ed25519PEM.print(keys.log)),
            (cosignerKey, Ed25519PEM.print(keys.cosigner)),
            (answerKey, Ed25519PEM.print(keys.answer)),
            (tlsKey, keys.tls.pemRepresentation + "\n"),
        ]
        for (file, _) in files where DurableFile.exists(file) { throw .exists(path: file) }
        for (file, text) in files { try DurableFile.write(text, to: file, mode: .secret) }
        return keys
    }

    /// - Parameter epoch: the one to sign in, which the roster knows by its key.
    package func memberKeys(epoch: Epoch) throws(CredentialsError) -> MemberKeys {
        MemberKeys(
            log: try ed25519(logKey(epoch)), epoch: epoch, cosigner: try ed25519(cosignerKey),
            answer: try ed25519(answerKey), tls: try p256(tlsKey))
    }

    /// Makes the log key of a further epoch.
    package func createLogKey(
        _ epoch: Epoch
    ) throws(CredentialsError) -> Curve25519.Signing.PrivateKey {
        let key = Curve25519.Signing.PrivateKey()
        try DurableFile.write(Ed25519PEM.print(key), to: logKey(epoch), mode: .secret)
        return key
    }

    /// The log key of one epoch, also of an earlier one; nil where it is not here.
    package func logSigningKey(
        _ epoch: Epoch
    ) throws(CredentialsError) -> Curve25519.Signing.PrivateKey? {
        DurableFile.exists(logKey(epoch)) ? try ed25519(logKey(epoch)) : nil
    }

    /// The newest epoch that has a log key here; nil where there is none.
    package func newestEpoch() throws(CredentialsError) -> Epoch? {
        guard DurableFile.isFolder(path) else { return nil }
        var newest: Epoch?
        for name in try DurableFile.names(in: path) {
            let epoch: Epoch?
            if name == "log.key" {
                epoch = Epoch(1)
            } else if name.hasPrefix("log-"), name.hasSuffix(".key") {
                epoch = try? Epoch(parsing: name.dropFirst(4).dropLast(4))
            } else {
                epoch = nil
            }
            if let epoch, newest.map({ $0 < epoch }) ?? true { newest = epoch }
        }
        return newest
    }

    /// Takes over the certificate that the authority has issued.
    ///
    /// - Throws: `keyMismatch` if it is not of this folder's TLS key; `leaf`, `spiffeID`.
    package func write(certificate: Certificate) throws(CredentialsError) {
        _ = try TLSIdentity(
            certificate: certificate, privateKey: p256(tlsKey), certificatePath: tlsCertificate,
            keyPath: tlsKey)
        try DurableFile.write(certificate.pem, to: tlsCertificate, mode: .open, replacing: true)
    }

    /// What this node shows to its peers.
    package func tlsIdentity() throws(CredentialsError) -> TLSIdentity {
        let text = try DurableFile.text(tlsCertificate)
        let certificate: Certificate
        do {
            certificate = try Certificate(pemEncoded: text)
        } catch {
            throw .malformed(path: tlsCertificate, problem: "not one certificate in PEM (\(error))")
        }
        return try TLSIdentity(
            certificate: certificate, privateKey: p256(tlsKey), certificatePath: tlsCertificate,
            keyPath: tlsKey)
    }

    func ed25519(_ path: String) throws(CredentialsError) -> Curve25519.Signing.PrivateKey {
        let text = try DurableFile.text(path, bytesMax: Self.keyBytesMax, secret: true)
        guard let key = Ed25519PEM.parse(text) else {
            throw .malformed(path: path, problem: "not an Ed25519 private key in PKCS #8 PEM")
        }
        return key
    }

    func p256(_ path: String) throws(CredentialsError) -> P256.Signing.PrivateKey {
        let text = try DurableFile.text(path, bytesMax: Self.keyBytesMax, secret: true)
        // Not the error itself: it could quote the key.
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: text) else {
            throw .malformed(path: path, problem: "not a P-256 private key in PEM")
        }
        return key
    }
}
