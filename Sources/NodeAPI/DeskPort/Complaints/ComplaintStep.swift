package import JSON
package import Peering
package import Statements

/// What is said in a complaint's course, as programs write it: one form for each step, named as its address is.
package enum ComplaintStep: String, CaseIterable, Sendable {
    case withdrawal
    case counterNotice = "counter-notice"
    case appeal
    case evidenceRequest = "evidence-request"
    case evidence
    case reinstatement
    case outcome
    case hold
    case pause
    case decision

    /// Whether it is by a person, whose name stands in it.
    var isPersonal: Bool { self == .decision || self == .reinstatement }

    var names: Set<String> {
        switch self {
        case .withdrawal: ["listings", "text"]
        case .counterNotice: ["listings", "reason", "text", "evidence", "items", "goodFaith"]
        case .appeal: ["listings", "text", "evidence"]
        case .evidenceRequest: ["listings", "roles", "text", "due"]
        case .evidence: ["request", "evidence", "text"]
        case .reinstatement: ["listings", "reason", "text"]
        case .outcome: ["listings", "kind", "order", "reference", "items", "value", "text"]
        case .hold: ["listings", "until", "text"]
        case .pause: ["reason", "until", "text"]
        case .decision: ["answers", "parts"]
        }
    }

    /// - Parameter reviewer: the name under which the person decides; empty for a step that is nobody's own.
    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    package func statement(
        _ value: JSONValue, of complaint: EntryReference, reviewer: String
    ) throws(PeerProblem) -> ComplaintStatement {
        let body = try RESTBody(value, names: names, what: "The body")
        return try said(body, of: complaint, reviewer: reviewer).readable()
    }

    private func said(
        _ body: RESTBody, of complaint: EntryReference, reviewer: String
    ) throws(PeerProblem) -> ComplaintStatement {
        switch self {
        case .withdrawal:
            return .withdrawal(
                ComplaintWithdrawal(
                    of: complaint, listings: try body.places(), text: try body.free()))
        case .counterNotice:
            return .counterNotice(
                CounterNotice(
                    to: complaint, listings: try body.places(),
                    reason: try body.required(
                        "reason", body.word("reason") { CounterNotice.Reason(name: $0) }),
                    text: try body.needed(), evidence: try body.evidence(),
                    items: try body.listedItems(),
                    goodFaithStatement: try body.required(
                        "goodFaith",
                        body.text(
                            "goodFaith",
                            characters: 1...StatementLimits.attributeValueBytesMax))))
        case .appeal:
            return .appeal(
                ComplaintAppeal(
                    of: complaint, listings: try body.places(), text: try body.needed(),
                    evidence: try body.evidence()))
        case .evidenceRequest:
            return .evidenceRequest(
                EvidenceRequest(
                    on: complaint, listings: try body.places(), roles: try Self.roles(body),
                    text: try body.needed(), due: try body.moment("due")))
        case .evidence:
            return .evidenceSupply(
                EvidenceSupply(
                    on: complaint,
                    request: try body.required("request", body.reference("request")),
                    evidence: try body.evidence(), text: try body.free()))
        case .reinstatement:
            return .reinstatement(
                Reinstatement(
                    under: complaint, listings: try body.places(),
                    reason: try body.required(
                        "reason", body.word("reason") { Reinstatement.Reason(name: $0) }),
                    text: try body.free(), reviewer: reviewer))
        case .outcome: return .outcome(try Self.outcome(body, of: complaint))
        case .hold:
            return .operationHold(
                OperationHold(
                    on: complaint, listings: try body.places(), until: try body.moment("until"),
                    text: try body.free()))
        case .pause:
            return .clockPause(
                ClockPause(
                    of: complaint,
                    reason: try body.required(
                        "reason", body.word("reason") { ClockPause.Reason(name: $0) }),
                    until: try body.moment("until"), text: try body.free()))
        case .decision:
            return .decision(
                ComplaintDecision(
                    of: complaint, answering: try body.reference("answers"),
                    parts: try Self.parts(body), maker: .person(reviewer)))
        }
    }

    private static func roles(_ body: RESTBody) throws(PeerProblem) -> [EvidenceFile.Role] {
        var roles: [EvidenceFile.Role] = []
        for one in try body.list("roles", countMax: EvidenceFile.Role.allCases.count) ?? [] {
            let name = try RESTBody.text(one, "roles", 1...StatementLimits.wordBytesMax)
            guard let role = EvidenceFile.Role(name: name), !roles.contains(role) else {
                throw RESTBody.problem("'roles' has what is no role, or one twice.")
            }
            roles.append(role)
        }
        return roles
    }

    private static func outcome(
        _ body: RESTBody, of complaint: EntryReference
    ) throws(PeerProblem) -> ComplaintOutcome {
        var value: ComplaintOutcome.Value?
        if let said = body["value"] {
            let said = try RESTBody(said, names: ["minorUnits", "currency"], what: "'value'")
            value = ComplaintOutcome.Value(
                minorUnits: UInt64(
                    try said.required(
                        "minorUnits",
                        said.number(
                            "minorUnits", in: 0...Int(ComplaintOutcome.valueMinorUnitsMax)))),
                currency: try said.required("currency", said.text("currency", characters: 3...3)))
        }
        return ComplaintOutcome(
            of: complaint, listings: try body.places(),
            kind: try body.required(
                "kind", body.word("kind") { ComplaintOutcome.Kind(name: $0) }),
            order: try body.reference("order"),
            reference: try body.text(
                "reference", characters: 0...StatementLimits.nameBytesMax) ?? "",
            items: UInt64(
                try body.number("items", in: 0...Int(ComplaintOutcome.itemsMax)) ?? 0),
            value: value, text: try body.free())
    }

    private static func parts(_ body: RESTBody) throws(PeerProblem) -> [ComplaintDecision.Part] {
        var parts: [ComplaintDecision.Part] = []
        let values = try body.required(
            "parts", body.list("parts", countMax: Complaint.listingsMax))
        for value in values {
            let part = try RESTBody(
                value,
                names: [
                    "listings", "verdict", "scope", "reasons", "explanation", "restrictedUntil",
                ], what: "A part of the decision")
            let verdict = try part.required(
                "verdict", part.word("verdict") { ComplaintDecision.Verdict(name: $0) })
            let scope = try part.word("scope") { ComplaintDecision.Scope(name: $0) }
            guard scope == nil || verdict == .takeDown else {
                throw PeerProblem(
                    status: 422, keyword: "body",
                    detail: "Only what is taken down has a 'scope'.")
            }
            var reasons: [String] = []
            let named = try part.required(
                "reasons", part.list("reasons", countMax: ComplaintDecision.Part.reasonsMax))
            for one in named {
                reasons.append(
                    try RESTBody.text(one, "reasons", 1...StatementLimits.wordBytesMax))
            }
            parts.append(
                ComplaintDecision.Part(
                    listings: try part.placesNamed(),
                    verdict: verdict, scope: scope ?? .listing, reasons: reasons,
                    explanation: try part.free("explanation"),
                    restrictedUntil: part["restrictedUntil"] == nil
                        ? nil : try part.moment("restrictedUntil")))
        }
        return parts
    }
}

extension RESTBody {
    /// Of listings, from 0 and ascending; none where the member is missing, which says all.
    fileprivate func places() throws(PeerProblem) -> [Int] {
        try
            (numbers(
                "listings", in: 0...Complaint.listingsMax - 1, countMax: Complaint.listingsMax)
            ?? []).sorted()
    }

    /// The same where some have to be named.
    fileprivate func placesNamed() throws(PeerProblem) -> [Int] {
        _ = try required("listings", self["listings"])
        return try places()
    }

    /// Text that may be missing.
    fileprivate func free(_ name: String = "text") throws(PeerProblem) -> String {
        try text(name, characters: 0...StatementLimits.textBytesMax) ?? ""
    }

    fileprivate func needed() throws(PeerProblem) -> String {
        try required("text", text("text", characters: 1...StatementLimits.textBytesMax))
    }

    /// Milliseconds since 1970.
    fileprivate func moment(_ name: String) throws(PeerProblem) -> UInt64 {
        try RESTMoment.time(required(name, text(name, characters: 10...20)), name)
    }
}
