import AllianceNames
import MergedView
import Peering
import SignIn

/// The console: what an investigator of this member works with. Pages of plain HTML that need no script.
///
///     GET  /console                  overview
///     GET  /console/search           search; /console/search/help says how
///     GET  /console/identifier       one reported identifier
///     GET  /console/evidence         proof that an entry is in its log, for download
///     GET  /console/check            check a list of one's own; POST has it checked
///     GET  /console/linked           linked sellers
///     GET  /console/product          product check; POST takes what a scanner sends
///     GET  /console/members          members and how up to date each is
///     POST /console/language         the language of the pages
package struct ConsoleRoutes: Sendable {
    /// Whoever may look; what is taken away is for those who may export.
    package static let audience = DeskRoute.Access.people(.view)
    package static let exportAudience = DeskRoute.Access.people(.export)

    let reading: any ConsoleReading
    let products: any DeskAnswering

    package init(_ reading: any ConsoleReading, products: any DeskAnswering) {
        self.reading = reading
        self.products = products
    }

    package var routes: [DeskRoute] {
        [
            page(.get, "/console") { OverviewPage($1).answer(try await reading.overview()) },
            page(.get, "/console/search") { try await search($0, $1) },
            page(.get, "/console/search/help") { SearchHelpPage($1).answer() },
            page(.get, "/console/identifier") { try await identifier($0, $1) },
            page(.get, "/console/evidence", for: Self.exportAudience) {
                try await evidence($0, $1)
            },
            page(.get, "/console/check") { CheckListPage($1).empty() },
            page(.post, "/console/check") { try await check($0, $1) },
            page(.get, "/console/linked") {
                LinkedSellersPage($1).answer(try await reading.linkedSellers())
            },
            page(.get, "/console/product") { try await product($0, $1) },
            page(.post, "/console/product") { request, _ in try scanned(request) },
            page(.get, "/console/members") {
                MembersPage($1).answer(try await reading.exchange())
            },
            page(.post, "/console/language") { request, _ in try LanguageChoice.answer(request) },
        ]
    }

    private typealias PageHandler =
        @Sendable (DeskRequest, ConsoleContext) async throws -> DeskAnswer

    private func page(
        _ method: DeskMethod, _ path: String, for audience: DeskRoute.Access = Self.audience,
        _ handler: @escaping PageHandler
    ) -> DeskRoute {
        DeskRoute(method, path, for: audience) { request in
            let context = ConsoleContext(
                language: DeskLanguage(of: request), names: reading.memberNames(),
                path: method == .get
                    ? request.target.path + (request.target.query.map { "?\($0)" } ?? "")
                    : request.target.path,
                person: request.caller.person)
            do {
                return try await handler(request, context)
            } catch let error as MergedViewError {
                throw PeerProblem(status: 400, keyword: "query", detail: "\(error).")
            }
        }
    }
}

/// What all pages of the console need to know.
struct ConsoleContext: Sendable {
    let language: DeskLanguage
    let names: [MemberID: String]
    /// Of the page that was asked for.
    let path: String
    /// Who looks, where it is somebody by name.
    let person: DeskPerson?

    /// First in every form that is posted (`CrossSite`).
    var tokenField: HTML { person?.formField ?? "" }

    func name(_ member: MemberID) -> String { names[member] ?? member.rawValue }

    subscript(_ text: PageText) -> String { text(language) }
}
