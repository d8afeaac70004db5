package import ArgumentParser
import AuditTrail
import Complaints
import NodeAPI

package struct ComplaintQueue: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "What people have to decide, the most urgent first.",
        discussion: """
            With --by it leaves out objections that this person may not decide.

            Example: touchstone complaint queue --by anna --limit 20
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Option(name: .customLong("by"), help: "Who wants to decide.") var person: String?
    @Option(name: .customLong("kind"), help: "decision, objection or sample.")
    var kinds: [String] = []
    @Option(help: "So many at most.") var limit = 100
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard ReviewQuery.limits.contains(limit) else {
            throw ValidationError(
                "--limit is between \(ReviewQuery.limits.lowerBound) and \(ReviewQuery.limits.upperBound)"
            )
        }
        for kind in kinds where ReviewQuery.Kind(rawValue: kind) == nil {
            throw ValidationError("--kind is decision, objection or sample, not '\(kind)'")
        }
    }

    package func run() async throws {
        let (_, desk) = try home.openComplaints()
        guard desk.isPlatform else {
            throw CommandError("this member decides no complaints; only the platform has a queue")
        }
        var query = ReviewQuery(channels: Set(desk.channels()), now: desk.now())
        query.kinds = Set(kinds.compactMap { ReviewQuery.Kind(rawValue: $0) })
        query.limit = limit
        let items = try await desk.queue(
            query, for: try person.map { try DeciderOption.person($0, at: home) })
        try home.recordLook(
            .view, by: "complaint queue", results: items.count, for: purpose.stated)
        ComplaintOutput.write(items, format: format.format)
    }
}
