import AllianceNames
package import ArgumentParser
import Roster

package struct AllianceScheme: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "scheme",
        abstract: "Grant a house's own code scheme, end it, or hand it from one member to another.",
        discussion: """
            A code scheme numbers products that carry no GTIN: serials, chip codes. Its name is one \
            member's at a time. After a handover questions go to the new owner, then to former ones.

            Example: touchstone alliance scheme maison-chip --to maison-verel --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The name of the scheme, as it is written in lists and questions.")
    var scheme: String
    @Option(help: "The member whose scheme it is no longer.") var from: String?
    @Option(help: "The member whose scheme it is from now on.") var to: String?

    package init() {}

    package func validate() throws {
        guard from != nil || to != nil else {
            throw ValidationError("say whose scheme it is with --to, or was with --from, or both")
        }
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        let scheme = try CodeScheme(parsing: scheme)
        var draft = folder.draft()
        if let from { try draft.endScheme(scheme, of: MemberID(parsing: from)) }
        if let to { try draft.grant(scheme, to: MemberID(parsing: to)) }
        try folder.publish(
            draft,
            "\(to ?? "Nobody new") answers for code scheme \(scheme) from register \(draft.roster.version)."
        )
    }
}
