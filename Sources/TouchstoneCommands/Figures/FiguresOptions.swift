import AllianceNames
package import ArgumentParser
import AuditTrail
import NodeAPI

/// Which figures.
package struct FiguresOptions: ParsableArguments {
    @OptionGroup package var desks: DeskChannelsOption
    @Option(help: "Of complaints filed then or later, as 2026-11-01.") package var since: String?
    @Option(help: "Of complaints filed no later: on this day, or before this moment.")
    package var until: String?

    package init() {}

    /// Which ones they are, for the audit log.
    var details: [AuditDetail: String] {
        let filters =
            desks.names.map { (name: "channel", value: $0) }
            + [("since", since), ("until", until)].compactMap { name, day in
                day.map { (name, $0) }
            }
        return filters.isEmpty ? [:] : [.figures: SearchForm.filters(filters)]
    }

    /// Nil for all times.
    func filed() throws -> Range<UInt64>? {
        try MomentText.range(since: since, until: until)
    }
}
