import AllianceNames
import AllianceNode
import Credentials
import Crypto
import Replication
import Roster
import TransparencyLog

extension HomeValidation {
    private static let renewRegister =
        "the authority renews it ('touchstone alliance roster --renew')"

    /// The register of the authority's folder, which has no database, and whether it names the key there.
    mutating func checkAuthorityRegister() {
        let (home, peers) = (home, home.peers)
        guard let roster = attempt(peers.roster, { try AuthorityFolder.register(in: home) }) else {
            return
        }
        checkPeriod(of: roster, peers.roster)
        checkAuthorityKey(in: roster)
        let certs = home.certs
        let keys = attempt(certs.authorityVerifierKeys) { try certs.authorityKeys() }
        if let keys, keys != roster.roster.authority.handedOver(after: keys) {
            note(
                "authority-keys-outdated", certs.authorityVerifierKeys,
                "\(certs.authorityVerifierKeys) does not have the keys of member register \(roster.version), so nobody should be given it: 'touchstone alliance sign' with its note, and every command that changes the register, mend it"
            )
        }
        let proposal = peers.proposal(version: roster.version + 1)
        if DurableFile.exists(proposal) {
            remarks.append(
                "\(proposal) waits for further signatures ('touchstone alliance sign')")
        }
    }

    /// Whether the register names the authority's key of this folder, where there is one.
    mutating func checkAuthorityKey(in roster: VerifiedRoster) {
        let certs = home.certs
        guard DurableFile.exists(certs.authorityKey),
            let signer = attempt(
                certs.authorityKey, { try certs.authoritySigner(of: roster.alliance) })
        else { return }
        let named = roster.roster.authority.keys.first { $0.key == signer.verifierKey }
        guard named?.tenure.hasEnded ?? true else { return }
        let place = "member register \(roster.version)"
        note(
            "authority-key-not-named", certs.authorityKey,
            named == nil
                ? "\(place) does not name the key of \(certs.authorityKey), so it signs nothing: have it added with 'touchstone alliance authority --add'"
                : "\(place) has ended the key of \(certs.authorityKey), so it signs nothing: delete it, and have another made in another folder with 'touchstone alliance new-key'"
        )
    }

    /// The newest register that the folder holds; nil where it holds none that verifies.
    mutating func checkRegister(
        _ authorityKeys: AuthorityKeys, _ alliance: AllianceID, _ record: HeldRecord?
    ) -> VerifiedRoster? {
        let peers = home.peers
        let restored = attempt(home.logDatabase) {
            try RosterChain.restored(
                from: record?.rosters ?? [], trusting: authorityKeys, alliance: alliance,
                later: { try peers.rosters() }
            ).chain
        }
        var chain = restored ?? RosterChain(trusting: authorityKeys, alliance: alliance)
        takeUpFiles(into: &chain)
        if let fork = chain.fork, !fork.freezes {
            remarks.append(
                "\(fork) ('touchstone alliance conflict' shows both); the first one counts")
        } else if let fork = chain.fork {
            note(
                "roster-fork", home.logDatabase,
                "\(fork): no further register is taken up until the members have agreed which counts ('touchstone alliance conflict' shows both, 'touchstone alliance follow' goes by one)"
            )
        }
        guard let newest = chain.newest else {
            // Else it has been said why.
            guard restored != nil else { return nil }
            note("no-register", peers.roster, NodeError.noRegister(peers.roster).description)
            return nil
        }
        checkPeriod(of: newest, peers.roster)
        return newest
    }

    /// Files in `peers/` that have not been taken up.
    private struct Unplaced {
        /// The newest of which those before it are not here.
        var gap: (path: String, found: UInt64)?
        /// The first that the authority's keys do not vouch for; nothing against a later one that they do.
        var refusal: (path: String, error: RosterError)?
    }

    /// The registers in `peers/`, as a node takes them up.
    private mutating func takeUpFiles(into chain: inout RosterChain) {
        let peers = home.peers
        let newest = chain.newest?.version
        var unplaced = Unplaced()
        for version in attempt(peers.path, { try peers.rosterVersions() }) ?? []
        where newest.map({ version > $0 }) ?? true {
            takeUp(peers.roster(version: version), into: &chain, &unplaced) {
                try peers.readRoster(version: version)
            }
        }
        if DurableFile.exists(peers.roster) {
            takeUp(peers.roster, into: &chain, &unplaced) { try peers.readRoster() }
        }
        if chain.newest == nil, let (path, error) = unplaced.refusal {
            note(Self.keyword(of: error), path, Self.sentence(of: error, about: path))
        }
        // Until then commands go by the older one.
        if let gap = unplaced.gap, let newest = chain.newest?.version, gap.found > newest {
            note(
                "missing-versions", gap.path,
                "\(gap.path) is version \(gap.found) of the member register, and those between it and version \(newest) are not here: put all of the authority's peers/*.note there; a running node fetches them from others"
            )
        }
    }

    private mutating func takeUp(
        _ path: String, into chain: inout RosterChain, _ unplaced: inout Unplaced,
        _ read: () throws -> SignedNote
    ) {
        let held = chain
        var gap: UInt64?
        var refusal: RosterError?
        let extended = attempt(path) { () throws -> RosterChain in
            var chain = held
            do {
                let note = try read()
                if try chain.accept(note) == .alreadyHeld { try chain.checkCopy(note) }
            } catch RosterError.beforeFirst {
                return held
            } catch RosterError.missingVersions(_, let found) {
                gap = found
                return held
            } catch let error as RosterError where held.newest == nil {
                refusal = error
                return held
            }
            return chain
        }
        chain = extended ?? held
        if let gap, gap > unplaced.gap?.found ?? 0 { unplaced.gap = (path, gap) }
        if let refusal, unplaced.refusal == nil { unplaced.refusal = (path, refusal) }
    }

    private mutating func checkPeriod(of roster: VerifiedRoster, _ path: String) {
        checkEnd(
            of: "version \(roster.version) of the member register", roster.roster.expiresAt,
            "roster", path, renew: Self.renewRegister)
        looked(at: "member register \(roster.version)")
        // Nothing is ever taken out of it.
        let percent = roster.note.text.utf8.count * 100 / Roster.textBytesMax
        if percent >= Self.fullPercent {
            remarks.append(
                "member register \(roster.version) fills \(percent) % of the \(Roster.textBytesMax) bytes that one may have: ended keys, seats and holds stay in it"
            )
        }
        if roster.roster.issuedAt > now.adding(days: 1) {
            remarks.append(
                "member register \(roster.version) is dated \(roster.roster.issuedAt): a clock was ahead where it was signed, or is behind here"
            )
        }
    }

    /// Whether the register knows this member by the keys that it uses.
    mutating func check(_ own: OwnMember, in roster: VerifiedRoster) {
        let place = "member register \(roster.version)"
        guard let member = roster.member(own.id) else {
            return note(
                "not-in-register", place,
                "\(place) does not name \(own.id): wait until the authority's newest one has arrived, or put it into peers/"
            )
        }
        guard member.isActive else {
            return note(
                "not-active", place, "\(place) says that \(own.id) has left the alliance")
        }
        if !roster.acceptsTLSKey(own.id, spkiDigest: own.identity.spkiDigest) {
            note(
                "tls-key-not-accepted", place,
                "\(place) does not accept the key of \(home.certs.tlsCertificate): have the descriptor admitted again"
            )
        }
        let logKey = Array(own.keys.log.publicKey.rawRepresentation)
        if member.currentEpoch != own.keys.epoch
            || member.logKey(in: own.keys.epoch)?.publicKey != logKey
        {
            note(
                "log-key-not-accepted", place,
                "\(place) does not name the log key of epoch \(own.keys.epoch) in \(home.certs.path): nothing signed with it is believed"
            )
        }
        checkAnswerKeys(own, in: roster)
        checkCosigner(own, in: roster)
        checkAuthorityKey(in: roster)
    }

    private mutating func checkAnswerKeys(_ own: OwnMember, in roster: VerifiedRoster) {
        let certs = home.certs
        guard
            let held = attempt(
                certs.path, { try certs.answerSigners(of: own.id, in: own.alliance) }),
            roster.answerKey(of: own.id, among: held.map(\.verifierKey)) == nil
        else { return }
        let place = "member register \(roster.version)"
        note(
            "answer-key-not-accepted", place,
            "\(place) does not name an answer key of \(certs.path): what this member answers is not believed: have the descriptor admitted"
        )
    }

    /// A folder that signs nothing has a cosigner key of its own, which nobody needs yet.
    private mutating func checkCosigner(_ own: OwnMember, in roster: VerifiedRoster) {
        let certs = home.certs
        guard attempt(certs.standing, { try HomeStanding(of: certs).signs }) == true,
            let held = attempt(
                certs.path, { try certs.cosignerSigners(of: own.id, in: own.alliance) })
        else { return }
        let place = "member register \(roster.version)"
        guard let key = roster.cosignerKey(of: own.id, among: held.map(\.verifierKey)) else {
            return note(
                "cosigner-key-not-accepted", place,
                "\(place) does not name a cosigner key of \(certs.path): nothing is cosigned, so what this member signs looks stale to others: have the descriptor admitted"
            )
        }
        if roster.counts(another: key, of: own.id) {
            note(
                "witness-key-not-here", place,
                "\(place) counts \(own.id) as a witness with a cosigner key that is not in \(certs.path): nothing is cosigned for others until the authority has another one count, with 'touchstone alliance witness \(own.id)'"
            )
        }
    }
}
