import AuditTrail
package import Casework
import JSON
import MergedView
import Peering
import SignIn

/// What an investigator's own systems and a member's other programs work with: the console's reading and
/// writing as JSON, under one root, described by an OpenAPI document that is made of the same table.
///
/// Who may have what, what is shown to whom and what is recorded is decided where it is for the console
/// (`AccessPolicy`, `ConsoleReading`, `AuditedRoute`).
package struct RESTRoutes: Sendable {
    package static let root = "/api/v1"
    static let documentPath = root + "/openapi.json"

    let console: ConsoleRoutes
    let signing: any ReportSigning
    let secondLook: SecondLook

    /// - Parameter secondLook: where this member may want one, its people report through drafts only.
    package init(
        _ console: ConsoleRoutes, signing: any ReportSigning, secondLook: SecondLook = .never
    ) {
        self.console = console
        self.signing = signing
        self.secondLook = secondLook
    }

    /// Whether refusals are for programs, whatever the request says that it takes.
    static func isBelow(_ target: String) -> Bool { target.hasPrefix("/api/") }

    package var routes: [DeskRoute] {
        let document = OpenAPIDocument(operations).json.bytes
        let tag = EntityTag.of(document)
        return [
            DeskRoute(.get, Self.documentPath, for: .everybody) { request in
                try Self.requireAccepted(RESTOperation.json, request)
                return Self.tagged(.json(document), tag, request)
            }
        ] + operations.map(route)
    }

    var operations: [RESTOperation] {
        var all = searching + identifiers + exchange + productOperations + photoOperations
        all += writing(signing) + saying(signing) + importing(signing) + drafting + caseOperations
        all += recognising
        all += console.rights.map(keepingRights) ?? []
        all += console.images.map(searchingImages) ?? []
        all += console.screening.map(screening) ?? []
        all += console.audit.map(auditing) ?? []
        all += console.casework.map { keepingSearches($0.searches) } ?? []
        all += console.casework?.entrusting.map(entrustedOperations) ?? []
        all += console.casework?.inquiries.map(inquiryOperations) ?? []
        all += console.notices.map(noticing) ?? []
        all += console.complaints.map(complaining) ?? []
        all += console.measures.map(measuring) ?? []
        all += console.marketplaces.map(marketplaceWork) ?? []
        all += console.accounts.map(keepingAccounts) ?? []
        return all
    }

    private func route(_ operation: RESTOperation) -> DeskRoute {
        let query = operation.parameters.filter { $0.place == .query }
        let once = Set(query.filter { !$0.isRepeated }.map(\.name))
        let repeated = Set(query.filter(\.isRepeated).map(\.name))
        let isExport = operation.access == ConsoleRoutes.exportAudience
        return DeskRoute(
            operation.method, operation.routePath, for: operation.access,
            streamedBytesMax: operation.streamedBytesMax, collecting: operation.collecting,
            recording: operation.recording
        ) { request in
            // What a person looks at, it looks at for a purpose; where it states that, a program cannot be led.
            if let person = request.caller.person, person.purpose == nil {
                throw PurposeRoutes.needed
            }
            if operation.isReport, request.caller.person != nil, secondLook != .never {
                throw Self.secondLookNeeded
            }
            try Self.requireAccepted(operation.success.mediaType, request)
            let call = RESTCall(
                request: request, route: operation.routeName,
                query: try RESTQuery(request.target, once: once, repeated: repeated),
                reading: console.reading.reading(
                    for: request.caller.asker(at: console.own), exporting: isExport),
                language: DeskLanguage(of: request))
            let answer: DeskAnswer
            do {
                answer = try await operation.handler(call)
            } catch let error as MergedViewError {
                throw Self.problem(error)
            } catch let error as CaseworkError {
                throw error.restProblem
            } catch let error as AttributeChangeError {
                throw error.restProblem
            } catch {
                throw ConsoleRoutes.problem(of: error) ?? error
            }
            // What a person is shown no browser keeps, so there is nothing to ask about again.
            guard operation.success.isTagged, request.method == .get, answer.status == 200,
                request.caller.person == nil
            else { return answer }
            return Self.tagged(answer, EntityTag.of(answer.body), request)
        }
    }

    /// What was asked is wrong, or what is held.
    private static func problem(_ error: MergedViewError) -> any Error {
        switch error {
        case .cursorUnreadable, .pageTooLarge, .queryTooLong, .nothingToSearchFor:
            PeerProblem(
                status: 422, keyword: error.keyword, detail: "This cannot be searched: \(error).")
        case .notAtFrontier, .rowUnreadable, .sliceUnreadable: error
        }
    }

    /// Whether a report needs one is judged where its draft is looked at.
    private static let secondLookNeeded = PeerProblem(
        status: 403, keyword: "second-look",
        detail:
            "Reports of this member's people may need a second look: write a draft, in the console or with POST \(root)\(draftsPath)."
    )

    private static func requireAccepted(
        _ mediaType: String, _ request: DeskRequest
    ) throws(PeerProblem) {
        guard MediaRanges(request.header("accept")).quality(of: mediaType) > 0 else {
            throw PeerProblem(
                status: 406, keyword: "media-type", detail: "The answer here is \(mediaType).")
        }
    }

    /// The same with its tag, or word that whoever asks has it. What is shown is recorded either way.
    private static func tagged(
        _ answer: DeskAnswer, _ tag: String, _ request: DeskRequest
    ) -> DeskAnswer {
        var answer = answer
        if EntityTag.isNamed(tag, by: request.header("if-none-match")) {
            let note = answer.note
            answer = .empty(status: 304)
            answer.note = note
        }
        answer.caching = .revalidated
        return answer.adding("etag", tag)
    }
}
