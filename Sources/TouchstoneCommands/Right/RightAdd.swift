import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Statements

package struct RightAdd: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "State a right that this member owns, with its names in every language.",
        discussion: """
            It is signed into this member's log. A mark is recognised by its title and by each \
            --alias, in whatever script; 'touchstone right aliases' proposes some.

            Example: touchstone right add --kind trademark --office EUIPO --number 018012345 \
            --title Verel --jurisdiction EM --class 18 --class 25 --alias zh=薇蕾
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "\(Right.Kind.nameList).") var kind = Right.Kind.trademark.name
    @Option(
        help: "The registering office: EUIPO, USPTO, WIPO, ... or its two letters in WIPO ST.3.")
    var office: String
    @Option(help: "The registration number, as the office writes it.") var number: String
    @Option(help: "The mark, or the title of the work.") var title: String
    @Option(name: .customLong("jurisdiction"), help: "Where it holds, as two letters: DE, EM, ...")
    var jurisdictions: [String] = []
    @Option(name: .customLong("class"), help: "A class of the Nice Classification, 1 to 45.")
    var classes: [Int] = []
    @Option(help: "In force from, as 2026-11-23.") var validFrom: String?
    @Option(help: "In force until.") var validUntil: String?
    @Option(name: .customLong("alias"), help: "Its name in another language, as language=name.")
    var aliases: [String] = []
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        _ = try Right.Kind.named(kind, by: "--kind")
        for name in [office] + jurisdictions { _ = try OfficeName.checked(name) }
    }

    package func run() async throws {
        let right = try right()
        let node = try home.open()
        let written = try await node.report([.right(right)], to: channel.channel())
        let output = RightsOutput(
            rights: written.indexes.map {
                .init(right, origin: written.origin, index: $0)
            })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            for right in output.rights {
                Output.write(
                    "Stated \(right.kind) \(Table.visible(right.title)) (\(right.key)): signed as entry \(right.index) of \(right.origin)"
                )
            }
        }
    }

    private func right() throws -> Right {
        Right(
            kind: try .named(kind, by: "--kind"), office: OfficeName.code(of: office),
            registrationNumber: number,
            title: title, jurisdictions: jurisdictions.map { OfficeName.code(of: $0) },
            niceClasses: classes, validFrom: try validFrom.map(MomentText.parse),
            validUntil: try validUntil.map(MomentText.parse),
            aliases: try aliases.map { try AliasOption($0).name })
    }
}
