import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Replication

package struct AuditShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One record, whole.",
        discussion: "Example: touchstone audit show 1204")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The number of the record, counted from 0.") var index: UInt64
    @Option(help: "Another audit log of this folder than the one that is written to.")
    var log: String?

    package init() {}

    package func run() throws {
        let folder = try AuditFolder(home)
        let state = try folder.state(log)
        let lines = try AuditReading(folder.store, state.origin).lines(from: index, limit: 1)
        guard let line = lines.first else {
            throw CommandError(
                "audit log \(state.origin) has \(state.size) records, and none is number \(index)")
        }
        let output = AuditLinesOutput(
            origin: state.origin.description, size: state.size, records: [AuditLineOutput(line)],
            before: nil)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: for record in output.records { print(record) }
        }
    }

    private func print(_ record: AuditLineOutput) {
        var rows: [(String, String?)] = [
            ("record", "\(record.index)"), ("at", record.at), ("content", record.content),
            ("who", record.who), ("roles", record.roles?.joined(separator: ", ")),
            ("signed in", record.signedIn), ("purpose", record.purpose), ("did", record.action),
        ]
        rows += record.details.sorted { $0.key < $1.key }.map { ("- \($0.key)", $0.value) }
        rows += [
            ("results", record.results.map { String($0) }),
            ("rows", record.rows.map { String($0) }),
            ("status", record.status.map { String($0) }), ("route", record.route),
            ("request", record.request), ("leaf hash", record.leafHash),
        ]
        var table = Table(["of", "is"])
        for (name, value) in rows {
            if let value { table.append([name, value]) }
        }
        Output.write(table.text)
    }
}
