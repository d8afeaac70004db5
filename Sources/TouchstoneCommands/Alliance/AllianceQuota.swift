package import ArgumentParser
import Roster

package struct AllianceQuota: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "quota",
        abstract: "Set how many entries of one log count, and when a log is stale.",
        discussion: """
            Entries beyond are kept and replicated, but say nothing to the view of any member; in the \
            entries after the limit retractions still count, so that a member that has reached it can \
            take back. A higher limit brings in what was beyond the lower one. What is not named stays; \
            'alliance roster --rules' shows what is set.

            Example: touchstone alliance quota --entries 1000000 --retractions 100000 --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "Entries of one log that count, from its first.") var entries: UInt64?
    @Option(help: "Entries after those in which retractions count.") var retractions: UInt64?
    @Flag(help: "Let fewer entries count; without this, only say what would be done.")
    var yes = false
    @Option(help: "Hours without a fresh signature after which a member's log is called stale.")
    var staleAfter: UInt64?

    package init() {}

    package func validate() throws {
        guard entries != nil || retractions != nil || staleAfter != nil else {
            throw ValidationError("give --entries, --retractions or --stale-after")
        }
        let hours = Roster.stalenessSecondsMax / 3_600
        if let staleAfter, !(1...hours).contains(staleAfter) {
            throw ValidationError("--stale-after is between 1 and \(hours) hours")
        }
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        let quotas = draft.roster.quotas
        draft.set(
            quotas: Roster.Quotas(
                entriesPerLog: entries ?? quotas.entriesPerLog,
                retractionsPerLog: retractions ?? quotas.retractionsPerLog),
            stalenessSeconds: staleAfter.map { $0 * 3_600 } ?? draft.roster.stalenessSeconds)
        guard draft.hasChanges else {
            Output.write("These are the limits already; nothing was signed.")
            return
        }
        let after = draft.roster
        guard
            yes
                || (after.quotas.entriesPerLog >= quotas.entriesPerLog
                    && after.quotas.retractionsPerLog >= quotas.retractionsPerLog)
        else {
            Output.write(
                "Nothing was signed. \(quotas.entriesPerLog) entries of each log count now, and \(quotas.retractionsPerLog) after them; what is beyond the new limits would say nothing any more. Say --yes to let fewer count."
            )
            return
        }
        try folder.publish(
            draft,
            "The first \(Plural.text(after.quotas.entriesPerLog, "entry", "entries")) of each log count, and a log is stale after \(after.stalenessText), from register \(after.version)."
        )
    }
}
