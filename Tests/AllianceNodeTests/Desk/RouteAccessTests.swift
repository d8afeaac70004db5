import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Logging
import NIOHTTP1
import NIOPosix
import NodeAPI
import Peering
import SQLiteStore
import SignIn
import Testing

/// Every route of a real node's desk, tried as everybody who may come.
@Suite(.timeLimit(.minutes(30))) struct RouteAccessTests {
    /// Who comes, and how it shows who it is.
    private enum Visitor: Hashable, CustomStringConvertible {
        case stranger, otherMember, ownSystem, machine
        case person(Role)

        static let all: [Visitor] =
            [.stranger, .otherMember, .ownSystem, .machine] + Role.ofPeople.map { .person($0) }

        var description: String {
            if case .person(let role) = self { return role.rawValue }
            return
                "\(self == .stranger ? "stranger" : self == .otherMember ? "other member" : self == .ownSystem ? "own system" : "machine")"
        }

        static let people = Set(Role.ofPeople.map { Visitor.person($0) })
    }

    /// For whom a route is. A route that is not in the table has no decision, and fails the test.
    private static let everybody = Set(Visitor.all)
    private static let members: Set<Visitor> = [.ownSystem, .otherMember]
    private static let ownSystems: Set<Visitor> = [.ownSystem]
    private static let programs: Set<Visitor> = [.ownSystem, .machine]
    private static let viewers = Visitor.people.union([.ownSystem, .machine])
    private static let exporters: Set<Visitor> = [
        .ownSystem, .person(.investigator), .person(.analyst), .person(.approver),
    ]
    private static let drafters: Set<Visitor> = [
        .person(.investigator), .person(.analyst), .person(.approver),
    ]
    private static let reporters: Set<Visitor> = [.person(.investigator), .person(.approver)]
    private static let casework = [
        "/console/report", "/console/drafts", "/console/cases", "/api/v1/drafts",
        // Inquiries and outreach.
        "/console/inquiries", "/console/hand-overs", "/console/onboarding",
        "/console/right-documents", "/api/v1/inquiries", "/api/v1/inquiry-figures",
        "/api/v1/inquiry-rules", "/api/v1/onboarding",
        "/api/v1/hand-overs", "/api/v1/right-documents", "/api/v1/members/{id}/",
    ]
    private static let reporting = [
        "/drafts/{id}/publish", "/drafts/{id}/withdraw", "/drafts/{id}/entrust",
        "/drafts/{id}/publication", "/drafts/{id}/withdrawal", "/drafts/{id}/entrustment",
    ]
    private static let watchers: Set<Visitor> = [
        .ownSystem, .machine, .person(.administrator),
    ]

    private static let table: [String: Set<Visitor>] = [
        "GET /": everybody, "GET /find": everybody, "GET /desk-6.css": everybody,
        "GET /desk-mark.svg": everybody, "POST /language": everybody,
        "GET /.well-known/gs1resolver": everybody,
        "GET /01/{item...}": everybody, "GET /00/{rest...}": everybody,
        "GET /253/{rest...}": everybody, "GET /255/{rest...}": everybody,
        "GET /401/{rest...}": everybody, "GET /402/{rest...}": everybody,
        "GET /414/{rest...}": everybody, "GET /417/{rest...}": everybody,
        "GET /8003/{rest...}": everybody, "GET /8004/{rest...}": everybody,
        "GET /8006/{rest...}": everybody, "GET /8010/{rest...}": everybody,
        "GET /8013/{rest...}": everybody, "GET /8017/{rest...}": everybody,
        "GET /8018/{rest...}": everybody,
        "GET /sign-in": everybody, "GET /sign-in/link/{secret}": everybody,
        "POST /sign-in/link/{secret}": everybody, "POST /sign-out": everybody,
        "GET /account": Visitor.people, "GET /purpose": Visitor.people,
        "POST /purpose": Visitor.people,
        "GET /verify/gtin/{gtin}/lot/{lot}/ser/{serial}": members,
        "GET /checkConnectivity": members,
        "GET /capture": ownSystems, "POST /capture": ownSystems,
        "GET /capture/{id}": ownSystems, "GET /events": ownSystems,
        "GET /metrics": watchers, "GET /healthz": everybody, "GET /readyz": everybody,
        "GET /about": everybody, "GET /about/en": everybody, "GET /about/zh": everybody,
        "GET /robots.txt": everybody, "GET /sitemap.xml": everybody,
        "GET /api/v1/openapi.json": everybody,
        // Signed by a marketplace, whoever's connection it is.
        "POST /marketplaces/{name}/answers": everybody,
        "POST /marketplaces/{name}/listings": everybody,
    ]

    /// Of which a program is told to come with a person.
    private static let forPersons: Set<String> = ["GET /account", "GET /purpose", "POST /purpose"]

    private func expected(_ route: DeskRoute) -> Set<Visitor>? {
        let name = "\(route.method.rawValue) \(route.pattern)"
        // A program reads with a token; what is posted and deleted is signed in this member's name.
        if ["/taxii2", "/misp"].contains(where: route.pattern.description.hasPrefix) {
            return route.method == .get ? Self.programs : Self.ownSystems
        }
        if route.pattern.description.hasPrefix("/console/evidence")
            || route.pattern.description == "/console/export"
        {
            return Self.exporters
        }
        if route.pattern.description == "/console/audit" { return Visitor.people }
        // The clock that all of a desk's people are measured by.
        if ["POST /console/inquiry-rules", "PUT /api/v1/inquiry-rules"].contains(name) {
            return [.person(.approver)]
        }
        if route.pattern.description == "/console/audit/release" {
            return [.person(.approver), .person(.administrator)]
        }
        // An account's pages know its holder's cookie alone (`AccountRoutesTests.separation`).
        if route.pattern.description.hasPrefix("/account/") {
            return route.access == .everybody ? Self.everybody : []
        }
        if ["/console/accounts/", "/api/v1/accounts/"].contains(
            where: route.pattern.description.hasPrefix),
            route.method == .post || route.pattern.description.hasSuffix("/{digest}")
        {
            return [.person(.approver)]
        }
        // A program prepares nothing: what is drafted is drafted in somebody's name.
        if Self.reporting.contains(where: route.pattern.description.hasSuffix) {
            return Self.reporters
        }
        if route.pattern.description.hasPrefix("/console/entrusted")
            || route.pattern.description.hasPrefix("/api/v1/entrusted-reports")
        {
            return Self.reporters
        }
        if Self.casework.contains(where: route.pattern.description.hasPrefix) {
            return Self.drafters
        }
        if route.pattern.description.hasPrefix("/api/v1/cases") { return Self.drafters }
        // What somebody keeps for itself, a program has no place for.
        if ["/console/searches", "/api/v1/saved-searches"].contains(
            where: route.pattern.description.hasPrefix)
        {
            return Visitor.people
        }
        // What a form signs has a person's name; a member's own systems say the same through REST.
        if ["/console/rights/", "/console/identifier/"].contains(
            where: route.pattern.description.hasPrefix)
        {
            return Self.reporters
        }
        // Files and figures are taken away; the rest of a complaint's page signs in this member's name.
        if ["/console/complaint/file", "/console/figures/csv"].contains(
            route.pattern.description)
        {
            return Self.exporters
        }
        if ["GET /console/complaint/reasons", "GET /console/complaint"].contains(name) {
            return Self.viewers
        }
        if ["/console/complaint/", "/console/complaints/", "/console/review"].contains(
            where: route.pattern.description.hasPrefix)
        {
            return Self.reporters
        }
        if ["/console/proposals/", "/console/orders/"].contains(
            where: route.pattern.description.hasPrefix)
        {
            return Self.reporters
        }
        if route.method == .post,
            ["/api/v1/screening/proposals", "/api/v1/marketplace-orders"].contains(
                where: route.pattern.description.hasPrefix)
        {
            return Self.reporters
        }
        // What is taken from somebody is released by who releases what leaves this member.
        if route.method == .post,
            ["/console/measures", "/api/v1/measures"].contains(
                where: route.pattern.description.hasPrefix)
        {
            return [.person(.approver)]
        }
        // With the address that it was sent.
        if route.pattern.description == "/seller" { return Self.everybody }
        if route.pattern.description.hasPrefix("/console") { return Self.viewers }
        if let complaining = expectedOfComplaints(route) { return complaining }
        if route.pattern.description.hasPrefix("/api/v1/proofs/")
            || [
                "/api/v1/indicators/export", "/api/v1/figures.csv", "/api/v1/figures/reasons",
            ].contains(route.pattern.description)
            || route.pattern.description.hasSuffix("/evidence")
            || route.pattern.description.hasSuffix("/evidence/page")
        {
            return Self.exporters
        }
        if ["GET /api/v1/audit", "GET /api/v1/audit/exports"].contains(name) {
            return Visitor.people
        }
        if name == "POST /api/v1/audit/exports/{number}/release" {
            return [.person(.approver), .person(.administrator)]
        }
        // Writing is for whoever may speak in this member's name.
        if [
            "POST /api/v1/indicators", "POST /api/v1/indicators/import",
            "DELETE /api/v1/indicators/{type}/{value}", "POST /api/v1/objections",
            "POST /api/v1/sightings", "POST /api/v1/links", "POST /api/v1/rights",
            "DELETE /api/v1/rights/{key}",
        ].contains(name) {
            return [.ownSystem, .person(.investigator), .person(.approver)]
        }
        if route.pattern.description.hasPrefix("/api/v1/"), Self.table[name] == nil {
            return Self.viewers
        }
        return Self.table[name]
    }

    /// Nil for a route that is about something else.
    private func expectedOfComplaints(_ route: DeskRoute) -> Set<Visitor>? {
        let path = route.pattern.description
        guard path.hasPrefix("/api/v1/complaints") else { return nil }
        // What is taken away counts, here as on the console.
        if path.contains("/files/") { return Self.exporters }
        // What the platform weighed is for those who sign in its name.
        if path.hasSuffix("/queue") { return Self.reporters.union([.ownSystem]) }
        if route.method == .get || path.hasSuffix("/check") { return Self.viewers }
        // Who decides has a name.
        if ["/decision", "/reinstatement"].contains(where: path.hasSuffix) {
            return Self.reporters
        }
        return Self.reporters.union([.ownSystem])
    }

    @Test("each route answers those for whom it is, and nobody else")
    func everyRoute() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let visitors = try await Self.visitors(desk)
            var tried = 0
            for route in desk.routes.all {
                let name = "\(route.method.rawValue) \(route.pattern)"
                let allowed = try #require(
                    expected(route), "\(name) is in no table: decide for whom it is")
                for visitor in Visitor.all {
                    let ask = try #require(visitors[visitor])
                    let answer = try await ask(route)
                    let isRefused = Self.isRefusal(answer)
                    #expect(
                        isRefused != allowed.contains(visitor),
                        "\(name) as \(visitor): \(answer.status) \(answer.body.prefix(120))")
                    if isRefused {
                        // Who has not shown what is asked for, is asked; who has, is refused.
                        let showsOther =
                            visitor != .otherMember
                            && ([.members, .ownSystems, .programs(.view)].contains(route.access)
                                || Self.forPersons.contains(name))
                        let asks =
                            visitor == .stranger || showsOther || route.access == .accountHolders
                        #expect(answer.status == (asks ? 401 : 403), "\(name) as \(visitor)")
                    }
                    tried += 1
                }
            }
            #expect(tried == desk.routes.all.count * Visitor.all.count)
            #expect(desk.routes.all.count > 25)
            #expect(desk.routes.all.contains { $0.access == .accountHolders })
        }
    }

    @Test("the table names no route that is not there")
    func table() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let names = Set(desk.routes.all.map { "\($0.method.rawValue) \($0.pattern)" })
            #expect(Self.table.keys.filter { !names.contains($0) }.sorted() == [])
        }
    }

    private static func isRefusal(_ answer: Browser.Answer) -> Bool {
        answer.status == 401 || answer.status == 403
            || answer.status == 404 && answer.body.contains("no-such-collection")
    }

    private typealias Asking = @Sendable (DeskRoute) async throws -> Browser.Answer

    private static func visitors(_ desk: WholeDesk) async throws -> [Visitor: Asking] {
        var visitors: [Visitor: Asking] = [
            .stranger: asking(desk.browser()), .otherMember: asking(desk.browser("other")),
            .ownSystem: asking(desk.browser("own")),
            .machine: asking(desk.browser(), [("authorization", "Bearer \(try desk.token())")]),
        ]
        for role in Role.ofPeople {
            let (browser, session) = try await desk.signedIn(role)
            visitors[.person(role)] = { route in
                // Signing out would end it for the routes after this one.
                if route.pattern.description == SignInPath.signOut {
                    let (once, secret) = try await desk.signedIn(role)
                    return try await asking(once, [("x-form-token", secret.formToken.text)])(route)
                }
                return try await asking(browser, [("x-form-token", session.formToken.text)])(route)
            }
        }
        return visitors
    }

    private static func asking(
        _ browser: Browser, _ headers: [(String, String)] = []
    ) -> Asking {
        { route in
            let path = route.pattern.description.replacing(#/\{[^}]+\}/#, with: "x")
            let isReading = route.method == .get
            return try await browser.send(
                .init(rawValue: route.method.rawValue), path,
                body: route.method == .post || route.method == .put ? "{}" : nil,
                headers: headers + (isReading ? [] : [("origin", browser.origin)]))
        }
    }
}
