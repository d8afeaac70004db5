import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import JSON
import MergedView
import NIOHTTP1
import NodeAPI
import SQLiteStore
import SignIn
import Statements
import Testing

/// A right that was stated by mistake is withdrawn, at a real desk over TLS.
@Suite(.timeLimit(.minutes(8))) struct RightWithdrawalTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private static let page = "/console/rights/withdraw"
    private static let fields = ["right": "EM/1", "channel": "alliance"]
    private static let rest = "/api/v1/rights/EM%2F1?channel=alliance"

    private static func right(_ title: String, number: String = "1") -> Statement {
        .right(
            Right(
                kind: .trademark, office: "EM", registrationNumber: number, title: title,
                jurisdictions: ["EM"], aliases: [LocalizedName(language: "zh", name: "古驰")]))
    }

    private static func keys(_ desk: WholeDesk) throws -> [String] {
        try desk.node.statedRights(of: [desk.node.member]).map(\.right.key)
    }

    @Test(
        "a right is withdrawn by form, once it is asked whether it is to be, with all that was said of it"
    )
    func form() async throws {
        try await WholeDesk.with { desk in
            // Stated twice: behind the newer one the older would count again.
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            try await desk.node.report([Self.right("Gucci 2")], to: .alliance)
            try await desk.node.report([Self.right("Other", number: "2")], to: .alliance)
            let anna = try await Visitor(desk, .investigator)
            let list = try await anna.get("/console/rights").body
            let link = Self.page + "?right=EM%2F1&amp;channel=alliance"
            #expect(list.contains("href=\"\(link)\""), "\(list)")
            let asked = try await anna.get(Self.page + "?right=EM%2F1&channel=alliance")
            #expect(asked.status == 200 && asked.body.contains("Gucci 2"))
            #expect(asked.body.contains("action=\"\(Self.page)\""))
            #expect(asked.body.contains("counts no more"))
            let chinese = try await anna.browser.get(
                Self.page + "?right=EM%2F1&channel=alliance",
                headers: [("accept", "text/html"), ("accept-language", "zh")])
            #expect(chinese.body.contains("撤回此权利"))
            #expect(try Self.keys(desk) == ["EM/1", "EM/2"], "nothing is signed before")

            let before = try #require(desk.audit).reading.size()
            let done = try await anna.post(Self.page, Self.fields)
            #expect(done.status == 303, "\(done.body.prefix(300))")
            #expect(try Self.keys(desk) == ["EM/2"])
            let records = try #require(desk.audit).reading.lines(from: before, limit: 10)
                .compactMap(\.record)
            #expect(records.map(\.action) == [.withdrawReport])
            #expect(records.first?.details["right"] == "EM/1")
            #expect(
                try await anna.get("/console/rights?withdrawn=1").body
                    .contains("The right is withdrawn."))
            // There is nothing left to withdraw.
            #expect(try await anna.post(Self.page, Self.fields).status == 404)
        }
    }

    @Test("who may not state a right withdraws none, and nobody withdraws another member's")
    func refused() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            let ben = try await Visitor(desk, .analyst)
            #expect(try await ben.post(Self.page, Self.fields).status == 403)
            #expect(try await !ben.get("/console/rights").body.contains(Self.page))
            // All that is signed needs a second look: an approver withdraws.
            let anna = try await Visitor(desk, .investigator)
            #expect(try await anna.post(Self.page, Self.fields).status == 403)
            #expect(try await !anna.get("/console/rights").body.contains(Self.page))
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(
                try await desk.browser().send(.DELETE, Self.rest, headers: token).status == 403)
            #expect(try await desk.browser("other").send(.DELETE, Self.rest).status == 403)
            let carla = try await Visitor(desk, .approver)
            #expect(try await carla.post(Self.page, Self.fields, token: false).status == 403)
            for wrong in [["right": "EM/9"], ["channel": "luxury"], [:]] {
                let fields = wrong.isEmpty ? [:] : Self.fields.merging(wrong) { $1 }
                #expect(try await carla.post(Self.page, fields).status == 404, "\(wrong)")
            }
            #expect(try Self.keys(desk) == ["EM/1"])
            #expect(try await carla.post(Self.page, Self.fields).status == 303)
            #expect(try Self.keys(desk).isEmpty)
        }
    }

    @Test("a program withdraws a right once for its key; stated again, it counts again")
    func rest() async throws {
        try await WholeDesk.with { desk in
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            let program = desk.browser("own")
            let key = [("idempotency-key", "k1")]
            #expect(
                try await program.send(.DELETE, "/api/v1/rights/EM%2F1", headers: key).status
                    == 400, "in which channel?")
            let done = try await program.send(.DELETE, Self.rest, headers: key)
            #expect(done.status == 200, "\(done.body)")
            #expect(try RESTReadingTests.json(done)["key"] == .string("EM/1"))
            let again = try await program.send(.DELETE, Self.rest, headers: key)
            #expect(again.status == 200 && again.body == done.body)
            #expect(again.headers["idempotency-replayed"] == ["true"])
            #expect(try Self.keys(desk).isEmpty)
            let nothing = try await program.send(.DELETE, Self.rest)
            #expect(nothing.status == 404 && nothing.body.contains("nothing-to-withdraw"))
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            #expect(try Self.keys(desk) == ["EM/1"])
        }
    }

    @Test("a complaint that rests on a withdrawn right is told that there is no such right")
    func complaints() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            let program = desk.browser("own")
            func failures() async throws -> String {
                let answer = try await program.post(
                    "/api/v1/complaints/check?channel=\(WholeDesk.complaintChannel)",
                    #"{"right":{"office":"EM","number":"1"},"ground":"mark-in-listing","listings":[{"type":"listing","value":"shop:1"}],"goodFaith":"yes","declaredBy":"Anna"}"#,
                    headers: [("content-type", "application/json")])
                #expect(answer.status == 200, "\(answer.body)")
                return answer.body
            }
            #expect(try await !failures().contains("right-unknown"))
            #expect(try await program.send(.DELETE, Self.rest).status == 200)
            #expect(try await failures().contains("right-unknown"))
        }
    }
}
