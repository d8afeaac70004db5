import NodeAPI
import Testing

/// What the console can do, programs can do: each form of the console has its operation.
@Suite(.timeLimit(.minutes(30))) struct RESTParityTests {
    /// What is posted below `/console`, and the operation below `/api/v1` that does the same.
    private static let operations: [String: String] = [
        "/audit/release": "POST /audit/exports/{number}/release",
        "/check": "POST /indicators/check", "/image": "POST /images/search",
        "/product": "POST /products/check", "/product/photo": "POST /products/photo",
        "/screen": "POST /screenings",
        // Rights, complaints and what a platform does about them.
        "/rights/names": "GET /rights/aliases", "/rights/state": "POST /rights",
        "/rights/withdraw": "DELETE /rights/{key}",
        "/complaints/new": "POST /complaints", "/complaints/list": "POST /complaints/import",
        "/complaint/link": "POST /complaints/{id}/seller-link",
        "/complaint/withdraw": "POST /complaints/{id}/withdrawal",
        "/complaint/appeal": "POST /complaints/{id}/appeal",
        "/complaint/supply": "POST /complaints/{id}/evidence",
        "/complaint/request": "POST /complaints/{id}/evidence-request",
        "/complaint/reinstate": "POST /complaints/{id}/reinstatement",
        "/complaint/hold": "POST /complaints/{id}/hold",
        "/complaint/pause": "POST /complaints/{id}/pause",
        "/complaint/outcome": "POST /complaints/{id}/outcome",
        "/review/decide": "POST /complaints/{id}/decision",
        "/measures/take": "POST /measures", "/measures/lift": "POST /measures/{id}/lift",
        "/proposals/dismiss": "POST /screening/proposals/{number}/dismissal",
        "/proposals/file": "POST /screening/proposals/{number}/complaint",
        "/orders/again": "POST /marketplace-orders/{id}/attempt",
        // What is said of an identifier beside reports.
        "/identifier/object": "POST /objections", "/identifier/sight": "POST /sightings",
        "/identifier/link": "POST /links",
        "/identifier/withdraw": "DELETE /indicators/{type}/{value}",
        // Drafts, and what others publish.
        "/drafts": "POST /drafts", "/drafts/list": "POST /drafts/import",
        "/drafts/{id}": "PUT /drafts/{id}",
        "/drafts/{id}/attributes": "POST /drafts/{id}/attributes",
        "/drafts/{id}/rows": "POST /drafts/{id}/omission",
        "/drafts/{id}/submit": "POST /drafts/{id}/submission",
        "/drafts/{id}/return": "POST /drafts/{id}/return",
        "/drafts/{id}/discard": "DELETE /drafts/{id}",
        "/drafts/{id}/publish": "POST /drafts/{id}/publication",
        "/drafts/{id}/withdraw": "POST /drafts/{id}/withdrawal",
        "/drafts/{id}/entrust": "POST /drafts/{id}/entrustment",
        "/entrusted/{id}/take": "POST /entrusted-reports/{id}/acceptance",
        "/entrusted/{id}/refuse": "POST /entrusted-reports/{id}/refusal",
        "/entrusted/{id}/withdraw": "POST /entrusted-reports/{id}/withdrawal",
        // Cases and searches.
        "/cases": "POST /cases", "/cases/{id}": "PUT /cases/{id}",
        "/cases/{id}/close": "POST /cases/{id}/close",
        "/cases/{id}/open": "POST /cases/{id}/open",
        "/cases/{id}/contact": "PUT /cases/{id}/contact",
        "/cases/{id}/contact/end": "DELETE /cases/{id}/contact",
        "/cases/{id}/delete": "DELETE /cases/{id}",
        "/cases/{id}/items": "POST /cases/{id}/items",
        "/cases/{id}/items/{item}/done": "POST /cases/{id}/items/{item}/done",
        "/cases/{id}/items/{item}/remove": "DELETE /cases/{id}/items/{item}",
        "/searches": "POST /saved-searches", "/searches/{id}/run": "POST /saved-searches/{id}/run",
        "/searches/{id}/rename": "PUT /saved-searches/{id}",
        "/searches/{id}/delete": "DELETE /saved-searches/{id}",
        // Inquiries and outreach.
        "/inquiries": "POST /inquiries", "/inquiry-rules": "PUT /inquiry-rules",
        "/inquiries/{id}/answer": "POST /inquiries/{id}/answer",
        "/inquiries/{id}/further": "POST /inquiries/{id}/further",
        "/inquiries/{id}/assign": "POST /inquiries/{id}/assignment",
        "/inquiries/{id}/manage": "POST /inquiries/{id}/manager",
        "/inquiries/{id}/note": "POST /inquiries/{id}/notes",
        "/inquiries/{id}/contact": "POST /inquiries/{id}/contacts",
        "/inquiries/{id}/close": "POST /inquiries/{id}/close",
        "/hand-overs": "POST /hand-overs", "/onboarding/{member}": "POST /members/{id}/contacts",
        "/right-documents": "POST /right-documents",
        // Notices.
        "/notices/read": "POST /notices/read", "/notices/settings/follow": "POST /subscriptions",
        "/notices/settings/unfollow": "DELETE /subscriptions/{id}",
        "/notices/settings/webhook": "POST /webhooks",
        "/notices/settings/webhook-remove": "DELETE /webhooks/{id}",
        "/notices/settings/webhook-on": "POST /webhooks/{id}/on",
        "/notices/settings/delivery": "PUT /notice-settings",
        // Accounts at a platform.
        "/accounts/{id}/accept": "POST /accounts/{id}/acceptance",
        "/accounts/{id}/code": "POST /accounts/{id}/code",
        "/accounts/{id}/suspend": "POST /accounts/{id}/suspension",
        "/accounts/{id}/resume": "POST /accounts/{id}/resumption",
        "/accounts/{id}/close": "POST /accounts/{id}/closing",
    ]

    /// What is read below `/console`, and the operation that gives the same; `/console` itself is "".
    private static let readings: [String: String] = [
        "": "GET /overview", "/search": "GET /indicators",
        "/identifier": "GET /indicators/{type}/{value}",
        "/evidence": "GET /proofs/{alliance}/{channel}/{member}/{epoch}/{index}",
        "/evidence/bundle": "GET /indicators/{type}/{value}/evidence",
        "/evidence/page": "GET /indicators/{type}/{value}/evidence/page",
        "/export": "GET /indicators/export", "/linked": "GET /linked-sellers",
        "/product": "GET /products/check", "/image": "GET /images/search",
        "/members": "GET /members", "/audit": "GET /audit", "/rights": "GET /rights",
        // Drafts, and what others publish.
        "/drafts": "GET /drafts", "/drafts/{id}": "GET /drafts/{id}",
        "/drafts/{id}/attributes": "GET /drafts/{id}",
        "/entrusted": "GET /entrusted-reports", "/entrusted/{id}": "GET /entrusted-reports/{id}",
        "/entrusted/{id}/openings/{row}": "GET /entrusted-reports/{id}/openings/{row}",
        // Cases.
        "/cases": "GET /cases", "/cases/{id}": "GET /cases/{id}",
        "/cases/{id}/files/{item}": "GET /cases/{id}/files/{item}",
        "/cases/{id}/referral.json": "GET /cases/{id}/referral",
        // Inquiries and outreach.
        "/inquiries": "GET /inquiries", "/inquiries/{id}": "GET /inquiries/{id}",
        "/inquiries/{id}/photos/{photo}": "GET /inquiries/{id}/photos/{photo}",
        "/hand-overs": "GET /hand-overs", "/onboarding": "GET /onboarding",
        "/onboarding/{member}": "GET /members/{id}/onboarding",
        "/right-documents": "GET /right-documents",
        "/right-documents/{id}": "GET /right-documents/{id}",
        // Notices.
        "/notices": "GET /notices", "/notices/settings": "GET /subscriptions",
        // Complaints, and what a platform does about them.
        "/complaints": "GET /complaints", "/complaint": "GET /complaints/{id}",
        "/complaint/file": "GET /complaints/{id}/files/{digest}",
        "/complaint/reasons": "GET /complaints/{id}/reasons",
        "/review": "GET /complaints/queue", "/figures": "GET /figures",
        "/figures/csv": "GET /figures.csv", "/measures": "GET /measures",
        "/measures/party": "GET /measures/standing", "/proposals": "GET /screening/proposals",
        "/orders": "GET /marketplace-orders", "/accounts": "GET /accounts",
        "/accounts/{id}": "GET /accounts/{id}",
        "/accounts/{id}/document/{digest}": "GET /accounts/{id}/documents/{digest}",
    ]

    /// Pages of which a program needs none: empty forms, the words that explain the search, and what is printed of a
    /// referral.
    private static let pagesAlone: Set = [
        "/search/help", "/check", "/screen", "/report", "/complaints/new", "/complaints/list",
        "/rights/withdraw", "/cases/{id}/referral",
    ]

    /// What is below `/console` with a method, and what is below `/api/v1`.
    private static func paths(
        of desk: WholeDesk, _ method: DeskMethod
    ) -> (console: Set<String>, described: Set<String>) {
        let (console, root) = ("/console", "/api/v1")
        var paths: Set<String> = []
        var described: Set<String> = []
        for route in desk.routes.all {
            let path = route.pattern.description
            if route.method == method, path == console || path.hasPrefix(console + "/") {
                paths.insert(String(path.dropFirst(console.count)))
            } else if path.hasPrefix(root) {
                described.insert("\(route.method.rawValue) \(path.dropFirst(root.count))")
            }
        }
        return (paths, described)
    }

    @Test("each page of the console has an operation that gives the same")
    func everyPage() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let (pages, described) = Self.paths(of: desk, .get)
            #expect(pages.count > 40)
            let named = Set(Self.readings.keys)
            #expect(named.isDisjoint(with: Self.pagesAlone))
            #expect(
                pages.subtracting(named).subtracting(Self.pagesAlone).sorted() == [],
                "give each an operation")
            #expect(named.union(Self.pagesAlone).subtracting(pages).sorted() == [])
            #expect(Set(Self.readings.values).subtracting(described).sorted() == [])
        }
    }

    @Test("each form of the console has an operation that does the same")
    func everyForm() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let (forms, described) = Self.paths(of: desk, .post)
            #expect(forms.count > 60)
            let named = Set(Self.operations.keys)
            #expect(forms.subtracting(named).sorted() == [], "give each an operation")
            // The table names nothing that is not there.
            #expect(named.subtracting(forms).sorted() == [])
            #expect(Set(Self.operations.values).subtracting(described).sorted() == [])
        }
    }
}
