import AllianceNames
import AuditTrail
import Peering
import Statements

/// What is said of a reported identifier beside a report, and what is taken back.
///
///     POST /console/identifier/object    an objection: what is reported is wrong
///     POST /console/identifier/sight     how often it was seen again, in all
///     POST /console/identifier/link      another identifier of the same operator
///     POST /console/identifier/withdraw  takes back what this member says
///
/// Each is shown once more first, with who will be able to read it, and signed when that page's form comes back.
extension ConsoleRoutes {
    func sayingRoutes(_ signing: any ReportSigning, _ drafts: any DeskDrafts) -> [DeskRoute] {
        SayingForm.allCases.map { form in
            page(.post, form.path, for: Self.reportAudience, recording: .byHandler) {
                try await say(form, $0, $1, signing, drafts)
            }
        }
    }

    private func say(
        _ form: SayingForm, _ request: DeskRequest, _ context: ConsoleContext,
        _ signing: any ReportSigning, _ drafts: any DeskDrafts
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        let indicator = try IdentifierLink.indicator(ofKey: fields[SayingForm.identifier] ?? "")
        let context = context.at(IdentifierLink.href(indicator) ?? SearchForm.path)
        return try await answer {
            let saying = try IdentifierSaying(form, of: indicator, fields)
            guard let audience = drafts.audiences().first(where: { $0.channel == saying.channel })
            else { throw ReportForm.wrong("Choose a channel of the list.") }
            if fields[SayingForm.once] != nil {
                return try await sign(
                    saying, fields, request, signing, page: SayingPage(context, saying, audience))
            }
            let dots = try await saying.takenBack(signing)
            if form == .withdraw, dots.isEmpty { throw RESTRoutes.nothingToWithdraw }
            return SayingPage(context, saying, audience).answer(fields, takingBack: dots)
                .noted(AuditNote(.view, Self.details(of: indicator), results: dots.count))
        } again: { problem in
            try await identifierPage(
                of: indicator, request, context,
                refused: RefusedForm(form.rawValue, problem, fields))
        }
    }

    private func sign(
        _ saying: IdentifierSaying, _ fields: FormFields, _ request: DeskRequest,
        _ signing: any ReportSigning, page: SayingPage
    ) async throws -> DeskAnswer {
        let (form, indicator) = (saying.form, saying.indicator)
        let keyed = try fields.request(request)
        try await record(
            .saying(saying.said, of: indicator, in: saying.channel),
            before: request, route: "POST \(form.path)")
        let seen = fields[SayingForm.seen]
        let outcome = try await signing.sign(in: saying.channel, for: keyed) {
            try await saying.statements(signing, seen: seen)
        }
        if outcome == .keyInUse {
            // The same form once more: a new one would be signed beside it.
            return page.underWay(fields, takingBack: try await saying.takenBack(signing))
                .noted(Self.refused(IdempotencyKey.formInUse, Self.details(of: indicator)))
        }
        let (entries, _) = try RESTRoutes.signed(outcome)
        let back = IdentifierLink.href(indicator).map { "\($0)&said=\(form.rawValue)" }
        return .redirect(to: request.origin + (back ?? SearchForm.path), status: 303)
            .noted(.signed(form == .withdraw ? .withdrawn : .said, indicator, entries))
    }

    static func details(of indicator: Indicator) -> [AuditDetail: String] {
        [.kind: indicator.type.name, .identifier: indicator.value]
    }
}
