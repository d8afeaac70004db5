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

    @Flag(help: "Show the rules that it sets besides: quotas, limits, holds, markings.")
    var rules = false

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
            let output = RosterOutput(roster)
            for member in output.members {
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
            if rules { Output.write("\n" + output.rules) }
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
    /// Entries of one log that count, and those after them in which retractions do.
    let entriesPerLog: UInt64
    let retractionsPerLog: UInt64
    let stalenessSeconds: UInt64
    let retention: [Limit]
    let holds: [Hold]

    struct Limit: Encodable {
        let kind: String
        let naturalPersonsOnly: Bool
        let days: UInt64
    }
    struct Hold: Encodable {
        let reference: String
        let log: String
        /// As 3,17-20; nil for all.
        let entries: String?
        let from: String
        let until: String?
    }

    /// For people.
    var rules: String {
        var table = Table(["rule", "of", "is"])
        table.append(["entries that count", "each log", "\(entriesPerLog)"])
        table.append(["retractions after those", "each log", "\(retractionsPerLog)"])
        table.append(["stale after", "each log", Roster.stalenessText(stalenessSeconds)])
        for channel in channels { table.append(["marking", channel.id, channel.marking]) }
        for limit in retention {
            table.append([
                "kept for", limit.kind + (limit.naturalPersonsOnly ? " of natural persons" : ""),
                Plural.text(limit.days, "day"),
            ])
        }
        for hold in holds where hold.until == nil {
            table.append([
                "held", hold.log, "\(hold.entries ?? "all entries") for \(hold.reference)",
            ])
        }
        return table.text
    }

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
        entriesPerLog = roster.quotas.entriesPerLog
        retractionsPerLog = roster.quotas.retractionsPerLog
        stalenessSeconds = roster.stalenessSeconds
        retention = roster.retention.rules.map {
            Limit(
                kind: $0.kind.description, naturalPersonsOnly: $0.naturalPersonsOnly, days: $0.days)
        }
        holds = roster.holds.map {
            Hold(
                reference: $0.reference, log: $0.log.description, entries: $0.entries?.description,
                from: $0.tenure.from.description, until: $0.tenure.until?.description)
        }
        channels = roster.channels.map { channel in
            Channel(
                id: channel.id.rawValue, marking: channel.marking.name,
                members: channel.seats.filter { !$0.tenure.hasEnded }.map(\.member.rawValue))
        }
    }
}
