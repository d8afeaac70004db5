import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import GS1
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

package struct AllianceRoster: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "roster",
        abstract: "Show the member register; renew it.",
        discussion: """
            Works in the authority's folder and in a member's.

            Example: touchstone alliance roster --home authority --renew 365
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    @Option(help: "Sign the next version, valid this many days from now (authority only).")
    var renew: UInt64?

    package init() {}

    package func validate() throws {
        if let renew, !(1...AuthorityFolder.validDaysMax).contains(renew) {
            throw ValidationError("--renew is between 1 and \(AuthorityFolder.validDaysMax) days")
        }
    }

    package func run() throws {
        if let renew {
            let folder = try AuthorityFolder(home)
            let publication = try folder.publish(folder.draft(validDays: renew))
            if case .published(let note) = publication {
                try show(Roster(parsing: note.text))
                if case .table = format.format { Output.write("\n\(folder.handOut)") }
            } else {
                Output.remark(folder.text(publication, ""))
            }
            return
        }
        try show(Self.newest(in: HomeFolder(home.path)))
    }

    /// The newest register that an authority's or a member's folder holds, verified.
    static func newest(in folder: HomeFolder) throws -> Roster {
        guard DurableFile.exists(folder.logDatabase) else {
            guard DurableFile.exists(folder.peers.roster) else {
                throw CommandError(
                    "\(folder.path) holds no member register; name an authority's or a member's folder with --home"
                )
            }
            return try AuthorityFolder.register(in: folder).roster
        }
        let store = try SQLiteLogStore(path: folder.logDatabase)
        defer { try? store.close() }
        let note = try store.newestRoster().map { try SignedNote(parsing: $0.noteText) }
        let register = try RosterRegister.open(
            folder.certs, folder.peers,
            of: Roster(parsing: (note ?? folder.peers.readRoster()).text).alliance, in: store,
            clock: .system)
        guard let newest = register.newest else {
            throw NodeError.noRegister(folder.peers.roster)
        }
        return newest.roster
    }

    private func show(_ roster: Roster) throws {
        switch format.format {
        case .json: try Output.write(json: RosterOutput(roster))
        case .table:
            var table = Table(["member", "name", "roles", "since", "until", "channels", "endpoint"])
            for member in RosterOutput(roster).members {
                table.append([
                    member.id, member.name, member.roles.joined(separator: ", "), member.from,
                    member.until ?? "", member.channels.joined(separator: ", "),
                    member.endpoint ?? "outbound only",
                ])
            }
            Output.write(
                "Member register \(roster.version) of \(roster.alliance), valid until \(roster.expiresAt)\n"
            )
            Output.write(table.text)
            let output = RosterOutput(roster)
            if !output.witnesses.isEmpty {
                Output.write(
                    "\nWitnesses: \(output.witnesses.joined(separator: ", ")); \(output.quorum) of them confirm."
                )
            }
        }
    }
}

struct RosterOutput: VersionedOutput {
    struct Member: Encodable {
        let id: String
        let name: String
        let roles: [String]
        let active: Bool
        let from: String
        let until: String?
        let endpoint: String?
        let channels: [String]
        let prefixes: [String]
        let codeSchemes: [String]
    }
    struct Channel: Encodable {
        let id: String
        let marking: String
        let members: [String]
    }
    let version = 1
    let alliance: String
    let rosterVersion: UInt64
    let issuedAt: String
    let expiresAt: String
    let members: [Member]
    let channels: [Channel]
    /// Members, or key names of others, whose cosignatures count, and how many of them it takes.
    let witnesses: [String]
    let quorum: Int

    init(_ roster: Roster) {
        alliance = roster.alliance.rawValue
        rosterVersion = roster.version
        issuedAt = roster.issuedAt.description
        expiresAt = roster.expiresAt.description
        members = roster.members.map { member in
            Member(
                id: member.id.rawValue, name: member.name,
                roles: member.currentRoles.map(\.rawValue), active: member.isActive,
                from: member.tenure.from.description,
                until: member.tenure.until?.description, endpoint: member.endpoint?.description,
                channels: roster.channels.filter { $0.isOpen(to: member.id) }.map(\.id.rawValue),
                prefixes: member.prefixes.filter { !$0.tenure.hasEnded }.map(\.prefix.digits),
                codeSchemes: member.codeSchemes.filter { !$0.tenure.hasEnded }.map(\.scheme.name))
        }
        witnesses = roster.witnesses.filter(\.isActive).map { witness in
            roster.members.first { member in
                member.cosignerKeys.contains { $0.key.publicKey == witness.key.publicKey }
            }?.id.rawValue ?? witness.key.name
        }
        quorum = roster.quorum
        channels = roster.channels.map { channel in
            Channel(
                id: channel.id.rawValue, marking: channel.marking.name,
                members: channel.seats.filter { !$0.tenure.hasEnded }.map(\.member.rawValue))
        }
    }
}
