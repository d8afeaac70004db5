import AllianceNames
package import ArgumentParser
import AuditTrail
import NodeAPI
import Statements

/// Which figures.
package struct FiguresOptions: ParsableArguments {
    @OptionGroup package var desks: DeskChannelsOption
    @Option(help: "Of complaints filed then or later, as 2026-11-01.") package var from: String?
    @Option(help: "Of complaints filed before.") package var until: String?

    package init() {}

    /// Which ones they are, for the audit log.
    var details: [AuditDetail: String] {
        let filters =
            desks.names.map { (name: "channel", value: $0) }
            + [("from", from), ("until", until)].compactMap { name, day in day.map { (name, $0) } }
        return filters.isEmpty ? [:] : [.figures: SearchForm.filters(filters)]
    }

    /// Nil for all times.
    func filed() throws -> Range<UInt64>? {
        guard from != nil || until != nil else { return nil }
        let start = try from.map(MomentText.parse) ?? 0
        let end = try until.map(MomentText.parse) ?? StatementLimits.timeMillisecondsMax
        guard start <= end else { throw ValidationError("--from is after --until") }
        return start..<end
    }
}
