package import AllianceNames
package import Credentials
package import Logging
import NodeAPI
package import Peering
package import Roster
import Synchronization

/// Certifies members' TLS keys again, with the alliance's CA key in this node's `certs/`.
///
/// It admits nobody: a key is certified only for the member that the live roster lists it under, so
/// whoever steals the CA key alone gets nowhere. A renewed certificate is valid for as long as the one
/// that the caller shows, so the length that was set at the admission stays.
package struct CertificateIssuer: CertificateIssuing {
    /// Certificates for one member in a day.
    package static let certificatesPerDayMax = 20
    /// No certificate is made for less.
    private static let validSecondsMin: UInt64 = 3_600
    private static let daySeconds: UInt64 = 86_400

    private let ca: CertificateAuthority
    private let authority: any PeerAuthority
    private let logger: Logger
    private let issued = Issued()

    private final class Issued: Sendable {
        /// Of the present day only.
        let state = Mutex<(day: UInt64, counts: [MemberID: Int])>((0, [:]))

        func mayIssue(to member: MemberID, at now: UTCTimestamp) -> Bool {
            state.withLock { state in
                let day = now.secondsSince1970 / CertificateIssuer.daySeconds
                if day != state.day { state = (day, [:]) }
                let count = state.counts[member, default: 0]
                guard count < CertificateIssuer.certificatesPerDayMax else { return false }
                state.counts[member] = count + 1
                return true
            }
        }
    }

    package init(_ ca: CertificateAuthority, authority: any PeerAuthority, logger: Logger) {
        self.ca = ca
        self.authority = authority
        self.logger = logger
    }

    package func certify(
        _ request: [UInt8], of asker: PeerIdentity
    ) async throws(PeerProblem) -> [UInt8] {
        try certify(
            request, of: asker.member, shown: (asker.notBefore, asker.notAfter))
    }

    /// - Parameter shown: the times of the certificate in use.
    package func certify(
        _ request: [UInt8], of member: MemberID, shown: (from: UTCTimestamp, until: UTCTimestamp)
    ) throws(PeerProblem) -> [UInt8] {
        let standing = authority.standing()
        guard request.count <= MemberDescriptor.requestBytesMax,
            let pem = String(validating: request, as: UTF8.self)
        else {
            throw Self.refused(
                "the request is no text of at most \(MemberDescriptor.requestBytesMax) bytes")
        }
        let parsed: CertificateRequest
        do throws(CredentialsError) {
            parsed = try CertificateRequest(pem: pem)
        } catch {
            throw Self.refused("\(error)")
        }
        let own = SPIFFEID(alliance: standing.roster.alliance, member: member)
        guard parsed.spiffeID == own else {
            throw Self.refused("the request is for \(parsed.spiffeID), you are \(own)")
        }
        guard standing.roster.acceptsTLSKey(member, spkiDigest: parsed.spkiDigest) else {
            throw PeerProblem(
                status: 422, keyword: "key-not-accepted",
                detail:
                    "Roster version \(standing.roster.version) does not accept the key of the request for '\(member)'; the authority admits it first."
            )
        }
        guard issued.mayIssue(to: member, at: standing.timestamp) else {
            throw PeerProblem(
                status: 429, keyword: "certificate-limit",
                detail: "A member gets \(Self.certificatesPerDayMax) certificates a day here.")
        }
        return try issue(parsed, for: own, shown, at: standing.timestamp)
    }

    private func issue(
        _ request: CertificateRequest, for own: SPIFFEID,
        _ shown: (from: UTCTimestamp, until: UTCTimestamp), at now: UTCTimestamp
    ) throws(PeerProblem) -> [UInt8] {
        let skew = CertificateAuthority.clockSkewSeconds
        let length =
            shown.until.secondsSince1970
            - min(
                shown.from.secondsSince1970 + skew, shown.until.secondsSince1970)
        let seconds = min(
            max(length, Self.validSecondsMin),
            CertificateAuthority.leafValidDays * Self.daySeconds)
        let until = UTCTimestamp(secondsSince1970: now.secondsSince1970 + seconds)
        do {
            let certificate = try ca.issue(request, for: own, at: now, until: until)
            logger.info(
                "certificate renewed",
                metadata: ["peer": "\(own.member)", "until": "\(until)"])
            return Array(certificate.pem.utf8)
        } catch {
            logger.error(
                "a certificate cannot be renewed",
                metadata: ["peer": "\(own.member)", "error": "\(error)"])
            throw PeerProblem(
                status: 500, keyword: "internal",
                detail: "This node could not sign; its operator has the details.")
        }
    }

    private static func refused(_ detail: String) -> PeerProblem {
        PeerProblem(status: 422, keyword: "certificate-request", detail: String(detail.prefix(300)))
    }
}
