import AuditTrail
import Casework
import SignIn

/// The attributes of a report in preparation.
///
///     GET  /console/drafts/{id}/attributes   which there are
///     POST /console/drafts/{id}/attributes   adds one, or takes away those that are marked
extension ConsoleRoutes {
    static func attributesPath(of draft: CaseworkID) -> String { "\(path(of: draft))/attributes" }

    func attributeRoutes(_ drafts: any DeskDrafts) -> [DeskRoute] {
        let path = Self.draftsPath + "/{id}/attributes"
        return [
            page(.get, path, for: Self.draftAudience) { request, context in
                let colleague = try request.colleague()
                let sheet = try await drafts.sheet(request.caseworkID(), for: colleague)
                let first = try request.target.parameter("from").flatMap { Int($0) } ?? 0
                return DraftAttributesPage(context, sheet, colleague).answer(from: first)
                    .noted(
                        AuditNote(
                            .view, Self.details(of: sheet.draft), results: sheet.rows.count))
            },
            page(.post, path, for: Self.draftAudience, recording: .byHandler) {
                try await changeAttributes($0, $1, drafts, path)
            },
        ]
    }

    private func changeAttributes(
        _ request: DeskRequest, _ context: ConsoleContext, _ drafts: any DeskDrafts, _ path: String
    ) async throws -> DeskAnswer {
        let (colleague, id) = (try request.colleague(), try request.caseworkID())
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            try await rewrite(
                request, drafts, fields, colleague, path, back: Self.attributesPath
            ) { try AttributeChange(fields).apply(to: &$0) }
        } again: { problem in
            let sheet = try await drafts.sheet(id, for: colleague)
            let context = context.at(Self.attributesPath(of: id))
            return DraftAttributesPage(context, sheet, colleague)
                .refused(RefusedForm(DraftAttributesPage.changing(fields), problem, fields))
                .noted(
                    Self.refused(
                        problem, Self.details(of: sheet.draft), results: sheet.rows.count))
        }
    }
}
