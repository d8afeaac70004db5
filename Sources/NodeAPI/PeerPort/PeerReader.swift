import AllianceNames
import Credentials
import Peering
import Roster
import TransparencyLog

/// What the member at the other end of a connection may see, as one roster has it.
struct PeerReader: Sendable {
    let member: MemberID
    let channels: Set<ChannelID>
    /// Those whose erasures it hears of: of channels that it read once it may hold what they erase.
    let erasures: Set<ChannelID>
    let alliance: AllianceID
    let rosterVersion: UInt64

    func mayRead(_ origin: LogOrigin) -> Bool {
        origin.alliance == alliance && channels.contains(origin.channel)
    }
}

/// Decides for every request anew who is asking and what it may see. A resumed TLS session skips
/// all checks of the handshake, and a connection may outlive a membership.
struct PeerGate {
    let identity: PeerIdentity
    /// Valid for one roster only; spares most requests the look through it.
    private var known: (roster: Digest, reader: Result<PeerReader, PeerProblem>)?

    init(_ identity: PeerIdentity) { self.identity = identity }

    /// - Throws: a problem of status 403 that ends the connection.
    mutating func reader(_ standing: RosterStanding) throws(PeerProblem) -> PeerReader {
        guard !identity.isExpired(at: standing.timestamp) else {
            throw PeerProblem(
                status: 403, keyword: "certificate-expired",
                detail: "The certificate of this connection is past its time; renew it.")
        }
        let digest = standing.roster.digest
        if let known, known.roster == digest { return try known.reader.get() }
        let reader = Self.decide(identity, standing.roster)
        known = (digest, reader)
        return try reader.get()
    }

    private static func decide(
        _ identity: PeerIdentity, _ roster: VerifiedRoster
    ) -> Result<PeerReader, PeerProblem> {
        let member = identity.member
        guard roster.isActive(member) else {
            return .failure(
                PeerProblem(
                    status: 403, keyword: "member-not-active",
                    detail:
                        "Roster version \(roster.version) has no active member '\(member)'."
                ))
        }
        guard roster.acceptsTLSKey(member, spkiDigest: identity.spkiDigest) else {
            return .failure(
                PeerProblem(
                    status: 403, keyword: "key-not-accepted",
                    detail:
                        "Roster version \(roster.version) does not accept the key of this certificate for '\(member)'."
                ))
        }
        return .success(
            PeerReader(
                member: member, channels: Set(roster.channels(readableBy: member)),
                erasures: roster.channels(everReadBy: member), alliance: roster.alliance,
                rosterVersion: roster.version))
    }
}
