import AllianceNames
import AllianceNode
package import ArgumentParser
import CRDT
import MergedView
import SQLiteStore
import Statements

package struct RightList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The rights that members have stated, each as stated last.",
        discussion: "Example: touchstone right list --member maison-verel")

    /// Rights read from the view at a time.
    private static let pageRows = 500

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Option(name: .customLong("member"), help: "Only what this member states.")
    var members: [String] = []

    package init() {}

    package func run() throws {
        let members = Set(try members.map { try MemberID(parsing: $0) })
        let node = try home.open()
        let output = RightsOutput(
            rights: try newest(in: node).filter {
                members.isEmpty || members.contains($0.log.member)
            }
            .compactMap { dot in
                guard case .right(let right)? = try node.statement(at: dot) else { return nil }
                return .init(right, origin: dot.log, index: dot.index)
            })
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

    /// What counts: of each member the newest statement about each right, by member and right.
    private func newest(in node: OpenedNode) throws -> [StatementDot] {
        struct Key: Hashable, Comparable {
            let member: MemberID
            let right: String

            static func < (left: Self, right: Self) -> Bool {
                (left.member, left.right) < (right.member, right.right)
            }
        }
        let scope = try node.scope()
        let channels = node.channels
        var newest: [Key: ViewRow] = [:]
        var last: StatementDot?
        while true {
            let page = try node.view.rows(
                underHash: ViewKey.allRights.hash, in: channels, after: last,
                limit: Self.pageRows)
            for row in page where scope.standing(of: row) == .live {
                guard try row.belongs(to: .allRights),
                    case .right(let body) = try row.decoded().body
                else { continue }
                let key = Key(member: row.dot.log.member, right: body.registration)
                if let held = newest[key], held.dot.isAfter(row.dot) { continue }
                newest[key] = row
            }
            guard page.count == Self.pageRows else { break }
            last = page.last?.dot
        }
        return newest.sorted { $0.key < $1.key }.map(\.value.dot)
    }
}

extension StatementDot {
    /// Of two statements of one member: no clock decides, only epoch and place in the log.
    fileprivate func isAfter(_ other: StatementDot) -> Bool {
        (log.epoch, index) > (other.log.epoch, other.index)
    }
}
