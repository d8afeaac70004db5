package import ArgumentParser
import Complaints
import Statements

package struct ComplaintCustomsTerm: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "customs-term",
        abstract: "The last day on which customs can be told that goods they hold infringe.",
        discussion: """
            Counts working days by the country's calendar, from the day on which the owner was told, which \
            does not count. Holidays of one region are not in it: give them with --closed. It needs no \
            folder, and nobody is reminded by it: put the day into a case's tasks.

            Example: touchstone complaint customs-term --country DE --told 2026-12-01 --extended
            """)

    @Option(help: "Where the goods are held, as two letters.") var country: String
    @Option(help: "The day on which customs told the owner, as 2026-12-01.") var told: String
    @Flag(help: "The goods perish.") var perishable = false
    @Flag(help: "Customs have extended the term.") var extended = false
    @Option(
        name: .customLong("closed"),
        help: "A day that is no working day there; for several, give it once each.")
    var closed: [String] = []
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard !(perishable && extended) else {
            throw ValidationError("the term for what perishes is not extended")
        }
        for day in [told] + closed { _ = try MomentText.parse(day) }
    }

    package func run() throws {
        let country = country.uppercased()
        guard let term = CustomsDetention.term(in: country) else {
            throw CommandError(
                "no term is known here for '\(country.prefix(40))': ask the customs office that holds the goods"
            )
        }
        guard var calendar = WorkingDayCalendar.of(country) else {
            let known = WorkingDayCalendar.countries.map(\.country).filter {
                CustomsDetention.term(in: $0) != nil
            }
            throw CommandError(
                "the holidays of \(country) are not known here (those of \(known.joined(separator: ", ")) are): count them by its calendar, by \(term.source)"
            )
        }
        for day in closed {
            calendar.closed.insert(CivilDate(milliseconds: try MomentText.parse(day)))
        }
        let detention = CustomsDetention(
            id: "term", country: country, notifiedAt: try MomentText.parse(told),
            goods: perishable ? .perishable : .ordinary, isExtended: extended)
        guard let due = detention.due(calendar), let days = detention.workingDays else {
            throw CommandError("no term is known here for \(country)")
        }
        let output = CustomsTermOutput(
            country: country,
            lastDay: CivilDate(
                milliseconds: due - 1,
                offsetSeconds: calendar.wallClock.offsetSeconds(at: due - 1)
            ).description,
            endsAt: MomentText.print(due),
            workingDays: days,
            source: term.source, holidays: calendar.source)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            Output.write(
                """
                \(output.lastDay) is the last day: \(Plural.text(output.workingDays, "working day")) after \(told) in \(country), until midnight there (\(output.endsAt)).
                By \(output.source); holidays by \(output.holidays).
                """)
        }
    }
}

/// Until when customs wait.
struct CustomsTermOutput: VersionedOutput {
    let version = 1
    let country: String
    /// As 2026-12-15, on the wall there.
    let lastDay: String
    let endsAt: String
    let workingDays: Int
    let source: String
    let holidays: String
}
