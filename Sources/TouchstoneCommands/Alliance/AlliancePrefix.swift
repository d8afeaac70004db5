import AllianceNames
package import ArgumentParser
import GS1
import Roster

package struct AlliancePrefix: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "prefix",
        abstract: "Grant a GS1 company prefix, end it, or hand it from one member to another.",
        discussion: """
            After a handover questions about a number go to its new owner, then to its former ones, \
            and 'number not known' is said only when all have answered.

            Example: touchstone alliance prefix 9521001 --from maison-verel --to norvik --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The prefix; a GTIN-8 is named whole, with five zeros before it.")
    var prefix: String
    @Option(help: "The member whose prefix it is no longer.") var from: String?
    @Option(help: "The member whose prefix it is from now on.") var to: String?

    package init() {}

    package func validate() throws {
        guard from != nil || to != nil else {
            throw ValidationError("say whose prefix it is with --to, or was with --from, or both")
        }
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        let prefix = try CompanyPrefix(parsing: prefix)
        var draft = folder.draft()
        if let from { try draft.endPrefix(prefix, of: MemberID(parsing: from)) }
        if let to { try draft.grant(prefix, to: MemberID(parsing: to)) }
        try folder.publish(
            draft,
            "\(to ?? "Nobody new") answers for \(prefix) from register \(draft.roster.version).")
    }
}
