package import Roster
import SwiftASN1
package import X509

/// The certificates that an alliance's members are certified by: one, or several while one CA
/// follows on another.
package struct TrustAnchors: Sendable {
    package static let certificatesMax = 8

    package let certificates: [Certificate]

    package init(_ certificates: [Certificate]) { self.certificates = certificates }

    /// - Parameter path: for messages.
    /// - Throws: `malformed` unless `pem` is 1 to 8 certificates.
    package init(pem: String, path: String) throws(CredentialsError) {
        do {
            let documents = try PEMDocument.parseMultiple(pemString: pem)
            guard (1...Self.certificatesMax).contains(documents.count) else {
                throw CredentialsError.malformed(
                    path: path,
                    problem:
                        "\(documents.count) certificates, expected 1 to \(Self.certificatesMax)")
            }
            certificates = try documents.map { try Certificate(pemDocument: $0) }
        } catch let error as CredentialsError {
            throw error
        } catch {
            throw .malformed(path: path, problem: "not a certificate in PEM (\(error))")
        }
    }

    /// When the last of them ends.
    package var end: UTCTimestamp? { certificates.map { UTCTimestamp($0.notValidAfter) }.max() }

    /// Whether another CA is to follow on the one that certified this, or has followed: of several the one that ends last
    /// does.
    package func haveFollower(of certificate: Certificate) -> Bool {
        guard certificates.count > 1,
            let last = certificates.max(by: { $0.notValidAfter < $1.notValidAfter })
        else { return false }
        return !last.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    /// As PEM, for a TLS library.
    package var pem: String { certificates.map(\.pem).joined() }
}

extension Certificate {
    /// - Parameter path: for messages.
    /// - Throws: `malformed` unless `pem` is one certificate.
    package init(pem: String, path: String) throws(CredentialsError) {
        do {
            try self.init(pemEncoded: pem)
        } catch {
            throw .malformed(path: path, problem: "not one certificate in PEM (\(error))")
        }
    }

    /// What was parsed or made prints.
    package var pem: String {
        guard let document = try? serializeAsPEM() else {
            preconditionFailure("a certificate does not print")
        }
        return document.pemString + "\n"
    }

    package var der: [UInt8] {
        guard let document = try? serializeAsPEM() else {
            preconditionFailure("a certificate does not print")
        }
        return document.derBytes
    }
}
