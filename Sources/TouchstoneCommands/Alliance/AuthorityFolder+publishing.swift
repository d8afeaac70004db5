import Credentials
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
        try checkIsOnly(proposal)
        return try settle(proposal)
    }

    /// The same, and says what was done: `done`, or who has to sign it.
    func publish(_ draft: RosterDraft, _ done: String) throws {
        Output.write(text(try publish(draft), done))
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
            Register \(proposal.roster.version) is proposed, and nothing of it counts yet: \(Plural.text(max(before, after), "further key", "further keys")) must sign it, of these:\(keys)
            Send \(path) to whoever holds one: 'touchstone alliance sign \(proposal.fileName) --home <their folder>'.
            """
    }

    /// A key that signs two registers in the place of one, each of them with others, could stop the alliance.
    /// - Throws: `CommandError` where another one waits here that this key has signed.
    func checkIsOnly(_ proposal: RosterProposal) throws {
        let path = home.peers.proposal(version: proposal.roster.version)
        guard DurableFile.exists(path) else { return }
        let waiting = try Self.readProposal(path)
        guard !waiting.text.utf8.elementsEqual(proposal.note.text.utf8),
            waiting.signatures.contains(where: signer.verifierKey.isClaimed(by:))
        else { return }
        throw CommandError(
            "\(path) is another register \(proposal.roster.version), and this key has signed it: if both are completed, the whole alliance stops. Have it signed by others ('touchstone alliance sign'); or, where nobody else has it or will sign it, delete it"
        )
    }

    /// Puts a register that enough keys have signed into `peers/`, and one that waits for others beside it.
    func settle(_ proposal: RosterProposal) throws -> Publication {
        let (peers, version) = (home.peers, proposal.roster.version)
        let path = peers.proposal(version: version)
        guard proposal.isComplete else {
            try DurableFile.write(
                proposal.note.description, to: path, mode: .open, replacing: true)
            return .proposed(proposal, path: path)
        }
        // What every node will check is checked here first.
        let chain = try RosterChain(
            trusting: roster.roster.authority.handedOver, alliance: roster.alliance,
            restoring: [roster.note, proposal.note])
        guard chain.newest?.version == version else { throw RosterError.frozen(version: version) }
        try peers.write(roster: proposal.note, version: version)
        try peers.write(roster: proposal.note)
        try handOver(proposal.roster.authority)
        if DurableFile.exists(path) { try DurableFile.remove(path) }
        return .published(proposal.note)
    }

    static func readProposal(_ path: String) throws -> SignedNote {
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
