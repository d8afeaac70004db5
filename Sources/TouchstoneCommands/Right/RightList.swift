import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import CRDT
import MergedView
import NodeAPI

package struct RightList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The rights that members have stated, each as stated last.",
        discussion: "Example: touchstone right list --member maison-verel")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption
    @Option(name: .customLong("member"), help: "Only what this member states.")
    var members: [String] = []

    package init() {}

    package func run() throws {
        let members = Set(try members.map { try MemberID(parsing: $0) })
        let node = try home.open()
        let output = RightsOutput(
            rights: try node.statedRights(of: members).map {
                .init($0.right, origin: $0.dot.log, index: $0.dot.index)
            })
        try home.recordLook(
            .view, by: "right list", results: output.rights.count, for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table([
                "owner", "kind", "mark or title", "registration", "holds in", "classes", "until",
                "also written",
            ])
            for right in output.rights {
                table.append([
                    right.member, right.kind, right.title, right.key,
                    right.jurisdictions.joined(separator: ", "),
                    right.classes.map { "\($0)" }.joined(separator: ", "),
                    String(right.validUntil?.prefix(10) ?? ""),
                    right.aliases.map(\.name).joined(separator: ", "),
                ])
            }
            Output.write(table.isEmpty ? "No right is stated." : table.text)
        }
    }
}
