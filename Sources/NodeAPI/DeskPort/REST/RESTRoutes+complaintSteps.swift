import AllianceNames
import AuditTrail
import JSON
import Peering
import SignIn
import Statements
import TransparencyLog

/// What is said in a complaint's course.
extension RESTRoutes {
    func complaintSteps(_ complaints: any DeskComplaints) -> [RESTOperation] {
        ComplaintStep.allCases.map { step($0, complaints) } + [sellerLink(complaints)]
    }

    private func step(
        _ step: ComplaintStep, _ complaints: any DeskComplaints
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.complaintPath)/\(step.rawValue)", id: step.operation,
            summary: step.summary, access: step.isPersonal ? Self.deciders : Self.reporters,
            isForPersons: step.isPersonal,
            parameters: [Self.complaintParameter, IdempotencyKey.parameter],
            body: step.schema,
            success: .init(
                status: 201, schema: JSONSchema.named("SaidOfComplaint"),
                meaning:
                    "Durable and signed, with the complaint as it stands now. Where its state does not allow it, it is 409 and nothing is signed.",
                isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler, handler: { try await say(step, $0, complaints) })
    }

    private func say(
        _ step: ComplaintStep, _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let id = try Self.complaintID(call)
        let person = call.request.caller.person?.id.rawValue
        var reviewer = ""
        if step.isPersonal {
            guard let person else {
                throw PeerProblem(
                    status: 403, keyword: "person-needed",
                    detail: "A decision is by a person; sign in and decide.")
            }
            reviewer = complaints.decider(person)
        }
        let said = try step.statement(call.json(), of: id, reviewer: reviewer)
        let key = try IdempotencyKey.request(call.request)
        var details: [AuditDetail: String] = [.what: step.rawValue, .complaint: id.description]
        try await console.record(
            AuditNote(.publishReport, details), before: call.request, route: call.route)
        let (entries, isAgain) = try Self.signed(
            try await complaints.say(said, by: person, for: key))
        let entry = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        details[.said] = details.removeValue(forKey: .what)
        details[.entry] = entry.description
        let json = ComplaintJSON.signed(
            entries, and: [("complaint", try await state(of: id, call, complaints))])
        return Self.said(json, at: id, isAgain, call).noted(AuditNote(.use, details))
    }

    private func sellerLink(_ complaints: any DeskComplaints) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.complaintPath)/seller-link", id: "makeSellerLink",
            summary:
                "At the platform: an address under which a seller may answer for its listings, until it ends.",
            access: Self.reporters, parameters: [Self.complaintParameter],
            body: JSONSchema.object(
                [
                    "places": JSONSchema.list(
                        JSONSchema.number(0, Complaint.listingsMax - 1), min: 1,
                        max: Complaint.listingsMax)
                ], isClosed: true),
            success: .init(
                status: 201,
                schema: JSONSchema.object([
                    "url": JSONSchema.text(), "endsAt": JSONSchema.time,
                ]),
                meaning:
                    "Whoever has it may answer; it is shown this once and kept nowhere. Each request makes one more, which takes nothing from those before.",
                isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422],
            recording: .byHandler,
            handler: { call in
                try Self.requirePlatform(complaints)
                let id = try Self.complaintID(call)
                let body = try RESTBody(call.json(), names: ["places"], what: "The body")
                let places = try body.required(
                    "places",
                    body.numbers(
                        "places", in: 0...Complaint.listingsMax - 1,
                        countMax: Complaint.listingsMax)
                ).sorted()
                let details: [AuditDetail: String] = [
                    .what: "seller-link", .complaint: id.description,
                    .places: String(places.count),
                ]
                try await console.record(
                    AuditNote(.use, details), before: call.request, route: call.route)
                let link = try await complaints.sellerLink(of: id, places: places)
                let json = JSONValue.object([
                    "url": .string(call.request.origin + link.path),
                    "endsAt": ComplaintJSON.moment(link.endsAt),
                ])
                var note = AuditNote(.use, details)
                note.isRecorded = true
                return DeskAnswer.json(json.bytes, status: 201).noted(note)
            })
    }
}

extension ComplaintStep {
    fileprivate var operation: String {
        switch self {
        case .withdrawal: "withdrawComplaint"
        case .counterNotice: "passOnCounterNotice"
        case .appeal: "appealAgainstDecision"
        case .evidenceRequest: "requestEvidence"
        case .evidence: "supplyEvidence"
        case .reinstatement: "reinstateListings"
        case .outcome: "recordOutcome"
        case .hold: "holdAction"
        case .pause: "pauseClock"
        case .decision: "decideComplaint"
        }
    }

    fileprivate var summary: String {
        switch self {
        case .withdrawal: "The complainant takes it back, in whole or for some listings."
        case .counterNotice: "The platform passes a seller's answer on."
        case .appeal: "The complainant objects to a refusal, or to being sent back."
        case .evidenceRequest: "The platform asks for more; the clock stands still meanwhile."
        case .evidence: "The complainant gives what was asked for."
        case .reinstatement: "A person at the platform puts listings back."
        case .outcome: "What the marketplace did, what was seized, what was bought."
        case .hold: "No action and no notice to the seller until a time; a past one ends it."
        case .pause: "The platform lets the clock stand still, for a named reason."
        case .decision: "A person decides listings, or an objection that another one raised."
        }
    }
}
