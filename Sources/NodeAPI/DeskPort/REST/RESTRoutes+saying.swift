import JSON
import SignIn

/// What is said in this member's name beside reports: objections, sightings, links.
extension RESTRoutes {
    func saying(_ signing: any ReportSigning) -> [RESTOperation] {
        [
            saying(
                "/objections", id: "objectToIndicator",
                "Object: what is reported of an identifier is wrong. Whoever reported it stands by it or withdraws it.",
                body: "NewObjection"
            ) { call in
                try await say(.objection(ObjectionBody(call.json()).dispute), call, signing)
            },
            saying(
                "/sightings", id: "reportSightings",
                "Say how often an identifier was seen again, in all: a newer total replaces it.",
                body: "NewSighting"
            ) { call in
                try await say(.sightings(SightingTotal(call.json())), call, signing)
            },
            saying(
                "/links", id: "linkIndicators",
                "Say that two identifiers are of one operator, and what shows it.", body: "NewLink"
            ) { call in
                try await say(.link(OperatorLinkBody(call.json()).link), call, signing)
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
