package import Complaints
package import JSON
import Statements

/// Figures for programs: each share as its two counts and in percent, times in hours.
extension ComplaintJSON {
    package static func figures(_ row: KeyedFigures) -> JSONValue {
        let (key, figures) = (row.key, row.figures)
        return .members(
            [
                ("channel", key.channel.map { .string($0) }),
                ("marketplace", key.marketplace.map { .string($0) }),
                ("ground", key.ground.map { .string($0.name) }),
            ] + counts(of: figures) + shares(of: figures) + [
                ("medianHours", figures.medianTime.map { .number(FigureText.hours($0)) }),
                ("p95Hours", figures.p95Time.map { .number(FigureText.hours($0)) }),
                ("refusalCauses", causes(figures.refusalCauses)),
                ("returnCauses", causes(figures.returnCauses)),
                (
                    "seizedValue",
                    .array(
                        figures.seizedValue.sorted { $0.key < $1.key }.map {
                            .members([
                                ("currency", .string($0.key)), ("minorUnits", .integer($0.value)),
                            ])
                        })
                ),
            ])
    }

    /// What is counted, by its name in JSON and in the head of a spreadsheet.
    package static func countNames(
        _ figures: ComplaintFigures
    ) -> KeyValuePairs<String, UInt64> {
        func whole(_ count: Int) -> UInt64 { UInt64(max(count, 0)) }
        return [
            "cases": whole(figures.cases), "casesDue": whole(figures.casesDue),
            "listings": whole(figures.listings), "due": whole(figures.due),
            "closed": whole(figures.closed), "closedInWallTime": whole(figures.closedInWallTime),
            "decided": whole(figures.decided), "automatic": whole(figures.automatic),
            "refused": whole(figures.refused), "returned": whole(figures.returned),
            "withdrawn": whole(figures.withdrawn),
            "counterNotices": whole(figures.counterNotices),
            "counterNoticesConceded": whole(figures.counterNoticesConceded),
            "appealsDecided": whole(figures.appealsDecided),
            "appealsUpheld": whole(figures.appealsUpheld), "seizures": whole(figures.seizures),
            "seizedItems": figures.seizedItems, "testBuys": whole(figures.testBuys),
            "testBuysCounterfeit": whole(figures.testBuysCounterfeit),
        ]
    }

    package static func shareNames(
        _ figures: ComplaintFigures
    ) -> KeyValuePairs<String, ComplaintFigures.Share> {
        [
            "closedInTime": figures.closedInTimeShare,
            "casesClosedInTime": figures.casesClosedInTimeShare,
            "takenDown": figures.takenDownShare, "proactive": figures.proactiveShare,
            "counterNoticesUpheld": figures.counterNoticesUpheldShare,
            "affirmed": figures.affirmedShare,
        ]
    }

    private static func counts(of figures: ComplaintFigures) -> [(String, JSONValue?)] {
        countNames(figures).map { ($0.key, .integer($0.value)) }
    }

    private static func shares(of figures: ComplaintFigures) -> [(String, JSONValue?)] {
        shareNames(figures).map { name, share in
            (
                name,
                .members([
                    ("part", count(share.part)), ("whole", count(share.whole)),
                    ("percent", FigureText.percent(share).map { .number($0) }),
                ])
            )
        }
    }

    private static func causes(_ causes: [String: Int]) -> JSONValue {
        .array(
            causes.sorted { $0.key < $1.key }.map {
                .members([("reason", .string($0.key)), ("listings", count($0.value))])
            })
    }
}
