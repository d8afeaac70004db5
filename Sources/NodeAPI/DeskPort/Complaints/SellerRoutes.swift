import Complaints
import Peering
import Statements

/// Where a seller answers, without an account here: with the address that it was sent.
///
///     GET  /seller?token=    its own listings, why they are down, and the form to answer
///     POST /seller           says a counter-notice
///
/// The token is the whole of the right to it, so it stands in no page but this one, which no search engine keeps and no
/// other site is told of. A form comes back from this page alone (`CrossSite`), with a body of a few fields
/// (`DeskRoute.openBodyBytesMax`).
package struct SellerRoutes: Sendable {
    package static let path = "/seller"
    static let tokenBytesMax = 512

    private let complaints: any DeskComplaints

    package init(_ complaints: any DeskComplaints) { self.complaints = complaints }

    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, Self.path, for: .everybody) { try await shown($0) },
            DeskRoute(.post, Self.path, for: .everybody, form: .nobody) {
                try await answered($0)
            },
        ]
    }

    private func shown(_ request: DeskRequest) async throws -> DeskAnswer {
        let language = try Self.language(of: request, request.target.parameter("lang"))
        let token = try request.target.parameter("token") ?? ""
        let page = SellerPage(language, token: token)
        guard let found = try await complaint(token) else { return page.ended() }
        let isSaid = try request.target.parameter("said") != nil
        return page.answer(found, isSaid: isSaid)
    }

    private func answered(_ request: DeskRequest) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        let token = fields["token"] ?? ""
        let language = try Self.language(of: request, fields["lang"])
        let page = SellerPage(language, token: token)
        guard let found = try await complaint(token) else { return page.ended() }
        let form = CounterNoticeForm(fields, found, language)
        guard let notice = form.notice else { return page.answer(found, wrong: form) }
        _ = try await complaints.say(.counterNotice(notice), by: nil, for: nil)
        return .redirect(
            to: "\(request.origin)\(page.href)&said=1", status: 303)
    }

    private func complaint(_ token: String) async throws -> SellerCase? {
        guard SellerPage.isToken(token) else { return nil }
        return try await complaints.sellerCase(token)
    }

    /// The one that was chosen on the page, else the browser's.
    private static func language(
        of request: DeskRequest, _ chosen: String?
    ) throws(PeerProblem) -> DeskLanguage {
        guard let chosen, !chosen.isEmpty else { return DeskLanguage(of: request) }
        guard let language = DeskLanguage(rawValue: chosen) else {
            throw PeerProblem(
                status: 400, keyword: "language", detail: "There is no such language here.")
        }
        return language
    }
}

/// What a seller says, and what is missing of it.
struct CounterNoticeForm {
    let notice: CounterNotice?
    let missing: [ComplaintText]
    let text: String
    let items: ListedItemLines
    /// As it was written.
    let itemsText: String
    let reason: CounterNotice.Reason?
    let places: Set<Int>

    init(_ fields: FormFields, _ found: SellerCase, _ language: DeskLanguage) {
        let answerable = found.listings.filter { $0.stage == .takenDown }.map(\.place)
        let places = answerable.filter { fields["p\($0)"] == "yes" }.sorted()
        text = ComplaintForm.text(fields["text"], StatementLimits.textBytesMax)
        reason = CounterNotice.Reason(name: fields["reason"] ?? "")
        self.places = Set(places)
        itemsText = String((fields["items"] ?? "").prefix(ListedItemLines.bytesMax))
        let chosen = found.listings.filter { places.contains($0.place) }
        items = ListedItemLines(itemsText, of: chosen.map(\.listing))
        var missing: [ComplaintText] = []
        if places.isEmpty { missing.append(.sellerNoListing) }
        if reason == nil { missing.append(.sellerNoReason) }
        if text.isEmpty { missing.append(.sellerNoText) }
        if fields["goodfaith"] != "yes" { missing.append(.sellerNoGoodFaith) }
        self.missing = missing
        guard missing.isEmpty, items.refused.isEmpty, let reason else {
            notice = nil
            return
        }
        notice = CounterNotice(
            to: found.id, listings: places, reason: reason, text: text,
            items: items.items.map { .init(listing: chosen[$0.listing].place, item: $0.item) },
            goodFaithStatement: ComplaintText.sellerDeclaration(language))
    }
}
