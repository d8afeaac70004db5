package import AllianceNames

/// A node's folder (`--home`): which file has which name.
package struct HomeFolder: Hashable, Sendable {
    /// Without a slash at the end.
    package let path: String

    package init(_ path: String) {
        var path = Substring(path.isEmpty ? "." : path)
        while path.count > 1, path.last == "/" { path = path.dropLast() }
        self.path = String(path)
    }

    package var certs: CertsFolder {
        CertsFolder(path: "\(path)/certs", cosignerKeyList: "\(path)/cosigner-keys")
    }
    package var peers: PeersFolder { PeersFolder(path: "\(path)/peers") }

    package var logDatabase: String { "\(path)/log.sqlite" }
    package var viewDatabase: String { "\(path)/view.sqlite" }
    /// Files that statements name, by their SHA-256.
    package var objects: String { "\(path)/objects" }
    /// Files that complaints rest on, by their SHA-256.
    package var evidence: String { "\(path)/evidence" }
    /// Which statements name them.
    package var evidenceDatabase: String { "\(path)/evidence.sqlite" }
    package var registryDatabase: String { "\(path)/registry.sqlite" }
    /// Where and when numbers of this member were seen.
    package var scanDatabase: String { "\(path)/scans.sqlite" }
    package var scanEventDatabase: String { "\(path)/scan-events.sqlite" }
    /// What TAXII clients read.
    package var collectionDatabase: String { "\(path)/collections.sqlite" }
    /// Requests of programs that came with a key, so that none is done twice.
    package var requestDatabase: String { "\(path)/requests.sqlite" }
    /// Who may sign in at the desk.
    package var accessDatabase: String { "\(path)/access.sqlite" }
    /// Who looked at what at the desk; never leaves the node.
    package var auditDatabase: String { "\(path)/audit.sqlite" }
    /// What this member's people prepare at the desk; never leaves the node.
    package var caseworkDatabase: String { "\(path)/casework.sqlite" }
    /// Photos of codes while they are read; emptied at each start.
    package var photoFolder: String { "\(path)/photos" }
    /// Images while they are decoded; emptied at each start.
    package var imageFolder: String { "\(path)/images" }
    /// Workbooks while they are read; emptied at each start.
    package var workbookFolder: String { "\(path)/workbooks" }
    /// Who is told of what at the desk; never leaves the node.
    package var noticeDatabase: String { "\(path)/notices.sqlite" }
    /// How complaints in the desk channels stand, and what this node made of them.
    package var complaintDatabase: String { "\(path)/complaints.sqlite" }
    /// Orders on their way to marketplaces, and what screening proposes; never leaves the node.
    package var orderDatabase: String { "\(path)/orders.sqlite" }
    /// The marketplaces that this node speaks with; optional.
    package var marketplaceSettings: String { "\(path)/marketplaces.json" }
    /// Accounts of rights holders at a platform; never leaves the node.
    package var accountDatabase: String { "\(path)/accounts.sqlite" }
    /// Identifiers of this member's own side, of which reporters are warned; optional.
    package var ownIdentifiers: String { "\(path)/own.csv" }
    /// The identity provider at which people sign in; optional.
    package var signInSettings: String { "\(path)/sign-in.json" }
    /// Questions that wait for owners that are away.
    package var questionsDatabase: String { "\(path)/questions.sqlite" }
    /// What members have left of their budgets for unknown numbers.
    package var questionBudget: String { "\(path)/question-budget" }

    /// The HTTP proxy for connections to peers, as one line; optional. It may hold a password.
    package var proxy: String { "\(path)/proxy" }

    /// What the holder of an authority key sends to the others, who add it.
    package var authorityKeyOffer: String { "\(path)/authority-key.note" }

    /// How the node is run; optional.
    package var configuration: String { "\(path)/touchstone.conf" }
    /// Where people are led from a product; optional.
    package var deskLinks: String { "\(path)/links.csv" }
    /// How this member answers verification messages; optional.
    package var verificationPolicy: String { "\(path)/verification.json" }
}

/// `certs/`: the trust anchors, and this node's own keys (0600, not for git and not for backups).
package struct CertsFolder: Hashable, Sendable {
    package let path: String
    /// In a folder that was restored, the cosigner keys that were made in it since; beside this one.
    package let cosignerKeyList: String

    /// Trust anchor: the certificate of the alliance's CA; several while one follows on another.
    package var allianceCA: String { "\(path)/alliance-ca.pem" }
    /// Trust anchor: the authority's verifier keys, one a line.
    package var authorityVerifierKeys: String { "\(path)/authority.vkey" }

    /// This member's certificate, as the authority issued it.
    package var tlsCertificate: String { "\(path)/tls.pem" }
    /// The first TLS key.
    package var tlsKey: String { tlsKey(1) }
    /// A TLS key by its number. A new one stands beside those before it; the certificate says which
    /// is in use.
    package func tlsKey(_ number: UInt64) -> String { furtherKey(.tls, number) }
    /// Signs this member's logs of one epoch.
    package func logKey(_ epoch: Epoch) -> String {
        epoch.number == 1 ? "\(path)/log.key" : "\(path)/log-\(epoch).key"
    }
    /// The first cosigner key.
    package var cosignerKey: String { cosignerKey(1) }
    /// A cosigner key by its number. A new one stands beside those before it; the register says which is
    /// in use.
    package func cosignerKey(_ number: UInt64) -> String { furtherKey(.cosigner, number) }
    /// The first answer key.
    package var answerKey: String { answerKey(1) }
    /// An answer key by its number, as with cosigner keys.
    package func answerKey(_ number: UInt64) -> String { furtherKey(.answer, number) }
    /// The highest size and root ever signed of each own log: what fences signing.
    package var logFence: String { "\(path)/log.fence" }
    /// How far each log was cosigned: what an old copy of the record is told by.
    package var witnessMarks: String { "\(path)/witness.marks" }
    /// Signs this folder's audit log, and is no other folder's.
    package var auditKey: String { "\(path)/audit.key" }
    /// The highest size and root ever signed of it.
    package var auditFence: String { "\(path)/audit.fence" }
    /// What names of deciding persons and links for sellers are made under; never leaves the node.
    package var complaintKey: String { "\(path)/complaint.key" }
    /// What keeps this folder from signing: it is a standby, or was restored and has not caught up.
    package var standing: String { "\(path)/standing" }

    /// What this node shows the identity provider; optional.
    package var signInSecret: String { "\(path)/sign-in.secret" }
    /// Issuers of the identity provider's certificate, where the system does not know them; optional.
    package var signInCA: String { "\(path)/sign-in-ca.pem" }
    /// Issuers of the certificates of webhooks' receivers, in place of the system's; optional.
    package var webhookCA: String { "\(path)/webhook-ca.pem" }

    /// Of the authority only.
    package var authorityKey: String { "\(path)/authority.key" }
    /// Of the authority only: which register its key has signed last.
    package var authoritySigned: String { "\(path)/authority.signed" }
    /// Of the authority only.
    package var caKey: String { "\(path)/ca.key" }
    /// Of the authority only: of the CA that is to follow, which nobody is certified by yet.
    package var nextCAKey: String { "\(path)/ca-next.key" }
    /// Of the authority only: of the CA before.
    package var formerCAKey: String { "\(path)/ca-former.key" }
}

/// `peers/`: who takes part, public parts only.
package struct PeersFolder: Hashable, Sendable {
    package let path: String

    /// The roster a node starts from; afterwards its database is authoritative.
    package var roster: String { "\(path)/roster.note" }
    /// One version of the roster: what the authority keeps of each, so that a node that comes late
    /// can be led from its version to the newest.
    package func roster(version: UInt64) -> String { "\(path)/roster-\(version).note" }

    /// The next version while the authority's keys sign it.
    package func proposal(version: UInt64) -> String { "\(path)/roster-\(version).proposal" }

    package func descriptor(_ member: MemberID) -> String { "\(path)/\(member).json" }
    /// The certificate issued for a member, to be taken over into its `certs/tls.pem`.
    package func certificate(_ member: MemberID) -> String { "\(path)/\(member).pem" }
}
