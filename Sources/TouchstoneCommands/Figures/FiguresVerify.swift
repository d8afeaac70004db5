import AllianceNode
package import ArgumentParser
import AuditTrail
package import Complaints
import JSON
import NodeAPI
import Statements

package struct FiguresVerify: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Make the figures again from the logs, and compare them with what the desk says.",
        discussion: """
            Reads every signed statement of the desks' channels and folds it anew, with nothing that \
            this node has made of it before. Leaves with 1 where a figure differs.

            Example: touchstone figures verify --since 2026-11-01
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var options: FiguresOptions
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let (node, desk) = try home.openComplaints()
        let channels = try options.desks.channels(of: desk)
        let filed = try options.filed()
        var again: [FigureKey: ComplaintFigures] = [:]
        var differences: [FigureDifference] = []
        // What falls due between one and the other is no difference the second time.
        for _ in 0..<2 {
            let said = try await desk.figures(filed: filed, in: channels)
            again = try node.loggedFigures(
                FigureQuery(channels: channels, filed: filed, now: desk.now()))
            differences = FigureDifference.all(said: said, again: again)
            if differences.isEmpty { break }
        }
        let listings = again[.all]?.listings ?? 0
        try home.recordLook(
            .view, by: "figures verify", of: options.details, results: again.count,
            for: purpose.stated)
        switch format.format {
        case .json:
            ComplaintOutput.write(json: [
                "listings": .integer(UInt64(listings)),
                "rows": .integer(UInt64(again.count)),
                "differences": .array(differences.map(\.json)),
            ])
        case .table:
            guard !differences.isEmpty else {
                return Output.write(
                    "All figures are as the logs have them: \(Plural.text(again.count, "row")), \(Plural.text(listings, "listing"))."
                )
            }
            var table = Table([
                "channel", "marketplace", "ground", "figure", "the desk says", "the logs say",
            ])
            for difference in differences {
                table.append([
                    difference.key.channel ?? "all", difference.key.marketplace ?? "all",
                    difference.key.ground?.name ?? "all", difference.name, difference.said,
                    difference.again,
                ])
            }
            Output.write(table.text)
        }
        if !differences.isEmpty { throw CommandExit.negative }
    }
}

/// One figure that is not as the logs have it.
package struct FigureDifference: Equatable {
    package let key: FigureKey
    package let name: String
    package let said: String
    package let again: String

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "figure": .string(name), "said": .string(said), "again": .string(again),
        ]
        members["channel"] = key.channel.map { .string($0) }
        members["marketplace"] = key.marketplace.map { .string($0) }
        members["ground"] = key.ground.map { .string($0.name) }
        return .object(members)
    }

    /// What differs, in the order of the figures. A row that is missing on one side is a row of noughts there.
    package static func all(
        said: [FigureKey: ComplaintFigures], again: [FigureKey: ComplaintFigures]
    ) -> [FigureDifference] {
        let keys = KeyedFigures.sorted(said.merging(again) { mine, _ in mine }).map(\.key)
        return keys.flatMap { key -> [FigureDifference] in
            let (mine, theirs) = (said[key] ?? .init(), again[key] ?? .init())
            var found: [FigureDifference] = []
            for (one, other) in zip(texts(mine), texts(theirs)) where one.1 != other.1 {
                found.append(
                    FigureDifference(key: key, name: one.0, said: one.1, again: other.1))
            }
            return found
        }
    }

    private static func texts(_ figures: ComplaintFigures) -> [(String, String)] {
        func list(_ counts: [String: some BinaryInteger]) -> String {
            counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: "; ")
        }
        var texts = ComplaintJSON.countNames(figures).map { ($0.key, "\($0.value)") }
        texts += ComplaintJSON.shareNames(figures).map {
            ($0.key, "\($0.value.part) of \($0.value.whole)")
        }
        texts += [
            ("refusalCauses", list(figures.refusalCauses)),
            ("returnCauses", list(figures.returnCauses)),
            ("seizedValue", list(figures.seizedValue)),
            ("times", "\(figures.runningTimes.count)"),
            ("medianMilliseconds", figures.medianTime.map { "\($0)" } ?? ""),
            ("p95Milliseconds", figures.p95Time.map { "\($0)" } ?? ""),
            ("totalMinutes", "\(figures.runningTimes.totalMinutes)"),
        ]
        return texts
    }
}
