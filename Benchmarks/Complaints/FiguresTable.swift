import ComplaintYear
import JSON

/// Figures as rows of a table, and as JSON.
enum FiguresTable {
    private static let titles = [
        "year", "reviewers", "complaints", "automatic", "in 24 h", "answered", "given back",
        "p50 h", "p95 h", "takedowns", "wrong", "wrong auto", "missed", "ring down",
        "ring hours", "lone down", "lone hours",
    ]

    static func header(seeds: Int, judge: String) -> String {
        let years = seeds == 1 ? "1 year" : "\(seeds) years together"
        return "judge \(judge), \(years) a row\n\n| " + titles.joined(separator: " | ") + " |\n|"
            + titles.map { _ in "---|" }.joined()
    }

    static func row(_ name: String, reviewers: Int, _ figures: TrialFigures) -> String {
        let cells = [
            name.isEmpty ? "as given" : name, "\(reviewers)", "\(figures.complaints)",
            percent(figures.automaticShare), percent(figures.inTimeShare),
            percent(figures.answeredShare),
            percent(TrialFigures.share(figures.givenBack, of: figures.complaints)),
            hours(figures.closingSeconds(at: 0.5)), hours(figures.closingSeconds(at: 0.95)),
            "\(figures.takedowns)", percent(figures.wrongShare),
            percent(figures.wrongAutomaticShare), percent(figures.missedShare),
            "\(figures.ring.takenDown) of \(figures.ring.listings)",
            "\(Int(figures.ring.hoursDown))",
            "\(figures.alone.takenDown) of \(figures.alone.listings)",
            "\(Int(figures.alone.hoursDown))",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    static func json(
        _ point: TrialGrid.Point, judge: String, seeds: Int, desk: DeskParameters,
        _ figures: TrialFigures
    ) -> JSONValue {
        let parameters = Dictionary(
            uniqueKeysWithValues: YearParameters.fields.map {
                ($0.name, JSONValue.number(YearField.text(point.parameters[keyPath: $0.path])))
            })
        return .object([
            "judge": .string(judge),
            "seeds": number(seeds),
            "desk": .object([
                "reviewers": number(desk.reviewers), "case-seconds": number(desk.caseSeconds),
                "listing-seconds": number(desk.listingSeconds),
                "errors": .number("\(desk.errors)"),
            ]),
            "parameters": .object(parameters),
            "figures": .object(counts(figures)),
        ])
    }

    private static func counts(_ figures: TrialFigures) -> [String: JSONValue] {
        [
            "complaints": number(figures.complaints),
            "given-back": number(figures.givenBack),
            "decided": number(figures.decided),
            "decided-automatically": number(figures.decidedAutomatically),
            "closed-in-24-hours": number(figures.closedInTime),
            "answered-in-24-hours": number(figures.answeredInTime),
            "median-seconds": number(figures.closingSeconds(at: 0.5)),
            "p95-seconds": number(figures.closingSeconds(at: 0.95)),
            "takedowns": number(figures.takedowns),
            "automatic-takedowns": number(figures.automaticTakedowns),
            "wrong-takedowns": number(figures.wrongTakedowns),
            "wrong-automatic-takedowns": number(figures.wrongAutomaticTakedowns),
            "wrong-grey-takedowns": number(figures.wrongGreyTakedowns),
            "faulty-takedowns": number(figures.faultyTakedowns),
            "counterfeits": number(figures.counterfeits),
            "missed-counterfeits": number(figures.missedCounterfeits),
            "counter-notices": number(figures.counterNotices),
            "reinstated": number(figures.reinstated),
            "ring": harm(figures.ring),
            "alone": harm(figures.alone),
            "mistaken": harm(figures.mistaken),
            "rulings-without-effect": number(figures.rulingsWithoutEffect),
            "reviews": number(figures.reviews),
            "review-seconds": number(figures.reviewSeconds),
            "longest-wait-seconds": number(figures.waitSecondsMost),
            "longest-queue": number(figures.queueMost),
        ]
    }

    private static func harm(_ harm: TrialFigures.Harm) -> JSONValue {
        .object([
            "listings": number(harm.listings), "taken-down": number(harm.takenDown),
            "seconds-down": number(harm.secondsDown),
        ])
    }

    private static func number(_ value: Int) -> JSONValue { .number(String(value)) }

    private static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.count == 1 ? "0" + fraction : fraction) %"
    }

    private static func hours(_ seconds: Int) -> String {
        let tenths = Int((Double(seconds) / 360).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
