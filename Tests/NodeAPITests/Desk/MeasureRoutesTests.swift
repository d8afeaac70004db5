import AllianceNames
import Complaints
import Foundation
import GS1
import JSON
import NodeAPI
import Peering
import SignIn
import Statements
import Synchronization
import Testing

/// Measures on the console and at the REST interface.
@Suite(.timeLimit(.minutes(4))) struct MeasureRoutesTests {
    private static let root = "/api/v1/measures"
    private static let seller = "bazario:shop-1"

    private static func console(_ desk: FixedMeasures) throws -> ConsoleRoutes {
        ConsoleRoutes(
            try FixedConsole(), of: FixedMeasures.hub, products: FixedAnswers(), measures: desk)
    }

    private static func person(_ role: Role) throws -> DeskPerson {
        DeskPerson(
            member: FixedMeasures.hub, id: try PersonID(parsing: "vera"), displayName: "Vera",
            roles: [role], method: .link, purpose: try Purpose(.complaint),
            formToken: Secret.random().formToken)
    }

    /// By the handler, with all that the port would have looked at before.
    private static func ask(
        _ routes: [DeskRoute], _ method: DeskMethod, _ target: String, _ body: String = "",
        type: String = "application/json", as role: Role = .approver
    ) async throws -> DeskAnswer {
        let target = try RequestTarget(parsing: target)
        let found = try #require(
            routes.first {
                $0.method == method
                    && $0.pattern.description.replacing("{id}", with: id) == target.path
            }, "\(method) \(target.path)")
        let request = DeskRequest(
            method: method, target: target,
            parameters: found.pattern.description.contains("{id}") ? ["id": id] : [:],
            headers: [.init("content-type", type), .init("accept", "*/*")],
            body: Array(body.utf8), caller: .person(try person(role)), origin: "https://hub",
            id: "1")
        return try await found.handler(request)
    }

    private static let id = "ipacc.example~desk-hub~hub~e1~2"

    @Test("answers are as they are described, whatever people wrote")
    func asDescribed() async throws {
        let desk = FixedMeasures(saying: FixedConsole.hostile)
        let routes = RESTRoutes(try Self.console(desk), signing: FixedSigning()).routes
        try await LiveDesk.with(routes: routes) { live in
            let connection = try await live.connect("hub")
            let document = try await RESTRoutesTests.document(connection)
            let schemas = DescribedSchema(document)
            for (path, template) in [
                (Self.root, "/measures"), (Self.root + "/due", "/measures/due"),
                (Self.root + "/standing?seller=\(Self.seller)", "/measures/standing"),
                (Self.root + "/standing?member=brand", "/measures/standing"),
            ] {
                let answer = try await connection.get(path)
                #expect(answer.status == 200, "\(path): \(answer.text.prefix(300))")
                let schema = try RESTRoutesTests.schema(document, template, "get")
                let faults = schemas.faults(try JSONValue(parsing: answer.body), schema)
                #expect(faults.sorted() == [], "\(path)")
            }
            for wrong in ["", "?member=", "?member=a&seller=b:c", "?seller=nowhere", "?account="] {
                let status = try await connection.get(Self.root + "/standing" + wrong).status
                #expect(status == 422, "\(wrong)")
            }
        }
    }

    @Test("a person takes a measure, and ends one, by programs' means")
    func rest() async throws {
        let desk = FixedMeasures()
        let routes = RESTRoutes(try Self.console(desk), signing: FixedSigning()).routes
        let body =
            #"{"seller":"\#(Self.seller)","measure":"suspension","until":"2026-12-10","text":"four takedowns stand","intentEstablished":true}"#
        let taken = try await Self.ask(routes, .post, Self.root, body)
        #expect(taken.status == 201, "\(taken.text)")
        #expect(taken.text.contains("ipacc.example~desk-hub~hub~e1~7"))
        let new = try #require(desk.taken.withLock { $0.last })
        #expect(
            new
                == NewMeasure(
                    .suspension,
                    against: .seller(try Indicator(.sellerAccount, parsing: Self.seller)),
                    until: 1_796_860_800_000, text: "four takedowns stand",
                    isIntentEstablished: true))
        let lifted = try await Self.ask(
            routes, .post, "\(Self.root)/\(Self.id)/lift", #"{"text":"an error"}"#)
        #expect(lifted.status == 201)
        let lift = try #require(desk.lifts.withLock { $0.last })
        #expect(lift.id.index == 2 && lift.text == "an error" && lift.person == "vera")
        for (wrong, status) in [
            (#"{"measure":"warning","text":"x"}"#, 422),
            (#"{"member":"a","account":"b","measure":"warning","text":"x"}"#, 422),
            (#"{"member":"a","measure":"hanging","text":"x"}"#, 400),
            (#"{"member":"a","measure":"warning","text":""}"#, 400),
            (#"{"member":"a","measure":"warning"}"#, 400),
            (#"{"member":"a","measure":"suspension","text":"x","until":"tomorrow!!"}"#, 422),
            (#"{"member":"a","measure":"warning","text":"x","more":1}"#, 400),
        ] {
            do {
                _ = try await Self.ask(routes, .post, Self.root, wrong)
                Issue.record("\(wrong)")
            } catch let problem as PeerProblem {
                #expect(problem.status == status, "\(wrong): \(problem)")
            }
        }
        #expect(desk.taken.withLock { $0.count } == 1)
        let elsewhere = RESTRoutes(
            try Self.console(FixedMeasures(isPlatform: false)), signing: FixedSigning()
        ).routes
        await #expect(throws: PeerProblem.self) {
            try await Self.ask(elsewhere, .post, Self.root, body)
        }
    }

    @Test("pages show what was weighed and done, safely, and let only an approver act")
    func pages() async throws {
        let hostile = FixedConsole.hostile
        let desk = FixedMeasures(saying: hostile)
        let routes = try Self.console(desk).routes
        let party = "/console/measures/party?kind=seller&value=\(Self.seller)"
        for (path, what) in [("/console/measures", "list"), (party, "party")] {
            for role in [Role.approver, .analyst] {
                let page = try await Self.ask(routes, .get, path, as: role)
                ComplaintConsole.expectInert(page, what)
                #expect(
                    page.text.contains("action=\"/console/measures/take\"")
                        == (role == .approver && what == "party"), "\(what) as \(role)")
            }
        }
        let page = try await Self.ask(routes, .get, party).text
        #expect(page.contains("Weight (3 warns, 5 suspends): 5"))
        // The warning was lifted; of the other it can be asked.
        #expect(page.components(separatedBy: "action=\"/console/measures/lift\"").count == 2)
        for wrong in ["?kind=seller&value=nowhere", "?kind=other&value=a", ""] {
            await #expect(throws: PeerProblem.self, "\(wrong)") {
                try await Self.ask(routes, .get, "/console/measures/party" + wrong)
            }
        }
    }

    @Test("a list that goes on says so, and one that ends with its last row does not")
    func cut() async throws {
        // The list of what was done has two for each count.
        let (due, taken) = (MeasureLists.dueMax, MeasureLists.takenMax)
        for count in [1, due, due + 1, taken / 2, taken / 2 + 1] {
            let console = try Self.console(FixedMeasures(count: count))
            let rest = RESTRoutes(console, signing: FixedSigning()).routes
            var shown = 0
            for (path, found, max) in [("/due", count, due), ("", 2 * count, taken)] {
                let answer = try await Self.ask(rest, .get, Self.root + path)
                #expect(answer.text.contains("\"truncated\":\(found > max)"), "\(path) \(count)")
                #expect(answer.note?.results == UInt64(min(found, max)), "\(path) \(count)")
                shown += min(found, max)
            }
            let page = try await Self.ask(console.routes, .get, "/console/measures")
            let cuts = page.text.components(separatedBy: PageText.truncated(.english)).count - 1
            #expect(cuts == (count > due ? 1 : 0) + (2 * count > taken ? 1 : 0), "\(count)")
            // A row for each, and one of headings for each list.
            #expect(page.text.matches(of: /<tr>/).count == shown + 2, "\(count)")
            #expect(page.note?.results == UInt64(shown), "\(count)")
        }
    }

    @Test(
        "a form takes a measure until the end of its last day, and one without a reason does nothing"
    )
    func forms() async throws {
        let desk = FixedMeasures()
        let routes = try Self.console(desk).routes
        func submit(_ path: String, _ fields: [(String, String)]) async throws -> DeskAnswer {
            try await Self.ask(
                routes, .post, "/console/measures/" + path, ComplaintConsole.encoded(fields),
                type: "application/x-www-form-urlencoded")
        }
        let party = [("kind", "account"), ("value", "maison")]
        let answer = try await submit(
            "take",
            party + [
                ("measure", "suspension"), ("until", "2026-12-10"), ("text", "three of three"),
            ]
        )
        #expect(answer.status == 303)
        #expect(
            ComplaintConsole.location(answer)
                == "https://hub/console/measures/party?kind=account&value=maison&done=1")
        let new = try #require(desk.taken.withLock { $0.last })
        #expect(new.until == 1_796_947_200_000 && !new.isIntentEstablished)
        #expect(new.party == .complainant(.hosted("maison", at: FixedMeasures.hub)))
        let lift = ComplaintConsole.naming(
            .init(origin: FixedMeasures.origin, index: 2))
        #expect(try await submit("lift", party + lift + [("text", "an error")]).status == 303)
        #expect(desk.lifts.withLock { $0.map(\.id.index) } == [2])
        for (path, wrong) in [
            ("take", party + [("measure", "warning")]),
            ("take", party + [("text", "why")]),
            ("take", [("measure", "warning"), ("text", "why")]),
            ("take", party + [("measure", "suspension"), ("until", "x"), ("text", "why")]),
            ("lift", party + [("text", "why")]), ("lift", party + lift),
        ] {
            // Who is not named has no page.
            guard wrong.contains(where: { $0.0 == "kind" }) else {
                await #expect(throws: PeerProblem.self) { try await submit(path, wrong) }
                continue
            }
            let refused = try await submit(path, wrong)
            #expect(refused.status == 400, "\(path) \(wrong)")
            #expect(refused.text.contains("role=\"alert\""))
            if let typed = wrong.first(where: { $0.0 == "text" })?.1, !typed.isEmpty {
                #expect(refused.text.contains("\(typed)</textarea>"), "\(path) \(wrong)")
            }
        }
        let chosen = party + [("measure", "warning"), ("until", "2026-12-10")]
        let page = try await submit("take", chosen).text
        #expect(page.contains("value=\"warning\" selected"))
        #expect(page.contains("value=\"2026-12-10\""))
        #expect(desk.taken.withLock { $0.count } == 1 && desk.lifts.withLock { $0.count } == 1)
    }
}
