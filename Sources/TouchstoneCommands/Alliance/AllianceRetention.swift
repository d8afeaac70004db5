package import ArgumentParser
import Roster
import Statements

package struct AllianceRetention: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Set how long statements are kept before they are erased.",
        discussion: """
            Counted from until when a report holds, else from when its subject was last seen, else from \
            when it was said. Authors' nodes propose what is over the limit, nodes with an authority's key \
            countersign it; both without a person. Names every rule; without one, all limits end.

            Example: touchstone alliance retention --natural-persons 365 --kind sight=730 --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "Days for reports whose identifier is a natural person's.")
    var naturalPersons: UInt64?
    @Option(name: .customLong("kind"), help: "Days for all statements of a kind, as sight=730.")
    var kinds: [String] = []

    package init() {}

    package func validate() throws { _ = try rules() }

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
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        draft.set(retention: Roster.Retention(try rules()))
        guard draft.hasChanges else {
            Output.write("These are the limits already; nothing was signed.")
            return
        }
        try folder.publish(
            draft,
            "\(Plural.text(draft.roster.retention.rules.count, "retention limit")) from register \(draft.roster.version)."
        )
    }
}
