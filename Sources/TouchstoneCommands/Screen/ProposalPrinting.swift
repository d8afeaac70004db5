import JSON
import Screening

/// Prints proposals as they come, or the worst of them at the end.
struct ProposalPrinting {
    private let format: OutputFormat
    private var ranking: ProposalRanking?
    private(set) var proposed = 0

    init(format: OutputFormat, limit: Int?) {
        self.format = format
        ranking = limit.map { ProposalRanking(limit: $0) }
    }

    mutating func take(_ ranked: ProposalRanking.Ranked) {
        proposed += 1
        if ranking == nil { write(ranked) } else { ranking?.add(ranked) }
    }

    /// With what is said of all.
    mutating func finish(_ offers: OfferLines, marks: Int) {
        let ranked = ranking?.ranked ?? []
        for one in ranked { write(one) }
        switch format {
        case .json:
            Output.write(
                JSONValue.object([
                    "listings": .integer(UInt64(offers.count)),
                    "proposed": .integer(UInt64(proposed)),
                    "told": .integer(UInt64(ranking == nil ? proposed : ranked.count)),
                    "refused": .integer(UInt64(offers.refused)),
                    "marks": .integer(UInt64(marks)),
                    "table": .integer(UInt64(HarmTable.version)),
                ]).compact)
        case .table:
            Output.write(
                "\(Plural.text(offers.count, "offer")) looked through for \(Plural.text(marks, "mark")): \(proposed) to be looked at, \(offers.refused) not readable; what is not named is not cleared"
            )
        }
    }

    private func write(_ ranked: ProposalRanking.Ranked) {
        let proposal = ranked.proposal
        switch format {
        case .json:
            guard case .object(var members) = proposal.json else { return }
            members["line"] = .integer(UInt64(ranked.line))
            Output.write(JSONValue.object(members).compact)
        case .table:
            let chance = Int((proposal.probability * 100).rounded())
            let assumed = proposal.value.isAssumed ? ", price assumed" : ""
            var lines = [
                "line \(ranked.line)  \(proposal.harmText) EUR at stake (\(chance) %\(assumed))  \(Table.visible("\(proposal.marketplace):\(proposal.number)"))  \(Table.visible(proposal.title))"
            ]
            for weighed in proposal.reasons {
                let sign = weighed.decibans > 0 ? "+" : ""
                lines.append(
                    "    \(sign)\(weighed.decibans)  \(Table.visible(weighed.reason.sentence))")
            }
            Output.write(lines.joined(separator: "\n"))
        }
    }
}
