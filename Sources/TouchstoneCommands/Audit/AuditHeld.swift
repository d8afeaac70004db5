import AllianceNode
package import ArgumentParser
import AuditTrail
import SignIn

package struct AuditHeld: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "held",
        abstract: "The exports that wait for a second person.",
        discussion: "Example: touchstone audit held")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let node = try home.open(isMerged: false)
        let held = try await node.exportDesk(rowsMax: 0).held()
        let output = AuditHeldOutput(
            exports: held.map {
                .init(
                    number: $0.index, at: MomentText.print($0.at), who: $0.who.name,
                    purpose: $0.purpose?.description, rows: $0.rows, details: $0.details)
            })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["number", "at", "who", "rows", "purpose", "about"])
            for export in output.exports {
                table.append([
                    "\(export.number)", export.at, export.who, "\(export.rows)",
                    export.purpose ?? "", AuditLineOutput.words(export.details),
                ])
            }
            Output.write(table.isEmpty ? "No export waits." : table.text)
        }
    }
}

struct AuditHeldOutput: VersionedOutput {
    struct Export: Encodable {
        let number: UInt64
        let at: String
        let who: String
        let purpose: String?
        let rows: UInt64
        let details: [String: String]
    }
    let version = 1
    let exports: [Export]
}
