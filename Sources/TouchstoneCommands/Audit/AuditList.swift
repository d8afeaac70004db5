import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import NodeAPI
import Replication
import SignIn

package struct AuditList: ParsableCommand {
    /// Records shown at a time, at most.
    static let limitMax = 10_000

    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The newest records: who, when, for what purpose, what.",
        discussion: """
            Newest first. What a record says of a person is personal data.

            Example: touchstone audit list --person anna --since 2026-11-01
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Option(help: "Of this person only.") var person: String?
    @Option(help: "Of this action only: search, view, export, …") var action: String?
    @Option(help: "Not before this day or moment.") var since: String?
    @Option(help: "Below this record, as the page before said.") var before: UInt64?
    @Option(help: "Records to show, at most \(limitMax).") var limit = 50
    @Option(help: "Another audit log of this folder than the one that is written to.")
    var log: String?

    package init() {}

    package func validate() throws {
        guard (1...Self.limitMax).contains(limit) else {
            throw ValidationError("--limit is between 1 and \(Self.limitMax)")
        }
        if let action, AuditAction(rawValue: action) == nil {
            throw ValidationError("--action is one of \(Self.actions)")
        }
    }

    package func run() throws {
        let query = AuditQuery(
            person: try person.map { try PersonID(parsing: $0) },
            action: action.flatMap(AuditAction.init(rawValue:)))
        if let action = query.action, !AuditAction.known.contains(action) {
            // A later version may have written some.
            Output.remark("warning: this version knows no action '\(action)', but \(Self.actions)")
        }
        let since = try since.map(MomentText.parse) ?? 0
        let folder = try AuditFolder(home)
        let state = try folder.state(log)
        let reading = AuditReading(folder.store, state.origin)
        var lines: [AuditLine] = []
        var next = before
        // A page looks at so many records only; somebody may have done nothing for long.
        repeat {
            let page = try reading.page(before: next, limit: limit - lines.count) {
                $0.at < since || query.takes($0)
            }
            let (fresh, older) = (
                page.lines.filter { $0.at >= since }, page.lines.contains { $0.at < since }
            )
            lines += fresh
            next = older ? nil : page.before
        } while lines.count < limit && next != nil
        let output = AuditLinesOutput(
            origin: state.origin.description, size: state.size,
            records: lines.map(AuditLineOutput.init), before: next)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
    }

    private static let actions = AuditAction.known.map(\.rawValue).joined(separator: ", ")

    private func print(_ output: AuditLinesOutput) {
        var table = Table(["record", "at", "who", "did", "purpose", "results", "about"])
        for line in output.records {
            table.append([
                "\(line.index)", line.at, line.who ?? "", line.action ?? "", line.purpose ?? "",
                line.results.map { String($0) } ?? "", line.about,
            ])
        }
        Output.write(table.isEmpty ? "No record matches." : table.text)
        if let before = output.before { Output.write("There is more: --before \(before)") }
    }
}
