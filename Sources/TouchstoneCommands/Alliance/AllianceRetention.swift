package import ArgumentParser
import Credentials
import Roster
import Statements

package struct AllianceRetention: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Set how long statements are kept before they are erased.",
        discussion: """
            Counted from until when a report holds, else from when its subject was last seen, else from \
            when it was said. Authors' nodes propose what is over the limit, nodes with an authority's key \
            countersign it; both without a person, for good. Names every limit, those that stay too; \
            without any, lists them.

            Example: touchstone alliance retention --natural-persons 365 --kind sight=730 --home authority --yes
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "Days for reports whose identifier is a natural person's.")
    var naturalPersons: UInt64?
    @Option(name: .customLong("kind"), help: "Days for all statements of a kind, as sight=730.")
    var kinds: [String] = []
    @Flag(help: "No limit: all is kept.") var none = false
    @Flag(help: "Set a limit that is new or shorter; without this, only say what would be set.")
    var yes = false

    package init() {}

    package func validate() throws {
        let rules = try rules()
        if none, !rules.isEmpty { throw ValidationError("--none goes with no limit") }
    }

    private func rules() throws -> [Roster.Retention.Rule] {
        var rules: [Roster.Retention.Rule] = []
        if let naturalPersons {
            rules.append(
                .init(kind: .assertIndicator, naturalPersonsOnly: true, days: naturalPersons))
        }
        for text in kinds {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let days = UInt64(parts[1]),
                let kind = Roster.Retention.Rule.kinds.first(where: {
                    $0.description == parts[0]
                })
            else { throw ValidationError("--kind is kind=days such as sight=730, not '\(text)'") }
            rules.append(.init(kind: kind, naturalPersonsOnly: false, days: days))
        }
        guard rules.allSatisfy({ (1...Roster.Retention.daysMax).contains($0.days) }) else {
            throw ValidationError("a limit is between 1 and \(Roster.Retention.daysMax) days")
        }
        return rules
    }

    package func run() throws {
        let rules = try rules()
        guard none || !rules.isEmpty else {
            let held = try AllianceRoster.newest(in: HomeFolder(home.path)).retention.rules
            return Output.write(
                held.isEmpty
                    ? "Nothing is erased by its age." : held.map(\.sentence).joined(separator: "\n")
            )
        }
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        draft.set(retention: Roster.Retention(rules))
        guard draft.hasChanges else {
            Output.write("These are the limits already; nothing was signed.")
            return
        }
        let before = folder.roster.roster.retention.rules
        let shorter = rules.filter { rule in
            !before.contains {
                $0.kind == rule.kind && $0.naturalPersonsOnly == rule.naturalPersonsOnly
                    && $0.days <= rule.days
            }
        }
        guard shorter.isEmpty || yes else {
            Output.write(
                """
                \(shorter.map(\.sentence).joined(separator: "\n"))
                What is older is erased at all members, for good, without a person.
                Nothing was signed. Say --yes to set this.
                """)
            return
        }
        let count = draft.roster.retention.rules.count
        let after = count == 0 ? "No retention limit" : Plural.text(count, "retention limit")
        try folder.publish(draft, "\(after) from register \(draft.roster.version).")
    }
}
