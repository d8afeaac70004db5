import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import MarkRecognition
import Statements

package struct RightAliases: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "aliases",
        abstract: "Propose names under which a mark is also met, for somebody to choose from.",
        discussion: """
            What other rights call the mark, and its spelling in other scripts as it sounds; each is \
            one that the recogniser finds the mark in. Nothing is stated: what is right goes into \
            'touchstone right add --alias'. Leaves with 1 when there is none to propose.

            Example: touchstone right aliases --mark Verel --format json
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Option(help: "The mark.") var mark: String
    @Option(
        name: .customLong("alias"), help: "A name that the right has already, as language=name.")
    var aliases: [String] = []
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open()
        let taken = try aliases.map { try AliasOption($0).name.name }
        let proposer = AliasProposer(try node.markRegister())
        let proposals: [AliasProposal]
        do throws(RecognitionError) {
            proposals = try proposer.proposals(for: mark, without: taken)
        } catch {
            throw CommandError("--mark: \(error)")
        }
        let output = AliasesOutput(mark: mark, proposals: proposals.map { .init($0) })
        try home.recordLook(
            .view, by: "right aliases", of: [.proposed: mark], results: proposals.count,
            for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["language", "script", "name", "made by", "found", "of"])
            for proposal in output.proposals {
                table.append([
                    proposal.language, proposal.script, proposal.name, proposal.rule,
                    "\(proposal.confidence)", proposal.member ?? "",
                ])
            }
            Output.write(
                table.isEmpty ? "No name is proposed for \(Table.visible(mark))." : table.text)
        }
        if proposals.isEmpty { throw CommandExit.negative }
    }
}

/// What is proposed for a mark: the JSON of `right aliases`.
struct AliasesOutput: VersionedOutput {
    struct Proposal: Encodable {
        let language: String
        let script: String
        let name: String
        /// What made it.
        let rule: String
        /// Whose right has it, where it is known.
        let member: String?
        /// How sure the recogniser finds the mark in it.
        let confidence: Double
        let found: [String]

        init(_ proposal: AliasProposal) {
            language = proposal.language
            script = proposal.script
            name = proposal.name
            rule = proposal.rule.rawValue
            member = proposal.owner?.rawValue
            confidence = RecognisedLine.Hit.rounded(proposal.confidence)
            found = proposal.found.map(\.rawValue)
        }
    }

    let version = 1
    let mark: String
    let proposals: [Proposal]
}
