import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct AllianceRemove: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a member: end its logs where they stand, refuse it from then on.",
        discussion: """
            What the member said before counts, later entries never will. Where its logs end is read \
            from checkpoints: of a node on this machine (--from its folder), which must be up to \
            date, or asked of a node over the peer port (--node its URL, --from a member's folder to \
            ask as).

            Example: touchstone alliance remove norvik --home authority --from hub --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "A member's folder: whose record to read, or whose keys to ask with.")
    var from: String?
    @Option(help: "A node's URL to ask for the member's checkpoints.") var node: String?
    @Flag(name: .customLong("void"), help: "Nothing the member ever said counts.")
    var isVoid = false
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        if !isVoid, from == nil {
            throw ValidationError(
                "give the folder of an up-to-date member with --from, or --void")
        }
    }

    package func run() async throws {
        let folder = try AuthorityFolder(home)
        let member = try MemberID(parsing: member)
        guard folder.roster.isActive(member) else {
            throw CommandError(
                "\(member) is no member now; 'touchstone alliance roster' shows who is")
        }
        let open = folder.roster.logs.filter { $0.origin.member == member && $0.scope == .open }
        var ends: [LogOrigin: LogEnd.Until] = [:]
        for log in open { ends[log.origin] = try await end(of: log, folder.roster) }
        var draft = folder.draft()
        try draft.remove(member, logEnds: ends)
        for (origin, end) in ends.sorted(by: { $0.key < $1.key }) {
            switch end {
            case .void: Output.write("\(origin): nothing in it counts")
            case .checkpoint(let size, _):
                Output.write("\(origin): ends after \(Plural.text(size, "entry", "entries"))")
            }
        }
        guard yes else {
            Output.write("Nothing was signed. Say --yes to remove \(member).")
            return
        }
        try folder.publish(draft)
        Output.write(
            "Removed \(member) in register \(draft.roster.version). Put \(folder.home.peers.roster) into the peers/ folder of a running node, from where it spreads."
        )
    }

    /// The end of one log, by a checkpoint that its author signed.
    private func end(
        of log: RosterLog, _ roster: VerifiedRoster
    ) async throws -> LogEnd.Until {
        if isVoid { return .void }
        guard let from else { return .void }
        let source = HomeFolder(from)
        let note: String?
        if let node {
            note = try await PeerQuery(asking: node, as: source).checkpoint(of: log.origin)
        } else {
            // A member without a seat holds nothing of the log, whatever was said in it.
            let reader = try source.certs.tlsIdentity().spiffeID.member
            guard roster.mayRead(reader, log.origin.channel) else {
                throw NodeError.mayNotRead(reader, log.origin.channel)
            }
            note = try SQLiteLogStore(path: source.logDatabase).state(of: log.origin)?.served?
                .noteText
        }
        guard let note else {
            // Nothing was ever seen of it: it ends before its first entry.
            return .checkpoint(size: 0, root: MerkleHash.emptyRoot)
        }
        let verified = try SignedCheckpoint(parsing: note).verified(by: log.key)
        return .checkpoint(size: verified.checkpoint.size, root: verified.checkpoint.root)
    }
}
