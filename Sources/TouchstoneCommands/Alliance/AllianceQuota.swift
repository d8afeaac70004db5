package import ArgumentParser
import Roster

package struct AllianceQuota: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "quota",
        abstract: "Set how many entries of one log count.",
        discussion: """
            Entries beyond are kept and replicated, but say nothing to the view of any member; in the \
            entries after the limit retractions still count, so that a member that has reached it can \
            take back. A higher limit brings in what was beyond the lower one.

            Example: touchstone alliance quota --entries 1000000 --retractions 100000 --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "Entries of one log that count, from its first.") var entries: UInt64
    @Option(help: "Entries after those in which retractions count.") var retractions: UInt64

    package init() {}

    package func run() throws {
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        draft.set(
            quotas: Roster.Quotas(entriesPerLog: entries, retractionsPerLog: retractions),
            stalenessSeconds: draft.roster.stalenessSeconds)
        guard draft.hasChanges else {
            Output.write("These are the limits already; nothing was signed.")
            return
        }
        try folder.publish(
            draft,
            "The first \(Plural.text(entries, "entry", "entries")) of each log count from register \(draft.roster.version)."
        )
    }
}
