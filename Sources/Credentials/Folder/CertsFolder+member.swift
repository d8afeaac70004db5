package import AllianceNames
package import Crypto
import TransparencyLog
package import X509

extension CertsFolder {
    /// Longest PEM file of one key.
    private static let keyBytesMax = 4 * 1024

    /// Makes a member's keys. No key is ever overwritten: a lost key ends an epoch.
    /// - Parameter epoch: the first, or the next of a member that has lost its keys.
    package func createMemberKeys(
        epoch: Epoch = Epoch(1)
    ) throws(CredentialsError) -> MemberKeys {
        let keys = MemberKeys(epoch: epoch)
        try DurableFile.makeFolder(path, mode: 0o700)
        let files = [
            (logKey(keys.epoch), Ed25519PEM.print(keys.log)),
            (cosignerKey, Ed25519PEM.print(keys.cosigner)),
            (answerKey, Ed25519PEM.print(keys.answer)),
            (tlsKey, keys.tls.pemRepresentation + "\n"),
        ]
        for (file, _) in files where DurableFile.exists(file) { throw .exists(path: file) }
        try list(keys.cosigner)
        for (file, text) in files { try DurableFile.write(text, to: file, mode: .secret) }
        return keys
    }

    /// With the newest of what there are several of.
    /// - Parameter epoch: the one to sign in, which the roster knows by its key.
    /// - Throws: `noKey` where only the cosigner key or the answer key is missing; `cosignerKeyPutBack`.
    package func memberKeys(epoch: Epoch) throws(CredentialsError) -> MemberKeys {
        let log = try ed25519(logKey(epoch))
        let cosigner = try newestCosigner()
        guard let answer = try answerKeyNumbers().last else {
            throw .noKey(path: answerKey, kind: .answer)
        }
        return MemberKeys(
            log: log, epoch: epoch, cosigner: cosigner,
            answer: try ed25519(answerKey(answer)), tls: try p256(tlsKey(newestTLSKey())))
    }

    /// The key of this folder's audit log; nil where none was made yet.
    package func auditSigningKey() throws(CredentialsError) -> Curve25519.Signing.PrivateKey? {
        DurableFile.exists(auditKey) ? try ed25519(auditKey) : nil
    }

    /// Makes the key of an audit log, unless another process is faster.
    package func createAuditKey() throws(CredentialsError) {
        let key = Curve25519.Signing.PrivateKey()
        do throws(CredentialsError) {
            try DurableFile.write(Ed25519PEM.print(key), to: auditKey, mode: .secret)
        } catch {
            guard case .exists = error else { throw error }
        }
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
    /// - Throws: `keyMismatch` if it is of none of this folder's TLS keys; `leaf`, `spiffeID`.
    @discardableResult
    package func write(certificate: Certificate) throws(CredentialsError) -> TLSIdentity {
        let identity = try identity(of: certificate)
        try DurableFile.write(certificate.pem, to: tlsCertificate, mode: .open, replacing: true)
        return identity
    }

    /// What this node shows to its peers: its certificate, and the one of its TLS keys that goes
    /// with it.
    package func tlsIdentity() throws(CredentialsError) -> TLSIdentity {
        let certificate = try Certificate(
            pem: DurableFile.text(tlsCertificate), path: tlsCertificate)
        return try identity(of: certificate)
    }

    private func identity(of certificate: Certificate) throws(CredentialsError) -> TLSIdentity {
        let newest = try newestTLSKey()
        var mismatch: CredentialsError?
        for number in stride(from: newest, through: 1, by: -1) {
            let path = tlsKey(number)
            // A key before the newest may have been deleted.
            guard number == newest || DurableFile.exists(path) else { continue }
            do throws(CredentialsError) {
                return try TLSIdentity(
                    certificate: certificate, privateKey: p256(path),
                    certificatePath: tlsCertificate, keyPath: path)
            } catch {
                guard case .keyMismatch = error else { throw error }
                mismatch = mismatch ?? error
            }
        }
        throw mismatch ?? .keyMismatch(certificate: tlsCertificate, key: tlsKey(newest))
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
