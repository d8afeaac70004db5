import AllianceNames
package import ArgumentParser
import Credentials
import Evidence
import Statements

package struct EvidenceOpen: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Show whose report it is that another member published.",
        discussion: """
            OPENING is what the console gives to the member that was not named, or to the one that \
            published for it; FILE is what 'evidence make' wrote of the identifier. Nothing else is \
            asked: no network.

            Leaves with 0 when the opening opens a report of the file, with 1 when it does not, and \
            with 2 when a file cannot be read as what it should be.

            Example: touchstone evidence open report.opening shop.evidence.tar --authority authority.vkey
            """)

    @Argument(help: "The opening.", completion: .file()) var opening: String
    @Argument(help: "What 'evidence make' wrote.", completion: .file()) var file: String
    @OptionGroup package var authority: AuthorityOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws { try authority.need() }

    package func run() throws {
        let opening: OriginOpening
        do {
            opening = try OriginOpening(
                parsing: DurableFile.read(self.opening, bytesMax: OriginOpening.bytesMax))
        } catch let error as StatementError {
            throw CommandError("\(self.opening) is no opening: \(error)")
        }
        let judgement = try BundleFile.read(file)
            .judged(trusting: authority.keys())
        let output = OpenedOutput(opening, judgement)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: Output.write(output.sentence)
        }
        guard output.opened.first?.holds == true else { throw CommandExit.negative }
    }
}

/// What an opening has shown.
struct OpenedOutput: VersionedOutput {
    struct Opened: Encodable {
        let holds: Bool
        /// Whose it is, by the opening; proven where it holds.
        let member: String
        let name: String?
        let publisher: String
        /// Of the statements in the file.
        let statements: [Int]
        /// Whether the publisher has changed what it says.
        let isChanged: Bool
        /// Why it does not hold.
        let reason: String?
    }
    let version = 1
    let opened: [Opened]

    init(_ opening: OriginOpening, _ judgement: EvidenceJudgement) {
        var found = OpenedReport.closed(
            "the evidence does not hold; 'touchstone evidence verify' says why")
        if let verified = judgement.verified { found = verified.opened(by: opening) }
        let (numbers, isChanged, reason): ([Int], Bool, String?) =
            switch found {
            case .opened(_, let numbers, let isChanged): (numbers, isChanged, nil)
            case .closed(let why): ([], false, why)
            }
        opened = [
            Opened(
                holds: reason == nil, member: opening.origin.member.rawValue,
                name: judgement.verified?.name(opening.origin.member),
                publisher: opening.through.rawValue, statements: numbers, isChanged: isChanged,
                reason: reason)
        ]
    }

    /// For people.
    var sentence: String {
        opened.map { one in
            if let reason = one.reason {
                return "The opening opens nothing here: \(Table.visible(reason))."
            }
            let places = one.statements.map(String.init).joined(separator: ", ")
            let said = one.isChanged ? "; the publisher has changed what it says" : ""
            return
                "Statement \(places) of the file is \(Table.visible(one.name ?? one.member))'s report, which \(one.publisher) published for it\(said)."
        }.joined(separator: "\n")
    }
}
