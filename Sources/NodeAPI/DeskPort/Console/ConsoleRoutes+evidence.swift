import AuditTrail
import Evidence
import Peering
import SignIn
import Statements

/// What is said of an identifier, to be taken away with its proof.
extension ConsoleRoutes {
    static let bundlePath = "/console/evidence/bundle"
    static let printPath = "/console/evidence/page"

    func bundle(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        try await bundle(
            of: IdentifierLink.indicator(request.target), request, context.reading,
            route: "GET \(Self.bundlePath)")
    }

    /// As a file, for people and for programs alike.
    func bundle(
        of indicator: Indicator, _ request: DeskRequest, _ reading: any ConsoleReading,
        route: String
    ) async throws -> DeskAnswer {
        let (verified, note) = try await evidence(
            of: indicator, request, reading, form: "bundle", route)
        return DeskAnswer(mediaType: Self.bundleMediaType, body: verified.bundle.bytes)
            .adding(
                "content-disposition", Self.attachment(EvidencePrint.fileName(of: verified.bundle))
            )
            .noted(note)
    }

    static let bundleMediaType = "application/x-tar"

    func printed(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        try await printed(
            of: IdentifierLink.indicator(request.target), request, context.reading,
            in: context.language, route: "GET \(Self.printPath)")
    }

    /// As a page to print, for people and for programs alike.
    func printed(
        of indicator: Indicator, _ request: DeskRequest, _ reading: any ConsoleReading,
        in language: DeskLanguage, route: String
    ) async throws -> DeskAnswer {
        let (verified, note) = try await evidence(
            of: indicator, request, reading, form: "page", route)
        let page = EvidencePrint(verified, in: language).html
        return DeskAnswer.html(page)
            .adding("content-language", language.tag)
            .adding(
                "content-disposition",
                Self.attachment(EvidencePrint.fileName(of: verified.bundle, "html"))
            )
            .noted(note)
    }

    /// Makes the bundle, and lets it go: each of its statements counts as a row that is taken away.
    private func evidence(
        of indicator: Indicator, _ request: DeskRequest, _ reading: any ConsoleReading,
        form: String, _ route: String
    ) async throws -> (VerifiedBundle, AuditNote) {
        let narrowing = try BundleNarrowing(request.target, for: reading)
        let beside = try BundleCaptures(request.target)
        let wanted = BundleRequest(
            indicator, members: narrowing.members, channels: narrowing.channels,
            captures: try await beside.captures(of: casework?.cases, for: request),
            person: request.caller.auditActor?.name ?? "nobody",
            purpose: request.caller.person?.purpose?.description ?? "not stated")
        let details: [AuditDetail: String] = [
            .kind: indicator.type.name, .identifier: indicator.value, .form: form,
        ]
        .merging(wanted.narrowedTo) { _, narrowed in narrowed }
        .merging(beside.details) { _, named in named }
        let admitted = try await admit(
            Self.made(wanted, reading), request, route: route,
            note: { AuditNote(.export, details, rows: $0.statements.count) },
            asReleased: { held in try await Self.made(wanted.released(by: held), reading) })
        return (admitted.content, admitted.note)
    }

    private static func made(
        _ request: BundleRequest, _ reading: any ConsoleReading
    ) async throws -> VerifiedBundle {
        let made: VerifiedBundle?
        do {
            made = try await reading.bundle(request)
        } catch let error as EvidenceError {
            throw PeerProblem(
                status: 409, keyword: error.keyword,
                detail: "No evidence bundle can be made of this: \(error).")
        }
        guard let made else {
            throw PeerProblem(
                status: 404, keyword: "no-evidence",
                detail: request.narrowedTo.isEmpty
                    ? "Nothing that you may take away is said of this identifier."
                    : "Nothing that you may take away is said of this identifier by these members in these channels."
            )
        }
        return made
    }

    private static func attachment(_ name: String) -> String { "attachment; filename=\"\(name)\"" }
}
