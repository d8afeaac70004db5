import AllianceNames
import AllianceNode
import Credentials
import Replication
import Roster
import X509

extension HomeValidation {
    /// Whom the folder's keys and certificate make it.
    struct OwnMember {
        let alliance: AllianceID
        let id: MemberID
        let identity: TLSIdentity
        let keys: MemberKeys
    }

    mutating func checkAuthority() {
        let certs = home.certs
        checkSecret(certs.authorityKey)
        // Of several who sign registers, one certifies members.
        if DurableFile.exists(certs.caKey) {
            checkSecret(certs.caKey)
            if let ca = attempt(certs.path, { try certs.certificateAuthority() }) {
                checkEnd(
                    of: "the alliance's CA certificate", ca.notAfter,
                    "ca", certs.allianceCA,
                    renew:
                        "members' certificates end with it; 'touchstone alliance new-ca' makes the next one"
                )
            }
        }
        checkAnchorsEnd(attempt(certs.allianceCA) { try certs.trustAnchors() })
        looked(at: "the authority's keys")
    }

    /// The member's own keys and certificate; nil where they do not say who it is.
    mutating func checkMember(_ epoch: Epoch, _ anchors: TrustAnchors?) async -> OwnMember? {
        let certs = home.certs
        let cosigners = attempt(certs.path) { try certs.cosignerKeyNumbers() } ?? []
        let answers = attempt(certs.path) { try certs.answerKeyNumbers() } ?? []
        let newestTLSKey = attempt(certs.path) { try certs.newestTLSKey() } ?? 1
        for key in [certs.logKey(epoch)] + cosigners.map(certs.cosignerKey(_:))
            + answers.map(certs.answerKey(_:)) + [certs.tlsKey(newestTLSKey)]
        { checkSecret(key) }
        for path in attempt(certs.path, { try certs.cosignerKeysPutBack() }) ?? [] {
            let error = CredentialsError.cosignerKeyPutBack(path: path)
            note(error.keyword, path, error.description)
        }
        checkFence(certs)
        guard let keys = attempt(certs.path, { try certs.memberKeys(epoch: epoch) }) else {
            return nil
        }
        looked(at: "keys")
        guard DurableFile.exists(certs.tlsCertificate) else {
            note(
                "not-admitted", certs.tlsCertificate,
                NodeError.notAdmitted(home.path).description)
            return nil
        }
        guard let identity = attempt(certs.tlsCertificate, { try certs.tlsIdentity() }) else {
            return nil
        }
        await check(identity, anchors)
        return OwnMember(
            alliance: identity.spiffeID.alliance, id: identity.spiffeID.member,
            identity: identity, keys: keys)
    }

    /// A folder that does not sign has no fence, and no witness marks.
    private mutating func checkFence(_ certs: CertsFolder) {
        guard let standing = attempt(certs.standing, { try HomeStanding(of: certs) }) else {
            return
        }
        if standing.isRestored {
            note(
                "restored", certs.standing, NodeError.restored(home.path).description)
        } else if standing.signs {
            _ = attempt(certs.logFence) { try SigningFence(path: certs.logFence) }
            let marks = certs.witnessMarks
            for fault in attempt(marks, { try WitnessMarksFile.check(marks) }) ?? [] {
                note(fault.keyword, marks, fault.description)
            }
        }
    }

    /// Peers will judge the certificate as this does.
    private mutating func check(_ identity: TLSIdentity, _ anchors: TrustAnchors?) async {
        let path = home.certs.tlsCertificate
        if let anchors {
            let verifier = PeerVerifier(anchors: anchors, alliance: identity.spiffeID.alliance)
            do {
                _ = try await verifier.verify(chainDER: [identity.certificateDER], at: now)
            } catch {
                note(error.keyword, path, "\(path): \(error)")
                return
            }
        }
        checkEnd(
            of: "the certificate", identity.notAfter, "certificate", path,
            renew: "ask the authority for a new one")
        if let anchors { checkFormerCA(identity, anchors) }
        checkAnchorsEnd(anchors)
        // Of a node that renews certificates.
        let certs = home.certs
        if DurableFile.exists(certs.caKey), !DurableFile.exists(certs.authorityKey) {
            checkSecret(certs.caKey)
            _ = attempt(certs.caKey) { try certs.certificateAuthority() }
        }
        looked(at: "certificate")
    }

    /// Whether another CA than that of the certificate has followed.
    private mutating func checkFormerCA(_ identity: TLSIdentity, _ anchors: TrustAnchors) {
        guard anchors.haveFollower(of: identity.certificate) else { return }
        remarks.append(
            "\(home.certs.tlsCertificate) is by a CA beside which another is trusted: once that one certifies, the node fetches its certificate within a day, or another admission brings it, before the first is dropped"
        )
    }

    /// It takes every member to replace one.
    private mutating func checkAnchorsEnd(_ anchors: TrustAnchors?) {
        guard let end = anchors?.end, end < now.adding(days: Self.anchorNoticeDays) else { return }
        remarks.append(
            "the alliance's CA ends at \(end), and every certificate with it: the authority makes the next one with 'touchstone alliance new-ca'"
        )
    }

    /// That nobody but its owner reads the file.
    private mutating func checkSecret(_ path: String) {
        _ = attempt(path) { try DurableFile.read(path, secret: true) }
    }
}
