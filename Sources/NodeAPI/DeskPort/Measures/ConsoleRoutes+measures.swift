import AllianceNames
import AuditTrail
import Complaints
import GS1
import Peering
import SignIn
import Statements

/// Measures against those who complain without ground, or infringe, again and again: `docs/complaint-judging.md`.
///
///     GET  /console/measures         those for whom one is due or lasts, and those that were taken
///     GET  /console/measures/party   one of them: ?kind=member|account|seller&value=
///     POST /console/measures/take    a person takes one; /lift ends one
extension ConsoleRoutes {
    static let measuresPath = "/console/measures"
    static let measurePartyPath = measuresPath + "/party"
    static let takeMeasurePath = measuresPath + "/take"
    static let liftMeasurePath = measuresPath + "/lift"
    /// What is taken from somebody is released by who releases what leaves this member.
    static let measureAudience = DeskRoute.Access.people(.approve)

    func measureRoutes(_ measures: any DeskMeasures) -> [DeskRoute] {
        [
            page(.get, Self.measuresPath) { request, context in
                let due = try await measures.due()
                let taken = try await measures.measures()
                return MeasurePages(context, measures).list(due, taken)
                    .noted(AuditNote(.view, results: due.items.count + taken.items.count))
            },
            page(.get, Self.measurePartyPath) { request, context in
                let party = try party(
                    request.target.parameter("kind"), request.target.parameter("value"))
                let isDone = try request.target.parameter("done") != nil
                let standing = try await measures.standing(of: party)
                return MeasurePages(context, measures).party(standing, isDone: isDone)
                    .noted(AuditNote(.view, MeasureParty.details(party)))
            },
            page(.post, Self.takeMeasurePath, for: Self.measureAudience, recording: .byHandler) {
                try await takeMeasure($0, $1, measures)
            },
            page(.post, Self.liftMeasurePath, for: Self.measureAudience, recording: .byHandler) {
                try await liftMeasure($0, $1, measures)
            },
        ]
    }

    private func party(_ kind: String?, _ value: String?) throws(PeerProblem) -> LadderParty {
        try MeasureForm.party(kind, value, at: own)
    }

    static func measureHref(_ party: LadderParty, isDone: Bool = false) -> String {
        let (kind, value) = MeasureParty.field(party)
        return
            "\(measurePartyPath)?kind=\(kind)&value=\(PercentEncoding.segment(value))\(isDone ? "&done=1" : "")"
    }

    private func takeMeasure(
        _ request: DeskRequest, _ context: ConsoleContext, _ measures: any DeskMeasures
    ) async throws -> DeskAnswer {
        guard measures.isPlatform else { throw Self.notDecidedHere }
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let new = try MeasureForm.taken(fields, at: own)
            return try await sign(
                [.what: "measure", .measure: new.measure.name], of: new.party, request,
                route: "POST \(Self.takeMeasurePath)"
            ) { person in
                try await measures.take(new, by: person, for: nil)
            }
        } again: { problem in
            try await partyAgain(
                fields, context, measures, RefusedForm(MeasurePages.taking, problem, fields))
        }
    }

    /// The page of whom it is about, with what was typed.
    private func partyAgain(
        _ fields: FormFields, _ context: ConsoleContext, _ measures: any DeskMeasures,
        _ refused: RefusedForm
    ) async throws -> DeskAnswer {
        let party = try party(fields["kind"], fields["value"])
        let standing = try await measures.standing(of: party)
        let context = context.at(Self.measureHref(party))
        return MeasurePages(context, measures).party(standing, isDone: false, refused)
            .noted(Self.refused(refused.problem, MeasureParty.details(party)))
    }

    private func liftMeasure(
        _ request: DeskRequest, _ context: ConsoleContext, _ measures: any DeskMeasures
    ) async throws -> DeskAnswer {
        guard measures.isPlatform else { throw Self.notDecidedHere }
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let lifting = try MeasureForm.lifted(fields, at: own)
            return try await sign(
                [.what: "lift", .measure: lifting.id.description], of: lifting.party, request,
                route: "POST \(Self.liftMeasurePath)"
            ) { person in
                try await measures.lift(lifting.id, text: lifting.text, by: person, for: nil)
            }
        } again: { problem in
            let name = MeasurePages.lifting(fields["log"] ?? "", fields["entry"] ?? "")
            return try await partyAgain(
                fields, context, measures, RefusedForm(name, problem, fields))
        }
    }

    /// Recorded before it is done.
    private func sign(
        _ details: [AuditDetail: String], of party: LadderParty, _ request: DeskRequest,
        route: String,
        _ body: (String) async throws -> SigningOutcome
    ) async throws -> DeskAnswer {
        let person = try Self.person(request).id.rawValue
        let details = details.merging(MeasureParty.details(party)) { $1 }
        return try await recorded(AuditNote(.publishReport, details), request, route: route) {
            _ = try RESTRoutes.signed(try await body(person))
            return .redirect(
                to: request.origin + Self.measureHref(party, isDone: true), status: 303)
        }
    }
}
