import JSON
import SignIn
import Statements

/// What is said in this member's name beside reports: objections, sightings, links.
extension RESTRoutes {
    func saying(_ signing: any ReportSigning) -> [RESTOperation] {
        [
            saying(
                "/objections", id: "objectToIndicator",
                "Object: what is reported of an identifier is wrong. Whoever reported it stands by it or withdraws it.",
                body: "NewObjection"
            ) { call in
                let said = try ObjectionBody(call.json()).dispute
                return try await say("objection", of: said.indicator, call, signing) { _ in
                    .dispute(said)
                }
            },
            saying(
                "/sightings", id: "reportSightings",
                "Say how often an identifier was seen again, in all: a newer total replaces it.",
                body: "NewSighting"
            ) { call in
                let said = try SightingTotal(call.json())
                return try await say("sighting", of: said.indicator, call, signing) { channel in
                    // The new total still has in it what objects that were posted say one by one.
                    let before = try await signing.ownSighting(of: said.indicator, in: channel)
                    return .sight(said.sighting(posted: before?.postedTotal ?? 0))
                }
            },
            saying(
                "/links", id: "linkIndicators",
                "Say that two identifiers are of one operator, and what shows it.", body: "NewLink"
            ) { call in
                let said = try OperatorLinkBody(call.json()).link
                return try await say("link", of: said.a, call, signing) { _ in .link(said) }
            },
        ]
    }

    private func saying(
        _ path: String, id: String, _ summary: String, body: String,
        _ handler: @escaping RESTOperation.Handler
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: path, id: id, summary: summary, access: Self.reporters,
            parameters: [Self.channelParameter, IdempotencyKey.parameter],
            body: JSONSchema.named(body),
            success: .init(
                status: 201, schema: JSONSchema.named("Written"),
                meaning: "Where it stands; durable and signed.", isTagged: false),
            refusals: [409, 411, 413, 415, 422], recording: .byHandler, handler: handler)
    }
}
