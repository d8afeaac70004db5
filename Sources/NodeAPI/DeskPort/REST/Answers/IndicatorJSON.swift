import AllianceNames
import CRDT
import JSON
import MergedView
import Roster
import Statements

/// What is known of identifiers, for programs: the merged view in the field's terms.
enum IndicatorJSON {
    /// - Parameter facets: nil where they were not asked for.
    static func page(_ page: SearchPage, facets: SearchFacets?) -> JSONValue {
        .members([
            ("indicators", .array(page.hits.map(hit))),
            ("next", (page.next?.description).map { .string($0) }), ("lag", .integer(page.lag)),
            ("facets", facets.map(FacetJSON.value)),
        ])
    }

    /// One hit of a search, or one value of a list that is known.
    static func summary(_ state: IndicatorState, _ linked: [LinkedSellers]) -> JSONValue {
        .members(head(state) + [("linkedSellers", .array(linked.map(group)))])
    }

    static func hit(_ hit: SearchHit) -> JSONValue {
        let found: JSONValue =
            switch hit.reason {
            case .exact: .members([("by", .string("exact"))])
            case .prefix: .members([("by", .string("prefix"))])
            case .statement(let dot):
                .members([("by", .string("statement")), ("entry", entry(dot))])
            }
        return .members(
            head(hit.state) + [
                ("linkedSellers", .array(hit.linkedSellers.map(group))), ("found", found),
            ])
    }

    /// All that is said of one identifier.
    static func record(_ record: IdentifierRecord) -> JSONValue {
        let state = record.state
        return .members(
            head(state) + [
                ("reports", .array(state.reports.map { report($0, record) })),
                ("objections", .array(state.objections.map { objection($0, record) })),
                ("sightings", .array(state.sightings.map(sightings))),
                ("links", .array(state.links.map(link))),
                ("linkedSellers", .array(record.linked.map(group))),
            ])
    }

    private static func head(_ state: IndicatorState) -> [(String, JSONValue?)] {
        let counting = state.reports.filter(\.counts)
        return [
            ("type", .string(state.indicator.type.name)),
            ("value", .string(state.indicator.value)),
            ("href", RESTPath.indicator(state.indicator).map { .string($0) }),
            ("status", .string(state.status.rawValue)),
            ("members", names(state.asserting)), ("confirmed", names(state.confirmed)),
            ("confirmation", (state.confirmation?.rawValue).map { .string($0) }),
            ("objecting", names(state.disputing)), ("since", state.since.map(time)),
            ("basis", texts(Set(counting.map(\.said.basis.name)))),
            ("confidence", state.confidence.map { .integer(UInt64($0)) }),
            ("tlp", (state.tlp?.name).map { .string($0) }),
            ("marks", texts(Set(counting.flatMap(\.said.marks)))),
            ("seenAgain", .integer(state.sightingsTotal)),
            ("truncated", .bool(state.isTruncated)),
        ]
    }

    // MARK: Statements

    private static func report(
        _ report: IndicatorState.Report, _ record: IdentifierRecord
    ) -> JSONValue {
        let said = report.said
        let detail = report.dots.first.flatMap { record.details[$0] }
        let attributes = detail?.attributes ?? []
        return .members([
            ("member", .string(report.member.rawValue)),
            ("channel", .string(report.channel.rawValue)),
            ("standing", .string(standing(report.standing))),
            ("expired", .bool(report.isExpired)),
            (
                "confirmation",
                .string((report.isWitnessed ? Confirmation.witnessed : .pending).rawValue)
            ),
            ("confirmedSince", (detail?.witnessedAt).map(time)),
            ("issuedAt", time(report.issuedAt)), ("since", time(report.since)),
            ("basis", .string(said.basis.name)),
            ("confidence", .integer(UInt64(said.confidence))), ("tlp", .string(said.tlp.name)),
            ("firstSeen", said.firstSeen.map(time)), ("lastSeen", said.lastSeen.map(time)),
            ("validUntil", said.validUntil.map(time)),
            ("naturalPerson", said.isNaturalPerson.map { .bool($0) }),
            ("marketplace", said.marketplace.map { .string($0) }),
            ("marks", .array(said.marks.map { .string($0) })),
            ("note", (detail?.note).map { .string($0) }),
            ("legalBasis", (detail?.legalBasis).map { .string($0) }),
            (
                "attributes",
                .array(
                    attributes.map {
                        .members([("name", .string($0.name)), ("value", .string($0.value))])
                    })
            ),
            ("entries", .array(report.dots.map(entry))),
        ])
    }

    private static func objection(
        _ objection: IndicatorState.Objection, _ record: IdentifierRecord
    ) -> JSONValue {
        .members([
            ("member", .string(objection.member.rawValue)),
            ("channel", .string(objection.channel.rawValue)),
            ("standing", .string(standing(objection.standing))),
            ("issuedAt", time(objection.issuedAt)),
            ("reason", .string(objection.said.reason.name)),
            ("onBehalfOfSeller", .bool(objection.said.onBehalfOfSeller)),
            ("tlp", .string(objection.said.tlp.name)),
            (
                "text",
                objection.dots.first.flatMap { record.objectionTexts[$0] }.map { .string($0) }
            ),
            ("entries", .array(objection.dots.map(entry))),
        ])
    }

    private static func sightings(_ seen: IndicatorState.Sightings) -> JSONValue {
        .members([
            ("member", .string(seen.member.rawValue)),
            ("channel", .string(seen.channel.rawValue)),
            ("standing", .string(standing(seen.standing))), ("total", .integer(seen.said.total)),
            ("firstSeen", time(seen.said.firstSeen)), ("lastSeen", time(seen.said.lastSeen)),
            ("entries", .array([entry(seen.dot)])),
        ])
    }

    private static func link(_ link: IndicatorState.LinkReport) -> JSONValue {
        .members([
            ("other", identifier(link.other)), ("member", .string(link.dot.log.member.rawValue)),
            ("channel", .string(link.dot.log.channel.rawValue)),
            ("standing", .string(standing(link.standing))), ("issuedAt", time(link.issuedAt)),
            ("basis", .string(link.said.basis.name)),
            ("confidence", .integer(UInt64(link.said.confidence))),
            ("tlp", .string(link.said.tlp.name)), ("entries", .array([entry(link.dot)])),
        ])
    }

    static func list(_ list: LinkedSellersList) -> JSONValue {
        .members([
            ("groups", .array(list.groups.map(group))),
            ("next", (list.next?.description).map { .string($0) }),
        ])
    }

    /// Linked sellers of one channel, each link with whose word it is.
    static func group(_ group: LinkedSellers) -> JSONValue {
        .members([
            ("channel", .string(group.channel.rawValue)), ("id", identifier(group.id)),
            ("identifiers", .array(group.indicators.map(identifier))),
            (
                "links",
                .array(
                    group.links.map {
                        .members([
                            ("a", identifier($0.a)), ("b", identifier($0.b)),
                            ("members", names($0.members)),
                            ("entries", .array($0.sources.map(entry))),
                        ])
                    })
            ),
            ("tooConnected", .array(group.tooConnected.map(identifier))),
            ("truncated", .bool(group.isTruncated)),
        ])
    }

    // MARK: Words

    static func identifier(_ indicator: Indicator) -> JSONValue {
        .members([
            ("type", .string(indicator.type.name)), ("value", .string(indicator.value)),
            ("href", RESTPath.indicator(indicator).map { .string($0) }),
        ])
    }

    /// Where a statement stands, and where its proof is.
    static func entry(_ dot: StatementDot) -> JSONValue {
        .members([
            ("log", .string(dot.log.description)), ("index", .integer(dot.index)),
            ("proof", .string(RESTPath.proof(dot))),
        ])
    }

    static func standing(_ standing: Standing) -> String {
        switch standing {
        case .live: "live"
        case .suspended: "suspended"
        case .retracted: "retracted"
        case .outOfScope: "outOfScope"
        }
    }

    static func time(_ milliseconds: UInt64) -> JSONValue {
        .string(UTCTimestamp(millisecondsSince1970: milliseconds).description)
    }

    static func names(_ members: [MemberID]) -> JSONValue {
        .array(members.map { .string($0.rawValue) })
    }

    private static func texts(_ texts: Set<String>) -> JSONValue {
        .array(texts.sorted().map { .string($0) })
    }
}
