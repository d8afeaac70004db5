package import AllianceNames
package import Roster
package import TransparencyLog

/// Whom the other end of a connection has proven to be. Only `PeerVerifier` makes one.
///
/// It is no permission: each request asks the live roster whether this member is active and whether
/// this key is still its own (`VerifiedRoster.acceptsTLSKey`).
package struct PeerIdentity: Hashable, Sendable {
    package let member: MemberID
    /// SHA-256 of the certified SubjectPublicKeyInfo.
    package let spkiDigest: Digest
    package let notBefore: UTCTimestamp
    package let notAfter: UTCTimestamp
    /// Big-endian.
    package let serial: [UInt8]

    init(
        member: MemberID, spkiDigest: Digest, notBefore: UTCTimestamp, notAfter: UTCTimestamp,
        serial: [UInt8]
    ) {
        self.member = member
        self.spkiDigest = spkiDigest
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.serial = serial
    }

    /// A connection outlives its certificate unless this is asked.
    package func isExpired(at time: UTCTimestamp) -> Bool { time > notAfter }
}
