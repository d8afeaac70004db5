import AllianceNames
import Credentials
import NIOCore
import NIOSSL
import Replication
import Roster

/// Whether the other end of a new connection is the member it was opened for.
///
/// The handshake has proved by then that the certificate comes from the alliance CA and that the
/// peer holds its key. This adds whose certificate it is, the strict leaf rules, and the roster.
struct IdentityCheck: Sendable {
    let peer: MemberID
    let authority: any PeerAuthority
    let verifier: PeerVerifier
    let seen: SeenCertificates
    let alert: LastAlert

    /// Completes at once, on the channel's event loop: a check that waited would leave AsyncHTTPClient
    /// with a slot for ever if the peer closed meanwhile.
    func run(on channel: any Channel) -> EventLoopFuture<Void> {
        do {
            try check(channel.pipeline.syncOperations.nioSSL_peerCertificate())
            try AbruptClose.add(to: channel)
            try alert.watch(channel)
            return channel.eventLoop.makeSucceededVoidFuture()
        } catch {
            // AsyncHTTPClient reports the failure but leaves the channel open; it is closed once the
            // failure has been reported.
            channel.eventLoop.execute { channel.close(promise: nil) }
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    private func check(_ certificate: NIOSSLCertificate?) throws {
        let standing = authority.standing()
        guard let certificate else {
            throw PeerError.wrongIdentity(expected: peer, found: "it showed no certificate")
        }
        let identity: PeerIdentity
        do {
            identity = try verifier.identity(
                ofLeafDER: certificate.toDERBytes(), at: standing.timestamp)
        } catch {
            throw PeerError.wrongIdentity(expected: peer, found: "\(error)")
        }
        guard identity.member == peer else {
            throw PeerError.wrongIdentity(
                expected: peer, found: "its certificate names '\(identity.member)'")
        }
        guard standing.roster.isActive(peer),
            standing.roster.acceptsTLSKey(peer, spkiDigest: identity.spkiDigest)
        else {
            throw PeerError.wrongIdentity(
                expected: peer, found: "the roster does not accept the key of its certificate")
        }
        seen.note(identity, by: standing.roster)
    }
}
