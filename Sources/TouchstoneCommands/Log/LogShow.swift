import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

package struct LogShow: ParsableCommand {
    /// Entries shown at a time, at most.
    static let limitMax: UInt64 = 1_000

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One log: its checkpoint, and what its entries say.",
        discussion: """
            Shows the last entries, unless --from says where to begin.

            Example: touchstone log show ipacc.example/alliance/maison-verel/e1 --from 0 --limit 50
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var log: OriginArgument
    @OptionGroup package var format: FormatOption
    @Option(help: "The first entry to show, counted from 0.") var from: UInt64?
    @Option(help: "Entries to show, at most \(limitMax).") var limit: UInt64 = 20

    package init() {}

    package func validate() throws {
        guard (1...Self.limitMax).contains(limit) else {
            throw ValidationError("--limit is between 1 and \(Self.limitMax)")
        }
    }

    package func run() throws {
        let node = try home.open(isMerged: false)
        let state = try log.state(in: node)
        let start = from ?? state.size - min(limit, state.size)
        guard start <= state.size else {
            throw CommandError(
                "log \(state.origin) has \(state.size) entries, so none begins at \(start)")
        }
        let end = min(state.size, start + limit)
        let output = LogShowOutput(
            logs: [try LogsOutput.Log(state, of: node)],
            checkpoint: try state.served.map {
                try node.logs.servedNotes(
                    of: state.origin, $0, in: node.roster
                ).note
            },
            entries: try entries(of: state.origin, start..<end, in: node))
        try home.recordLook(
            .view, by: "log show",
            of: [.log: state.origin.description, .entry: "\(start)"],
            results: output.entries.count, for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
    }

    private func entries(
        of origin: LogOrigin, _ indexes: Range<EntryIndex>, in node: OpenedNode
    ) throws -> [LogShowOutput.Entry] {
        let stored = StoredEntries(node.logs)
        let witnessed = try node.logs.witnessedPrefix(
            of: origin, by: node.roster.witnessPolicy(for: origin))
        var shown: [LogShowOutput.Entry] = []
        var next = indexes.lowerBound
        while next < indexes.upperBound, let slice = try stored.slice(of: origin, from: next) {
            for entry in try StoredEntry.entries(of: slice) where entry.index < indexes.upperBound {
                shown.append(LogShowOutput.Entry(entry, witnessed))
            }
            next += UInt64(slice.count)
        }
        return shown
    }

    private func print(_ output: LogShowOutput) {
        for log in output.logs {
            Output.write(
                "\(log.origin): \(log.size) entries, \(log.witnessed) independently confirmed\(log.remarks.isEmpty ? "" : ", \(log.remarks)")"
            )
        }
        if let checkpoint = output.checkpoint {
            Output.write(
                "\n"
                    + checkpoint.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { "  " + Table.visible(String($0)) }.joined(separator: "\n"))
        }
        var table = Table(["entry", "signed in", "confirmed", "kind", "says"])
        for entry in output.entries {
            table.append([
                "\(entry.index)", entry.issuedAt,
                entry.witnessedAt ?? ConfirmationWords.text(entry.confirmation), entry.kind,
                entry.says,
            ])
        }
        if !table.isEmpty { Output.write(table.text) }
    }
}

struct LogShowOutput: VersionedOutput {
    struct Entry: Encodable {
        let index: UInt64
        let kind: String
        let issuedAt: String
        /// In base64.
        let leafHash: String
        /// `held`, `erased`, or `inEntry` for kinds that carry their own body.
        let payload: String
        /// In a few words.
        let says: String
        /// `witnessed` or `pending`.
        let confirmation: String
        let witnessedAt: String?

        init(_ entry: StoredEntry, _ witnessed: WitnessedPrefix) {
            let time = witnessed.time(of: entry.index)
            confirmation = (time == nil ? Confirmation.pending : .witnessed).rawValue
            witnessedAt = time.map { MomentText.print($0 * 1_000) }
            index = entry.index
            kind = entry.head.kind.description
            issuedAt = MomentText.print(entry.head.issuedAt)
            leafHash = entry.leafHash.base64
            payload =
                entry.head.kind.isOpen ? "inEntry" : entry.payload == nil ? "erased" : "held"
            says = entry.summary
        }
    }
    let version = 1
    let logs: [LogsOutput.Log]
    /// The signed note that is served; nil before the first signature.
    let checkpoint: String?
    let entries: [Entry]
}
