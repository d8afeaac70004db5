package import ArgumentParser
import Credentials
import Evidence
import NodeAPI

package struct EvidencePageCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Make a page to print of an evidence file that holds.",
        discussion: """
            The page says who said what and when, what was checked, and how to check it again, also \
            without this program. It is one file of HTML that needs nothing else.

            Example: touchstone evidence page cheap-shop.evidence.tar --authority authority.vkey \
            --output cheap-shop.html --language zh
            """)

    @Argument(help: "What 'evidence make' wrote.", completion: .file()) var file: String
    @OptionGroup package var authority: AuthorityOption
    @Option(help: "The page to write; it must not be there yet.", completion: .file())
    var output: String
    @Option(
        help:
            "The page's language: \(DeskLanguage.allCases.map(\.rawValue).joined(separator: " or ")).",
        completion: .list(DeskLanguage.allCases.map(\.rawValue)))
    var language: String = DeskLanguage.english.rawValue

    package init() {}

    package func validate() throws {
        try authority.need()
        guard DeskLanguage(rawValue: language) != nil else {
            throw ValidationError("there is no language '\(language)'")
        }
    }

    package func run() throws {
        try NewFile.check(output)
        let judgement = try BundleFile.read(file)
            .judged(trusting: authority.keys())
        guard let verified = judgement.verified else {
            Output.write(
                "The evidence does not hold, so no page is made of it; 'touchstone evidence verify' says why."
            )
            throw CommandExit.negative
        }
        let page = EvidencePrint(verified, in: DeskLanguage(rawValue: language) ?? .english).html
        try DurableFile.write(page, to: output, mode: .open)
        Output.write("Wrote the page to \(output).")
    }
}
