package import AllianceNames
package import Credentials
package import Roster
import Synchronization

/// Until when the certificates are good that members showed since the start, on connections either way. Kept in
/// memory: a member shows its own again with the next connection.
package final class SeenCertificates: Sendable {
    private let ends = Mutex<[MemberID: UTCTimestamp]>([:])

    package init() {}

    /// The newest counts, and only of a member whom the roster accepts with this key, so that no more are kept than it has members.
    package func note(_ identity: PeerIdentity, by roster: VerifiedRoster) {
        guard roster.isActive(identity.member),
            roster.acceptsTLSKey(identity.member, spkiDigest: identity.spkiDigest)
        else { return }
        ends.withLock { $0[identity.member] = identity.notAfter }
    }

    /// Nil for a member that showed none yet.
    package func end(of member: MemberID) -> UTCTimestamp? { ends.withLock { $0[member] } }
}
