import Credentials
import Foundation
import Roster
import TransparencyLog

extension AuthorityFolder {
    /// What has become of a register that this folder's key has signed.
    enum Publication {
        /// Enough keys have signed, and it stands in `peers/`.
        case published(SignedNote)
        /// Others have to sign it; it stands in a file.
        case proposed(RosterProposal, path: String)
    }

    /// Signs the draft. Where enough keys have signed, it is put into `peers/roster.note`, from where a node takes it
    /// up. A change counts where it has arrived: `handOut` says how.
    func publish(_ draft: RosterDraft) throws -> Publication {
        let proposal = try RosterProposal(draft.signed(by: [signer]), after: roster)
        try remember(proposal)
        return try settle(proposal)
    }

    /// The same, and says what was done: `done`, or who has to sign it.
    func publish(_ draft: RosterDraft, _ done: String) throws {
        Output.write(text(try publish(draft), done))
    }

    /// Signs the draft alone, without those before, and has this folder go by it as the members are to.
    /// - Throws: `CommandError` where those before can sign it, or this key alone does not make it.
    func publishForFollowers(_ draft: RosterDraft) throws -> RosterProposal {
        let proposal = try RosterProposal(draft.signed(by: [signer]), after: roster)
        guard proposal.missing.after == 0 else {
            throw CommandError(
                "a register for members to follow is signed by this folder's key alone: have it take 1 key (--threshold 1), this one (--add), and add further ones once members go by it"
            )
        }
        guard proposal.missing.before > 0 else {
            throw CommandError(
                "the keys of register \(roster.version) have signed it: it counts without --without-former-keys"
            )
        }
        try remember(proposal)
        let (version, peers) = (proposal.roster.version, home.peers)
        let keys = proposal.roster.authority.handedOver(after: try home.certs.authorityKeys())
            .settling(version, Roster.digest(of: proposal.note))
        // What every node will check is checked here first.
        _ = try RosterChain(
            trusting: proposal.roster.authority.handedOver(after: [])
                .settling(version, Roster.digest(of: proposal.note)),
            alliance: roster.alliance, restoring: [roster.note, proposal.note])
        try peers.write(roster: proposal.note, version: version)
        try peers.write(roster: proposal.note)
        try home.certs.write(keys)
        return proposal
    }

    func text(_ publication: Publication, _ done: String) -> String {
        switch publication {
        case .published: "\(done) \(handOut)"
        case .proposed(let proposal, let path): Self.text(proposal, path)
        }
    }

    private static func text(_ proposal: RosterProposal, _ path: String) -> String {
        let (before, after) = proposal.missing
        let keys = proposal.wanted.map { "\n  \($0)" }.joined()
        return """
            Register \(proposal.roster.version) is proposed, and nothing of it counts yet: \(Plural.text(max(before, after), "further key")) must sign it, of these:\(keys)
            Send \(path) to whoever holds one: 'touchstone alliance sign \(proposal.fileName) --home <their folder>'. All sign one text, of this SHA-256 (compare it by telephone):
              \(Roster.digest(of: proposal.note).hex)
            """
    }

    /// Before this folder's key signs a register: that is the only one of its version. Two that others complete would
    /// stop the whole alliance. Where no other key can sign there is nobody to agree with.
    /// - Throws: `CommandError` where another one waits here, or was signed here, also where its file is gone.
    func remember(_ proposal: RosterProposal) throws {
        let version = proposal.roster.version
        let path = home.peers.proposal(version: version)
        if DurableFile.exists(path) { try checkIsTheSame(proposal, path) }
        let authority = proposal.roster.authority
        guard roster.roster.authority.currentKeys.count > 1 || authority.currentKeys.count > 1
        else { return }
        let record = home.certs.authoritySigned
        let line = "\(version) \(Roster.digest(of: proposal.note).hex)\n"
        if DurableFile.exists(record) {
            let signed = try DurableFile.text(record, bytesMax: 1_024)
            guard let last = signed.split(separator: " ").first.flatMap({ UInt64($0) }) else {
                throw CredentialsError.malformed(
                    path: record, problem: "it says of no register that this key has signed it")
            }
            guard last < version || signed == line else {
                throw CommandError(
                    "this key has signed register \(signed.trimmingCharacters(in: .newlines)): if another of its version is completed too, the whole alliance stops. Put the others' peers/*.note into \(home.peers.path) where it counts; where it never will, and nobody else will sign it, delete \(record)"
                )
            }
        }
        try DurableFile.write(line, to: record, mode: .secret, replacing: true)
    }

    private func checkIsTheSame(_ proposal: RosterProposal, _ path: String) throws {
        guard try !Self.readNote(path).text.utf8.elementsEqual(proposal.note.text.utf8) else {
            return
        }
        throw CommandError(
            "\(path) is another register \(proposal.roster.version): look at it with 'touchstone alliance sign', and have it signed by others; or, where nobody will, delete it, and \(home.certs.authoritySigned) where this key has signed it"
        )
    }

    /// Puts a register that enough keys have signed into `peers/`, and one that waits for others beside it, with the
    /// signatures that came before.
    func settle(_ signed: RosterProposal) throws -> Publication {
        var proposal = signed
        let (peers, version) = (home.peers, proposal.roster.version)
        let path = peers.proposal(version: version)
        if DurableFile.exists(path) {
            try proposal.add(signaturesOf: Self.readNote(path))
            if !proposal.isComplete { try checkIsTheSame(proposal, path) }
        }
        guard proposal.isComplete else {
            try DurableFile.write(
                proposal.note.description, to: path, mode: .open, replacing: true)
            return .proposed(proposal, path: path)
        }
        // What every node will check is checked here first.
        _ = try RosterChain(
            trusting: roster.roster.authority.handedOver(after: []), alliance: roster.alliance,
            restoring: [roster.note, proposal.note])
        try peers.write(roster: proposal.note, version: version)
        try peers.write(roster: proposal.note)
        try handOver(proposal.roster.authority)
        if DurableFile.exists(path) { try DurableFile.remove(path) }
        return .published(proposal.note)
    }

    static func readNote(_ path: String) throws -> SignedNote {
        do {
            return try SignedNote(parsing: DurableFile.read(path, bytesMax: SignedNote.bytesMax))
        } catch let error as TransparencyLogError {
            throw CommandError("\(path) is no member register: \(error)")
        }
    }
}

extension RosterProposal {
    /// As the folder of whoever made it has it.
    fileprivate var fileName: String { "roster-\(roster.version).proposal" }
}
