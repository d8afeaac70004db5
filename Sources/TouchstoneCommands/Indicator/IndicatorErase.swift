import AllianceNames
import AllianceNode
package import ArgumentParser
import CRDT
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

package struct IndicatorErase: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Propose to erase what this member said of an identifier, everywhere.",
        discussion: """
            Signs an erasure certificate for this member's own statements, also those withdrawn, and \
            writes it to a file. The authority countersigns it ('alliance countersign-erasure'); until \
            then nothing is erased. Other members' statements are theirs to erase, or the authority's by \
            legal order. Leaves with 1 when there is nothing of one's own.

            Example: touchstone indicator erase phone "+49 30 901820" --reason request --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var reason: ErasureReasonOption
    @OptionGroup package var format: FormatOption
    @Option(help: "The folder to write the certificate into.", completion: .directory)
    var output = "."
    @Flag(help: "Sign; without this, only say what would be signed.") var yes = false

    package init() {}

    package func run() throws {
        let indicator = try identifier.indicator()
        let channel = try channel.channel()
        let node = try home.open()
        let certificates = try certificates(of: indicator, in: channel, at: node)
        guard !certificates.isEmpty else {
            Output.remark(
                "\(node.member) has said nothing of \(indicator.type) \(Table.visible(indicator.value)) in channel \(channel) that could be erased"
            )
            throw CommandExit.negative
        }
        if format.format == .table {
            for certificate in certificates {
                Output.write(try ErasureSummary(certificate, from: node.logs).text)
            }
        }
        let proposing = ErasureProposing(node: node, home: home.path)
        let signed = try certificates.map(proposing.signed)
        guard yes else {
            Output.remark("Nothing was signed. Say --yes to propose it.")
            return
        }
        let proposed = try signed.map { try proposing.propose($0, to: output) }
        if format.format == .table { for (_, said) in proposed { Output.write(said) } }
        if format.format == .json {
            try Output.write(json: ErasuresOutput(proposed.map(\.record), by: node.roster))
        }
    }

    /// For each log that this member has said something of the identifier in, whether or not it counts.
    private func certificates(
        of indicator: Indicator, in channel: ChannelID, at node: OpenedNode
    ) throws -> [ErasureCertificate] {
        var indexes: [LogOrigin: [EntryIndex]] = [:]
        var last: StatementDot?
        let key = ViewKey(indicator)
        while true {
            let rows = try node.view.rows(
                underHash: key.hash, in: [channel], after: last, limit: ViewRow.readOfEachLogMax)
            for row in rows where row.dot.log.member == node.member {
                if try row.belongs(to: key) {
                    indexes[row.dot.log, default: []].append(row.dot.index)
                }
            }
            guard let next = rows.last?.dot else { break }
            last = next
        }
        let reason = try reason.reason()
        let now = UTCTimestamp(millisecondsSince1970: node.clock.now())
        return try indexes.sorted { $0.key < $1.key }.flatMap { origin, indexes in
            try ErasureCertificate.certificates(
                of: origin, entries: EntryRanges(indexes), reason: reason, issuedAt: now)
        }
    }
}
