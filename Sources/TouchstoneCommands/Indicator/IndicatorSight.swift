import AllianceNode
package import ArgumentParser
import Statements

package struct IndicatorSight: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sight",
        abstract: "Say how often it was seen again, in all.",
        discussion: """
            The count is this member's total so far; a newer total replaces it.

            Example: touchstone indicator sight domain verel-outlet.example --count 3
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption
    @Option(help: "Times seen in all.") var count: UInt64
    @Option(help: "First seen, as 2026-11-23; default now.") var first: String?
    @Option(help: "Last seen; default now.") var last: String?

    package init() {}

    package func validate() throws {
        guard count > 0 else { throw ValidationError("--count is at least 1") }
    }

    package func run() async throws {
        let indicator = try identifier.indicator()
        let now = WallClock.system.now()
        let last = try last.map(MomentText.parse) ?? now
        let first = try first.map(MomentText.parse) ?? last
        guard first <= last else {
            throw CommandError(
                "--first, \(MomentText.print(first)), is after --last, \(MomentText.print(last)): look for exchanged dates"
            )
        }
        let node = try home.open()
        let channel = try channel.channel()
        let written = try await node.unlessOvertaken {
            let basis = try node.totalsBasis(in: channel)
            // The new total still has in it what objects that were posted say one by one.
            let posted = try node.ownSighting(of: indicator, in: channel)?.postedTotal ?? 0
            let sighting = Sighting(
                indicator: indicator, total: count, first: first, last: last,
                postedTotal: min(posted, count))
            return try await node.report([.sight(sighting)], to: channel, basis: basis)
        }
        try WrittenOutput.write("Seen again:", written, of: [indicator], format: format.format)
    }
}
