package import AllianceNames
package import Roster

/// Why a file in `certs/` or `peers/`, a certificate or a peer is refused.
package enum CredentialsError: Error, Equatable, Sendable {
    // Files
    case missing(path: String)
    case noKey(path: String, kind: CertsFolder.FurtherKind)
    case cosignerKeyPutBack(path: String)
    case exists(path: String)
    case file(path: String, action: String, errno: Int32)
    case notAFile(path: String)
    case permissions(path: String, mode: UInt32)
    case owner(path: String, found: UInt32, expected: UInt32)
    case fileTooLarge(path: String, max: Int)
    case malformed(path: String, problem: String)
    case keyMismatch(certificate: String, key: String)

    // Certificates of peers
    case noCertificate
    case chainTooLong(found: Int, max: Int)
    case chainTooLarge(bytes: Int, max: Int)
    case certificate(position: Int, problem: String)
    case tooManyNames(found: Int, max: Int)
    case algorithm(position: Int, found: String)
    case notYetValid(from: UTCTimestamp, at: UTCTimestamp)
    case expired(until: UTCTimestamp, at: UTCTimestamp)
    case untrusted(reason: String)
    case leaf(LeafRule)
    case spiffeID(found: String)
    case otherAlliance(expected: AllianceID, found: AllianceID)

    // Requests
    case request(problem: String)
    case otherMember(expected: MemberID, found: MemberID)
    case beyondAuthority(until: UTCTimestamp)

    /// What a leaf certificate must be (SPIFFE X509-SVID, sections 4 and 5; docs/roster.md).
    package enum LeafRule: String, Sendable, CaseIterable {
        case oneURI = "exactly one URI among its subject alternative names"
        case notAnAuthority = "basic constraints without CA"
        case keyUsage = "a critical key usage"
        case digitalSignature = "key usage digitalSignature"
        case noCertificateSigning = "a key usage without certificate or CRL signing"
        case bothPurposes = "extended key usage serverAuth and clientAuth"
        case p256 = "a P-256 key"
    }
}

extension CredentialsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "there is no file \(path)"
        case .noKey(let path, let kind):
            "there is no file \(path): put it back, or make another \(kind) key with 'touchstone member new-\(kind)-key'"
        case .cosignerKeyPutBack(let path):
            "nothing is signed with \(path): it was put here after this folder was restored, whose record does not hold what was cosigned with it; delete it, and make another with 'touchstone member new-cosigner-key' where there is none"
        case .exists(let path): "\(path) is there already and is not overwritten"
        case .file(let path, let action, let errno):
            "cannot \(action) \(path): \(DurableFile.reason(errno))"
        case .notAFile(let path): "\(path) is not a file"
        case .permissions(let path, let mode):
            "\(path) has mode \(String(mode, radix: 8)), others may read or change it: chmod 600 it, and consider the key known if it was not meant to be"
        case .owner(let path, let found, let expected):
            "\(path) belongs to user \(found), expected \(expected) or root"
        case .fileTooLarge(let path, let max): "\(path) has more than \(max) bytes"
        case .malformed(let path, let problem): "\(path): \(problem)"
        case .keyMismatch(let certificate, let key):
            "\(certificate) is not the certificate of the key in \(key)"
        case .noCertificate: "the peer showed no certificate"
        case .chainTooLong(let found, let max):
            "the peer showed \(found) certificates, at most \(max) are read"
        case .chainTooLarge(let bytes, let max):
            "the peer's certificates have \(bytes) bytes, at most \(max) are read"
        case .certificate(let position, let problem):
            "certificate \(position + 1) of the peer is malformed: \(problem)"
        case .tooManyNames(let found, let max):
            "the certificate has \(found) alternative names, at most \(max) are read"
        case .algorithm(let position, let found):
            "certificate \(position + 1) of the peer uses \(found), expected ECDSA over P-256 or P-384"
        case .notYetValid(let from, let at):
            "the certificate is valid from \(from), now is \(at): check the clocks"
        case .expired(let until, let at):
            "the certificate expired at \(until), now is \(at): ask the authority for a new one"
        case .untrusted(let reason): "the certificate is not of this alliance's CA: \(reason)"
        case .leaf(let rule): "the certificate lacks \(rule.rawValue)"
        case .spiffeID(let found):
            "'\(found.prefix(200))' is not spiffe://<alliance>/member/<member>"
        case .otherAlliance(let expected, let found):
            "the certificate is of alliance '\(found)', expected '\(expected)'"
        case .request(let problem): "the certificate request is refused: \(problem)"
        case .otherMember(let expected, let found):
            "the certificate request is of member '\(found)', the descriptor of '\(expected)'"
        case .beyondAuthority(let until):
            "the alliance's CA certificate ends at \(until), before the one to issue begins"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .missing, .noKey: "file-missing"
        case .cosignerKeyPutBack: "cosigner-key-put-back"
        case .exists: "file-exists"
        case .file: "file"
        case .notAFile: "not-a-file"
        case .permissions: "file-permissions"
        case .owner: "file-owner"
        case .fileTooLarge: "file-too-large"
        case .malformed: "file-malformed"
        case .keyMismatch: "key-mismatch"
        case .noCertificate: "certificate-none"
        case .chainTooLong: "chain-too-long"
        case .chainTooLarge: "chain-too-large"
        case .certificate: "certificate-malformed"
        case .tooManyNames: "certificate-names"
        case .algorithm: "certificate-algorithm"
        case .notYetValid: "certificate-not-yet-valid"
        case .expired: "certificate-expired"
        case .untrusted: "certificate-untrusted"
        case .leaf: "certificate-leaf"
        case .spiffeID: "spiffe-id"
        case .otherAlliance: "other-alliance"
        case .request: "request"
        case .otherMember: "other-member"
        case .beyondAuthority: "beyond-authority"
        }
    }
}
