package import ArgumentParser
import Roster
import TransparencyLog

package struct AllianceHold: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep entries as evidence: nothing of them is erased until the hold ends.",
        discussion: """
            Stands in the member register. It keeps members and authority from proposing and signing \
            erasures; a certificate that was complete before still erases.

            Example: touchstone alliance hold case-2026-17 --log ipacc.example/alliance/verel/e1 \
            --entries 3,17-20 --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The case's name: a-z, 0-9, '.' and '-'.") var reference: String
    @Option(help: "The log, as 'log list' prints it.") var log: String?
    @Option(help: "Entries of it, as 3,17-20; default all, also those to come.")
    var entries: String?
    @Flag(help: "End every hold of this case.") var end = false

    package init() {}

    package func validate() throws {
        if end == (log != nil) { throw ValidationError("give --log, or --end") }
        if end, entries != nil { throw ValidationError("--end ends the case's holds as a whole") }
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        if let log {
            let origin = try OriginArgument.origin(log)
            guard folder.roster.log(origin) != nil else {
                throw CommandError(
                    "the member register knows no log \(origin); 'touchstone log list' in a member's folder shows them"
                )
            }
            try draft.hold(
                origin,
                entries: entries.map {
                    try EntryRanges(parsing: $0, rangesMax: Roster.LegalHold.rangesMax)
                }, reference: reference)
        } else {
            try draft.endHolds(reference: reference)
        }
        let done =
            end
            ? "Ended the holds of \(reference) in register \(draft.roster.version)."
            : "Holds \(entries.map { "entries \($0)" } ?? "all entries") of \(log ?? "") for \(reference) from register \(draft.roster.version)."
        try folder.publish(draft, done)
    }
}
