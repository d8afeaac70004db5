import Complaints
import JSON
import Statements

/// One listing of a complaint: where it stands, and each step that led there.
extension ComplaintJSON {
    static func listing(_ listing: ListingState) -> JSONValue {
        .members([
            ("place", count(listing.place)), ("type", .string(listing.listing.type.name)),
            ("value", .string(listing.listing.value)),
            ("href", RESTPath.indicator(listing.listing).map { .string($0) }),
            ("stage", .string(listing.stage.rawValue)), ("closed", .bool(listing.isClosed)),
            ("closedAt", listing.closedAt.flatMap(time)),
            ("ruling", listing.ruling.map(ruling)),
            ("firstRuling", listing.firstRuling.map(ruling)),
            ("takedown", listing.takedown.map(ruling)),
            ("objections", .array(listing.objections.map(objection))),
            ("requests", .array(listing.requests.map(request))),
            ("order", listing.order.map(order)), ("heldUntil", listing.heldUntil.map(moment)),
            ("records", .array(listing.records.map(record))),
            ("affirmed", listing.isAffirmed.map { .bool($0) }),
            ("reinstatement", listing.reinstatement.map { .string($0.name) }),
            (
                "steps",
                .array(
                    listing.steps.map {
                        .members([
                            ("transition", .string($0.transition.rawValue)), ("id", id($0.entry)),
                            ("at", time($0.time)),
                        ])
                    })
            ),
        ])
    }

    private static func ruling(_ ruling: ListingState.Ruling) -> JSONValue {
        let person: String? = if case .person(let name) = ruling.maker { name } else { nil }
        return .members([
            ("id", id(ruling.entry)), ("at", time(ruling.time)),
            ("verdict", .string(ruling.verdict.name)),
            ("scope", ruling.verdict == .takeDown ? .string(ruling.scope.name) : nil),
            ("reasons", .array(ruling.reasons.map { .string($0) })),
            ("explanation", text(ruling.explanation)), ("score", ruling.score.map(score)),
            ("automatic", .bool(ruling.isAutomatic)), ("reviewer", person.map { .string($0) }),
            ("restrictedUntil", ruling.restrictedUntil.map(moment)),
        ])
    }

    private static func score(_ score: DisclosedScore) -> JSONValue {
        .members([
            ("table", .string(score.table)),
            ("logOddsThousandths", count(score.logOddsThousandths)),
            (
                "contributions",
                .array(
                    score.contributions.map {
                        .members([
                            ("feature", .string($0.feature)),
                            ("logOddsThousandths", count($0.logOddsThousandths)),
                        ])
                    })
            ),
        ])
    }

    private static func objection(_ objection: ListingState.Objection) -> JSONValue {
        .members([
            ("id", id(objection.entry)), ("kind", .string(objection.kind.rawValue)),
            ("at", time(objection.time)), ("upheld", objection.isUpheld.map { .bool($0) }),
            ("decidedAt", objection.decidedAt.flatMap(time)),
        ])
    }

    private static func request(_ request: ListingState.RequestedEvidence) -> JSONValue {
        .members([
            ("id", id(request.entry)), ("at", time(request.time)), ("due", moment(request.due)),
            ("supply", request.supply.map(id)), ("suppliedAt", request.suppliedAt.flatMap(time)),
        ])
    }

    private static func order(_ order: MarketplaceOrder) -> JSONValue {
        var members: [(String, JSONValue?)] = [
            ("id", id(order.entry)), ("at", time(order.time)),
            ("action", .string(order.action.verb)), ("until", order.action.until.map(moment)),
        ]
        if case .takeDown(let scope, _) = order.action {
            members.append(("scope", .string(scope.name)))
        }
        switch order.progress {
        case .outstanding: members.append(("progress", .string("outstanding")))
        case .confirmed(let by, let at):
            members += [
                ("progress", .string("confirmed")), ("answer", id(by)), ("answeredAt", time(at)),
            ]
        case .escalated(let by, let at):
            members += [
                ("progress", .string("escalated")), ("answer", id(by)), ("answeredAt", time(at)),
            ]
        }
        return .members(members)
    }

    private static func record(_ record: ListingState.Record) -> JSONValue {
        .members([
            ("id", id(record.entry)), ("at", time(record.time)),
            ("kind", .string(record.kind.name)), ("items", .integer(record.items)),
            (
                "value",
                record.value.map {
                    .members([
                        ("minorUnits", .integer($0.minorUnits)),
                        ("currency", .string($0.currency)),
                    ])
                }
            ),
        ])
    }
}
