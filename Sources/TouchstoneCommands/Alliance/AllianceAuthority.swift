import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct AllianceAuthority: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "authority",
        abstract: "Whose keys sign member registers, and how many of them it takes; change both.",
        discussion: """
            The register that changes them takes as many signatures as the keys before ask for, and as many \
            as those from then on do. A stolen key ends with --end, signed by the others; where there is \
            only one key, whoever has it is the authority, so have three, of which two sign.

            Where too many keys are lost for that, --without-former-keys has this folder's key make the \
            register alone. It counts nowhere until members go by it, each by its own decision, with \
            'touchstone alliance follow'. Add further keys once they do.

            Without options it lists the keys, in an authority's folder and in a member's.

            Example: touchstone alliance authority --add authority-key.note --threshold 2 --home authority
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Option(
        name: .customLong("add"),
        help: "A key, as 'alliance new-key' made the file; for several, give it once each.",
        completion: .file())
    var added: [String] = []
    @Option(
        name: .customLong("end"),
        help:
            "A key that signs no more: as it is listed, or its 8 hexadecimal digits; for several, give it once each."
    )
    var ended: [String] = []
    @Option(help: "How many of the keys it takes; default, where some are added, more than half.")
    var threshold: Int?
    @Flag(
        name: .customLong("without-former-keys"),
        help: "The keys before cannot sign: make the register for members to follow.")
    var withoutFormer = false
    @Flag(help: "End keys, or have no majority sign; without this, only say what would be done.")
    var yes = false

    package init() {}

    package func run() throws {
        guard !added.isEmpty || !ended.isEmpty || threshold != nil else {
            return try list(AllianceRoster.newest(in: HomeFolder(home.path)))
        }
        let folder = try AuthorityFolder(home, isNewcomer: withoutFormer)
        let authority = folder.roster.roster.authority
        let ending = try ended.map { try key($0, of: authority.currentKeys) }
        let keys = try authority.currentKeys.filter { !ending.contains($0) } + offered(to: folder)
        // Else two could sign two registers in the place of one, who know nothing of each other.
        let majority = keys.count / 2 + 1
        let threshold =
            threshold ?? (added.isEmpty ? authority.threshold : max(majority, authority.threshold))
        guard (1...max(keys.count, 1)).contains(threshold), !keys.isEmpty else {
            throw CommandError(
                "\(Plural.text(keys.count, "key")) would be left, of which \(threshold) were to sign; say with --threshold how many"
            )
        }
        var draft = folder.draft()
        draft.setAuthority(keys, threshold: threshold)
        guard draft.hasChanges else {
            Output.write("That is so already; nothing was signed.")
            return
        }
        let after =
            "A register takes \(threshold) of \(Plural.text(keys.count, "key")) from version \(draft.roster.version) on."
        if threshold < majority {
            Output.remark(
                "note: \(threshold) of \(keys.count) is no majority: two registers could be signed in the place of one without anybody who signed both, and would stop the alliance"
            )
        }
        guard ending.isEmpty && threshold >= majority || yes else {
            let what =
                ending.isEmpty
                ? "have no majority sign"
                : "end \(ending.map(\.description).joined(separator: ", ")) for good"
            Output.write(
                """
                \(after)
                Nothing was signed. Say --yes to \(what).
                """)
            return
        }
        guard !withoutFormer else { return try publishForFollowers(draft, in: folder) }
        let publication = try folder.publish(draft)
        Output.write(folder.text(publication, after))
        if case .published = publication {
            Output.write(
                "Who joins or checks evidence from now on needs \(folder.home.certs.authorityVerifierKeys) as it is now."
            )
        }
    }

    private func publishForFollowers(_ draft: RosterDraft, in folder: AuthorityFolder) throws {
        let proposal = try folder.publishForFollowers(draft)
        let digest = Roster.digest(of: proposal.note).hex
        Output.write(
            """
            Register \(proposal.roster.version) is signed by \(folder.signer.verifierKey) alone, and counts in this folder and nowhere else.
            Send it to every member with those that it was made from, \(folder.home.peers.path)/*.note, and have them compare the SHA-256 of its text with each other in person:
              \(digest)
            Each goes by it with 'touchstone alliance follow roster-\(proposal.roster.version).note --sha256 <as it was read out> --home <its folder>'.
            """)
    }

    /// The keys to add, each once.
    private func offered(to folder: AuthorityFolder) throws -> [VerifierKey] {
        var keys: [VerifierKey] = []
        for path in added {
            let offered = try AuthorityKeyOffer(file: path, of: folder.roster.alliance).key
            let known = folder.roster.roster.authority.keys.first {
                $0.key.publicKey == offered.publicKey
            }
            if let known {
                throw CommandError(
                    known.tenure.hasEnded
                        ? "\(offered) was the authority's and ended: it cannot return; have another made with 'touchstone alliance new-key'"
                        : "\(offered) is the authority's already")
            }
            if !keys.contains(offered) { keys.append(offered) }
        }
        return keys
    }

    private func key(_ text: String, of keys: [VerifierKey]) throws -> VerifierKey {
        let named = keys.filter { key in
            key.description == text
                || key.description.hasPrefix("\(key.name)+\(text.lowercased())+")
        }
        guard let key = named.first, named.count == 1 else {
            throw CommandError(
                "'\(text.prefix(300))' is none of the authority's keys now; 'touchstone alliance authority' lists them"
            )
        }
        return key
    }

    private func list(_ roster: Roster) throws {
        let output = AuthorityOutput(roster)
        guard case .table = format.format else { return try Output.write(json: output) }
        var table = Table(["key", "since", "until"])
        for key in output.keys { table.append([key.key, key.from, key.until ?? ""]) }
        Output.write(table.text)
        let open = output.keys.count { $0.until == nil }
        Output.write("\nA register takes \(output.threshold) of \(Plural.text(open, "key")).")
    }
}

/// Whose keys sign registers.
struct AuthorityOutput: VersionedOutput {
    struct Key: Encodable {
        let key: String
        let from: String
        let until: String?
    }
    let version = 1
    let alliance: String
    let rosterVersion: UInt64
    let threshold: Int
    let keys: [Key]

    init(_ roster: Roster) {
        alliance = roster.alliance.rawValue
        rosterVersion = roster.version
        threshold = roster.authority.threshold
        keys = roster.authority.keys.map {
            Key(
                key: $0.key.description, from: $0.tenure.from.description,
                until: $0.tenure.until?.description)
        }
    }
}
