import AllianceNode
package import ArgumentParser
import Credentials
import Foundation

package struct Validate: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract:
            "Check a folder: keys, certificate, member register, databases, configuration.",
        discussion: """
            Works in a member's folder and in the authority's, changes nothing, and asks nobody; \
            a node may run meanwhile. It reads every database whole. Leaves with 1 when anything \
            is found; what a node mends by itself is a note. It looks at signatures and roots; \
            'touchstone log audit' recomputes every entry.

            Example: touchstone validate --home brand
            """)

    @OptionGroup package var home: HomeOption
    @Option(
        help: ArgumentHelp(
            "A configuration file in the place of touchstone.conf in the folder.",
            valueName: "file"),
        completion: .file())
    var config: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        guard DurableFile.isFolder(home.folder.path) else {
            throw CommandError("\(home.path) is no folder; name a node's folder with --home")
        }
        var validation = HomeValidation(
            home.folder,
            configuration: ConfigurationSources(
                environment: ProcessInfo.processInfo.environment, home: home.folder, file: config),
            clock: .system)
        await validation.run()
        for variable in validation.unknownVariables {
            Output.remark(
                "warning: \(variable) in the environment is no setting; there are \(NodeSetting.allCases.map(\.variable).joined(separator: ", "))"
            )
        }
        for remark in validation.remarks { Output.remark("note: \(Table.visible(remark))") }
        let findings = validation.findings
        switch format.format {
        case .json: try Output.write(json: FindingsOutput(findings: findings))
        case .table:
            for finding in findings { Output.write(Table.visible(finding.text)) }
            if findings.isEmpty {
                Output.write("In order: \(validation.checked.joined(separator: ", ")).")
            }
        }
        if !findings.isEmpty { throw CommandExit.negative }
    }
}

struct FindingsOutput: VersionedOutput {
    let version = 1
    let findings: [HomeValidation.Finding]
}
