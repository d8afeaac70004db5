import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Evidence
import Replication
import Roster
import TransparencyLog

package struct EvidenceVerify: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify evidence from files alone: no network.",
        discussion: """
            FILE is what 'evidence make' or 'evidence export' wrote, or a bare fork proof with the \
            member registers beside it (--roster, the oldest first). The authority's key comes from a \
            source you trust: as it was read to you, or the certs/ of a folder (--home). --capture \
            compares a file that travels beside a bundle with the digest in it.

            Leaves with 0 when the evidence holds, with 1 when it does not, and with 2 when a file \
            cannot be read as what it should be.

            Example: touchstone evidence verify norvik.evidence --authority authority.vkey
            """)

    @Argument(help: "The evidence.", completion: .file()) var file: String
    @OptionGroup package var authority: AuthorityOption
    @Option(
        name: .customLong("roster"), help: "A member register note, for a bare fork proof.",
        completion: .file())
    var rosters: [String] = []
    @Option(
        name: .customLong("capture"),
        help: "A file that travels beside a bundle: is it one that the bundle names?",
        completion: .file())
    var captures: [String] = []
    @Option(help: "A node's folder: trust its authority keys, and use its member registers.")
    var home: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        if authority.named.isEmpty, home == nil {
            throw ValidationError(
                "name the authority's key with --authority, or a folder with --home")
        }
    }

    package func run() throws {
        let bytes = try DurableFile.read(file, bytesMax: EvidenceFile.bytesMax)
        if EvidenceBundle.isMeant(by: bytes) {
            return try BundleVerification(
                keys: trustedKeys(), captures: captures, format: format.format
            ).run(try BundleFile.parse(bytes, file))
        }
        guard captures.isEmpty else {
            throw CommandError("\(file) is no evidence bundle, so no capture belongs to it")
        }
        let evidence = try read(bytes)
        let proof: ForkProof
        do {
            proof = try ForkProof(parsing: evidence.forkProof)
        } catch {
            throw CommandError("\(file) holds no fork proof: \(error)")
        }
        let refusal: (text: String, keyword: String)?
        var name: String?
        do {
            let roster = try chain(evidence.rosters, of: proof)
            let origin = try LogOrigin(parsing: proof.origin)
            guard let key = roster.logKey(for: origin) else {
                throw CommandError(
                    "version \(roster.version) of the member register knows no log \(origin); a newer one may"
                )
            }
            name = roster.member(origin.member)?.name
            _ = try proof.verified(by: key)
            refusal = nil
        } catch let error as TransparencyLogError {
            refusal = (error.description, error.keyword)
        } catch let error as RosterError {
            refusal = (error.description, error.keyword)
        }
        try print(proof, name, refusal)
        if refusal != nil { throw CommandExit.negative }
    }

    private func print(
        _ proof: ForkProof, _ name: String?, _ refusal: (text: String, keyword: String)?
    ) throws {
        let origin = try LogOrigin(parsing: proof.origin)
        let fork = ForkOutput.Fork(proof, origin: origin, dropped: [])
        switch format.format {
        case .json:
            try Output.write(
                json: EvidenceVerifyOutput(evidence: [
                    .init(
                        fork: fork, name: name, holds: refusal == nil, reason: refusal?.text,
                        keyword: refusal?.keyword)
                ]))
        case .table:
            if let refusal {
                Output.write("The evidence does not hold: \(Table.visible(refusal.text))")
            } else {
                Output.write("The evidence holds. \(fork.sentence)")
                Output.write(
                    "The key is that of \(Table.visible(name ?? origin.member.rawValue)), by the member register that the authority signed."
                )
            }
        }
    }

    // MARK: Files

    private func read(_ bytes: [UInt8]) throws -> EvidenceFile {
        var evidence: EvidenceFile
        if bytes.first == UInt8(ascii: "{") {
            do {
                evidence = try EvidenceFile(parsing: bytes)
            } catch {
                guard case .malformed(let detail) = error else { throw error }
                throw CommandError("\(file) is no evidence: \(detail)")
            }
        } else {
            evidence = EvidenceFile(
                forkProof: String(decoding: bytes, as: UTF8.self), rosters: [])
        }
        if !rosters.isEmpty {
            evidence = EvidenceFile(
                forkProof: evidence.forkProof,
                rosters: try rosters.map {
                    try DurableFile.text($0, bytesMax: SignedNote.bytesMax)
                })
        }
        return evidence
    }

    private func trustedKeys() throws -> AuthorityKeys {
        let told = try authority.keys()
        guard let home else { return told }
        return try told.joined(with: HomeFolder(home).certs.authorityKeys())
    }

    /// The newest roster of the chain that the authority's keys begin.
    private func chain(_ notes: [String], of proof: ForkProof) throws -> VerifiedRoster {
        if notes.isEmpty, let home {
            let newest = try OpenedNode(HomeFolder(home)).roster
            guard newest.roster.authority.threshold >= authority.threshold else {
                throw CommandError(
                    "member register \(newest.version) of \(home) takes \(Plural.text(newest.roster.authority.threshold, "key")) of the authority, and \(authority.threshold) were told"
                )
            }
            return newest
        }
        var read: [SignedNote] = []
        for text in notes {
            do {
                let note = try SignedNote(parsing: text)
                if !read.contains(where: { $0.text == note.text }) { read.append(note) }
            } catch {
                throw CommandError("a member register beside the proof is no signed note: \(error)")
            }
        }
        let chain = try RosterChain(
            trusting: trustedKeys(), alliance: LogOrigin(parsing: proof.origin).alliance,
            restoring: read)
        guard let newest = chain.newest else {
            throw CommandError(
                "\(file) has no member register beside it; name the notes with --roster, or a folder with --home"
            )
        }
        return newest
    }
}

struct EvidenceVerifyOutput: VersionedOutput {
    struct Piece: Encodable {
        let fork: ForkOutput.Fork
        /// The member's, by the member register.
        let name: String?
        let holds: Bool
        /// Why it does not.
        let reason: String?
        let keyword: String?
    }
    let version = 1
    let evidence: [Piece]
}
