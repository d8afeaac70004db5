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

    /// The register of the authority's folder, which has no database.
    mutating func checkRegisterFile(_ authorityKeys: [VerifierKey]) {
        let peers = home.peers
        let roster = attempt(peers.roster) { () throws -> VerifiedRoster? in
            let note = try peers.readRoster()
            var chain = RosterChain(
                trusting: authorityKeys, alliance: try Roster(parsing: note.text).alliance)
            _ = try chain.accept(note)
            return chain.newest
        }
        if let roster = roster ?? nil { checkPeriod(of: roster, peers.roster) }
    }

    /// The newest register that the folder holds; nil where it holds none that verifies.
    mutating func checkRegister(
        _ authorityKeys: [VerifierKey], _ alliance: AllianceID, _ record: HeldRecord?
    ) -> VerifiedRoster? {
        let peers = home.peers
        var chain = RosterChain(trusting: authorityKeys, alliance: alliance)
        var records: [SignedNote] = []
        if let record {
            records =
                attempt(home.logDatabase) {
                    try record.rosters.map { try SignedNote(parsing: $0.noteText) }
                } ?? []
        }
        // Rivals last, as a node takes them.
        var rivals: [SignedNote] = []
        for record in records {
            _ = attempt(home.logDatabase) {
                let version = try Roster(parsing: record.text).version
                if chain.note(version: version) != nil {
                    rivals.append(record)
                } else {
                    _ = try chain.accept(record)
                }
            }
        }
        for rival in rivals { _ = attempt(home.logDatabase) { try chain.accept(rival) } }
        takeUpFiles(into: &chain)
        if let fork = chain.fork {
            note(
                "roster-fork", home.logDatabase,
                "\(fork): no further register is taken up until the members have settled which counts ('touchstone alliance conflict' shows both)"
            )
        }
        guard let newest = chain.newest else {
            note("no-register", peers.roster, NodeError.noRegister(peers.roster).description)
            return nil
        }
        checkPeriod(of: newest, peers.roster)
        return newest
    }

    /// The registers in `peers/`, as a node takes them up.
    private mutating func takeUpFiles(into chain: inout RosterChain) {
        let peers = home.peers
        let newest = chain.newest?.version
        // The newest of which those before it are not here.
        var missing: (path: String, found: UInt64)?
        for version in attempt(peers.path, { try peers.rosterVersions() }) ?? []
        where newest.map({ version > $0 }) ?? true {
            takeUp(peers.roster(version: version), into: &chain, &missing) {
                try peers.readRoster(version: version)
            }
        }
        if DurableFile.exists(peers.roster) {
            takeUp(peers.roster, into: &chain, &missing) { try peers.readRoster() }
        }
        // Until then commands go by the older one.
        if let gap = missing, let newest = chain.newest?.version, gap.found > newest {
            note(
                "missing-versions", gap.path,
                "\(gap.path) is version \(gap.found) of the member register, and those between it and version \(newest) are not here: put all of the authority's peers/*.note there; a running node fetches them from others"
            )
        }
    }

    private mutating func takeUp(
        _ path: String, into chain: inout RosterChain,
        _ missing: inout (path: String, found: UInt64)?, _ read: () throws -> SignedNote
    ) {
        let held = chain
        var gap: UInt64?
        let extended = attempt(path) { () throws -> RosterChain in
            var chain = held
            do {
                _ = try chain.accept(read())
            } catch RosterError.beforeFirst {
                return held
            } catch RosterError.missingVersions(_, let found) {
                gap = found
                return held
            }
            return chain
        }
        chain = extended ?? held
        if let gap, gap > missing?.found ?? 0 { missing = (path, gap) }
    }

    private mutating func checkPeriod(of roster: VerifiedRoster, _ path: String) {
        checkEnd(
            of: "version \(roster.version) of the member register", roster.roster.expiresAt,
            "roster", path, renew: Self.renewRegister)
        looked(at: "member register \(roster.version)")
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
