import Credentials
import Roster
import TransparencyLog
import X509

/// What an admitted member puts into its folder: public files only.
struct Delivery {
    let descriptor: MemberDescriptor
    /// Of the descriptor as it came, before the authority said what of it is granted.
    let fingerprint: Digest
    /// Nil where the member has one for the key that it goes on with.
    let certificate: Certificate?
    let folder: String

    /// - Parameter note: nil while others have to sign it.
    func write(note: SignedNote?, authority: AuthorityFolder) throws {
        let target = HomeFolder(folder)
        if let certificate {
            // Who certifies has the newest CA; another holder's file may be the one before.
            let certs = authority.home.certs
            // What its people have agreed on stays.
            let own = try? target.certs.authorityKeys()
            let told = try certs.authorityKeys().settled
            let settled = (own?.settled ?? [:]).merging(told) { own, _ in own }
            try target.certs.write(
                certs.trustAnchors(),
                authorityKeys: authority.roster.roster.authority.handedOver(
                    after: AuthorityKeys([], settled: settled)))
            try DurableFile.write(
                certificate.pem, to: target.certs.tlsCertificate, mode: .open, replacing: true)
        }
        try authority.home.peers.write(descriptor)
        guard let note else { return }
        let isSettled = try !authority.home.certs.authorityKeys().settled.isEmpty
        if isSettled || authority.roster.member(descriptor.id) != nil {
            // Its register is an older one, which the versions between lead on from; or the members have agreed on one,
            // which has to be among them.
            let kept = authority.home.peers
            for version in try kept.rosterVersions() {
                try target.peers.write(
                    roster: kept.readRoster(version: version), version: version)
            }
        }
        try target.peers.write(roster: note)
    }

    /// SHA-256 of the newest log key, which members see in evidence.
    var logKeyFingerprint: String {
        descriptor.logKeys.last.map { Digest.sha256($0.publicKey).hex } ?? "none"
    }
}
