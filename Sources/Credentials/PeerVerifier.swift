package import AllianceNames
import Crypto
package import Roster
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// Decides who a peer is from the certificates it shows. TLS has proven that the peer holds the key
/// of the first one.
///
/// What could cost a hostile peer nothing and us much comes first: number, size and algorithms of
/// certificates, then path validation (RFC 5280), then the strict rules for leaves, which path
/// validation does not check.
package struct PeerVerifier: Sendable {
    package static let chainCertificatesMax = 3
    /// All certificates of a chain together, as DER.
    package static let chainBytesMax = 8 * 1024
    /// Subject alternative names of one certificate.
    package static let alternativeNamesMax = 4

    private let anchors: TrustAnchors
    private let store: CertificateStore
    private let alliance: AllianceID

    package init(anchors: TrustAnchors, alliance: AllianceID) {
        self.anchors = anchors
        self.alliance = alliance
        store = CertificateStore(anchors.certificates)
    }

    /// - Parameters:
    ///   - chainDER: as the peer sent it, the leaf first.
    ///   - time: now.
    /// - Throws: `CredentialsError`; the peer is nobody.
    package func verify(
        chainDER: [[UInt8]], at time: UTCTimestamp
    ) async throws(CredentialsError) -> PeerIdentity {
        let chain = try Self.parse(chainDER)
        try Self.checkPeriod(chain[0], at: time)
        try await validatePath(chain, at: time)
        return try identity(of: chain[0])
    }

    /// The same without waiting, for the certificate of a connection whose handshake is done: where
    /// no callback saw it (a resumed session), or none can wait (a client's). TLS has validated the
    /// path then; that an anchor itself signed the leaf, as all anchors do that allow no CA below
    /// them, is checked here again.
    ///
    /// - Throws: `CredentialsError`; the peer is nobody.
    package func identity(
        ofLeafDER leafDER: [UInt8], at time: UTCTimestamp
    ) throws(CredentialsError) -> PeerIdentity {
        let leaf = try Self.parse([leafDER])[0]
        try Self.checkPeriod(leaf, at: time)
        guard
            anchors.certificates.contains(where: {
                $0.subject == leaf.issuer
                    && $0.publicKey.isValidSignature(leaf.signature, for: leaf)
            })
        else { throw .untrusted(reason: "no trust anchor issued it") }
        return try identity(of: leaf)
    }

    private static func checkPeriod(
        _ leaf: Certificate, at time: UTCTimestamp
    ) throws(CredentialsError) {
        let (from, until) = (UTCTimestamp(leaf.notValidBefore), UTCTimestamp(leaf.notValidAfter))
        guard time >= from else { throw .notYetValid(from: from, at: time) }
        guard time <= until else { throw .expired(until: until, at: time) }
    }

    private func identity(of leaf: Certificate) throws(CredentialsError) -> PeerIdentity {
        let spiffeID = try LeafRules.check(leaf)
        guard spiffeID.alliance == alliance else {
            throw .otherAlliance(expected: alliance, found: spiffeID.alliance)
        }
        return PeerIdentity(
            member: spiffeID.member, spkiDigest: PublicKeyDigest.of(leaf.publicKey),
            notBefore: UTCTimestamp(leaf.notValidBefore),
            notAfter: UTCTimestamp(leaf.notValidAfter), serial: Array(leaf.serialNumber.bytes))
    }

    private static func parse(_ chainDER: [[UInt8]]) throws(CredentialsError) -> [Certificate] {
        guard !chainDER.isEmpty else { throw .noCertificate }
        guard chainDER.count <= chainCertificatesMax else {
            throw .chainTooLong(found: chainDER.count, max: chainCertificatesMax)
        }
        let bytes = chainDER.reduce(0) { $0 + $1.count }
        guard bytes <= chainBytesMax else {
            throw .chainTooLarge(bytes: bytes, max: chainBytesMax)
        }
        var chain: [Certificate] = []
        for (position, der) in chainDER.enumerated() {
            let certificate: Certificate
            let names: Int
            do {
                certificate = try Certificate(derEncoded: der)
                names = try certificate.extensions.subjectAlternativeNames?.count ?? 0
            } catch {
                throw .certificate(position: position, problem: "\(error)")
            }
            guard names <= alternativeNamesMax else {
                throw .tooManyNames(found: names, max: alternativeNamesMax)
            }
            // Other algorithms (RSA of any size, above all) could cost what they like.
            guard
                P256.Signing.PublicKey(certificate.publicKey) != nil
                    || P384.Signing.PublicKey(certificate.publicKey) != nil
            else { throw .algorithm(position: position, found: "\(certificate.publicKey)") }
            guard
                [.ecdsaWithSHA256, .ecdsaWithSHA384].contains(certificate.signatureAlgorithm)
            else {
                throw .algorithm(position: position, found: "\(certificate.signatureAlgorithm)")
            }
            chain.append(certificate)
        }
        return chain
    }

    private func validatePath(
        _ chain: [Certificate], at time: UTCTimestamp
    ) async throws(CredentialsError) {
        var verifier = Verifier(rootCertificates: store) {
            RFC5280Policy(fixedExpiryValidationTime: time.date)
            LeafExtensions()
        }
        let result = await verifier.validate(
            leaf: chain[0], intermediates: CertificateStore(chain.dropFirst()))
        if case .couldNotValidate(let failures) = result {
            let reasons = failures.map { "\($0.policyFailureReason)" }
            throw .untrusted(
                reason: reasons.isEmpty
                    ? "no trust anchor issued it"
                    : String(reasons.joined(separator: "; ").prefix(300)))
        }
    }
}
