package import Credentials
package import Logging
import NodeAPI
package import Peering
import Roster

extension OpenedNode {
    /// Issues certificates where this folder holds the alliance's CA key; nil elsewhere, and where the key is of a CA that
    /// is trusted no more.
    package func certificateIssuer(logger: Logger) throws -> CertificateIssuer? {
        guard DurableFile.exists(home.certs.caKey) else { return nil }
        do {
            return CertificateIssuer(
                try home.certs.certificateAuthority(), authority: register, logger: logger)
        } catch {
            guard case .keyMismatch = error else { throw error }
            logger.error(
                "this node issues no certificates: its CA key is none of the trust anchors'",
                metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// - Parameter show: what is to happen with a new certificate.
    package func certificateKeeper(
        issuer: CertificateIssuer?, client: PeerClient, calls: BlockingCalls, logger: Logger,
        show: @escaping @Sendable (TLSIdentity) throws -> Void
    ) -> CertificateKeeper {
        let (member, anchors, clock, register) = (member, anchors, clock, register)
        let (from, until) = (identity.notBefore, identity.notAfter)
        return CertificateKeeper(
            certs: home.certs, anchors: anchors, shown: identity,
            around: .init(
                roster: { register.newest },
                ask: { request, peer in
                    if let issuer, peer == member {
                        return try issuer.certify(request, of: member, shown: (from, until))
                    }
                    return try await client.certify(
                        request, by: peer, deadline: CertificateKeeper.deadline)
                },
                issuesItself: issuer != nil,
                show: show,
                now: { UTCTimestamp(millisecondsSince1970: clock.now()) },
                random: { UInt64.random(in: .min ... .max) }),
            calls: calls, logger: logger)
    }
}
