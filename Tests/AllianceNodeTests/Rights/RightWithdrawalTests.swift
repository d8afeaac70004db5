import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Foundation
import JSON
import MergedView
import NIOHTTP1
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing

/// A right that was stated by mistake is withdrawn, at a real desk over TLS.
@Suite(.timeLimit(.minutes(8))) struct RightWithdrawalTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private static let page = "/console/rights/withdraw"
    private static let rest = "/api/v1/rights/EM%2F1?channel=alliance"

    private static func right(_ title: String, number: String = "1") -> Statement {
        .right(
            Right(
                kind: .trademark, office: "EM", registrationNumber: number, title: title,
                jurisdictions: ["EM"], aliases: [LocalizedName(language: "zh", name: "古驰")]))
    }

    private static func address(_ channel: ChannelID = .alliance) -> String {
        "\(page)?right=EM%2F1&channel=\(channel)"
    }

    /// What the form has of the page that asks whether a right is to be withdrawn.
    private static func form(
        _ visitor: Visitor, _ channel: ChannelID = .alliance
    ) async throws -> [String: String] {
        let page = try await visitor.get(address(channel))
        #expect(page.status == 200, "\(page.body.prefix(300))")
        let input = #/<input type="hidden" name="(right|channel|once|seen)" value="([^"]*)">/#
        let fields = page.body.matches(of: input).map {
            (String($0.output.1), String($0.output.2))
        }
        #expect(fields.map(\.0) == ["right", "channel", "once", "seen"])
        return Dictionary(uniqueKeysWithValues: fields)
    }

    private static func size(_ desk: WholeDesk) throws -> UInt64 {
        try desk.node.logs.state(of: desk.node.writer.origin(in: .alliance))?.size ?? 0
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
            let asked = try await anna.get(Self.address())
            #expect(asked.status == 200 && asked.body.contains("Gucci 2"))
            #expect(asked.body.contains("action=\"\(Self.page)\""))
            #expect(asked.body.contains("counts no more"))
            #expect(asked.body.contains("in no other channel"))
            let chinese = try await anna.browser.get(
                Self.address(),
                headers: [("accept", "text/html"), ("accept-language", "zh")])
            #expect(chinese.body.contains("撤回此权利"))
            #expect(try Self.keys(desk) == ["EM/1", "EM/2"], "nothing is signed before")

            let fields = try await Self.form(anna)
            let before = try #require(desk.audit).reading.size()
            let done = try await anna.post(Self.page, fields)
            #expect(done.status == 303, "\(done.body.prefix(300))")
            #expect(try Self.keys(desk) == ["EM/2"])
            let records = try #require(desk.audit).reading.lines(from: before, limit: 10)
                .compactMap(\.record)
            #expect(records.map(\.action) == [.withdrawReport])
            #expect(records.first?.details["right"] == "EM/1")
            let shown = try await anna.get(Self.path(done)).body
            #expect(shown.contains("The right is not stated") && shown.contains("EM/1"))
            #expect(shown.contains("in no other channel"))
            // There is nothing left to withdraw.
            #expect(try await anna.get(Self.address()).status == 404)
            #expect(try await anna.get("\(Self.page)?channel=alliance").status == 404)
            // An address by which nothing was withdrawn says nothing of the kind.
            let other = try await anna.get("/console/rights?withdrawn=EM%2F2&channel=alliance")
            #expect(other.status == 200 && !other.body.contains("The right is not stated"))
        }
    }

    /// Where an answer leads.
    private static func path(_ answer: Browser.Answer) throws -> String {
        let location = try #require(answer.headers["location"]?.first)
        return String(location[try #require(location.range(of: "/console")).lowerBound...])
    }

    @Test("a form withdraws once, however often it is sent, and only what its page showed")
    func once() async throws {
        try await WholeDesk.with { desk in
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            let anna = try await Visitor(desk, .investigator)
            var fields = try await Self.form(anna)
            // Stated anew since the page was shown.
            try await desk.node.report([Self.right("Gucci 2")], to: .alliance)
            let changed = try await anna.post(Self.page, fields)
            #expect(changed.status == 409 && changed.body.contains("has changed"))
            for missing in ["once", "seen"] {
                let partial = fields.filter { $0.key != missing }
                let refused = try await anna.post(Self.page, partial)
                #expect(refused.status == (missing == "once" ? 400 : 409), "\(missing)")
            }
            #expect(try Self.size(desk) == 2 && Self.keys(desk) == ["EM/1"])

            fields = try await Self.form(anna)
            let first = try await anna.post(Self.page, fields)
            #expect(try first.status == 303 && Self.keys(desk).isEmpty)
            let size = try Self.size(desk)
            let again = try await anna.post(Self.page, fields)
            #expect(again.status == 303 && again.headers["location"] == first.headers["location"])
            // Stated once more, it is not taken back by the form of before.
            try await desk.node.report([Self.right("Gucci 3")], to: .alliance)
            #expect(try await anna.post(Self.page, fields).status == 303)
            #expect(try Self.size(desk) == size + 1 && Self.keys(desk) == ["EM/1"])
        }
    }

    @Test(
        "a right that is stated in two channels is withdrawn from one, and still stands in the other"
    )
    func twoChannels() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            let own = WholeDesk.complaintChannel
            try await desk.node.report([Self.right("Gucci of the desk")], to: own)
            try await desk.node.report([Self.right("Gucci of all")], to: .alliance)
            let anna = try await Visitor(desk, .investigator)
            let list = try await anna.get("/console/rights").body
            for channel in [own, .alliance] {
                let link = Self.address(channel).replacing("&", with: "&amp;")
                #expect(list.contains("<a href=\"\(link)\">\(channel)</a>"), "\(channel)")
            }
            // The older one is found by its channel, and shown as it is stated there.
            let asked = try await anna.get(Self.address(own)).body
            #expect(asked.contains("Gucci of the desk") && !asked.contains("Gucci of all"))
            #expect(asked.contains("not withdrawn from the other channels"))
            let other = Self.address(.alliance).replacing("&", with: "&amp;")
            #expect(asked.contains("<a href=\"\(other)\">alliance</a>"))
            let done = try await anna.post(Self.page, Self.form(anna, own))
            #expect(done.status == 303, "\(done.body.prefix(300))")
            let shown = try await anna.get(Self.path(done)).body
            #expect(shown.contains("it is stated still") && shown.contains("href=\"\(other)\""))
            #expect(try Self.keys(desk) == ["EM/1"])
            #expect(try desk.node.ownStatements(ofRight: "EM/1").keys.sorted() == [.alliance])
            #expect(try await anna.get(Self.address(own)).status == 404)

            let last = try await anna.get(Self.address()).body
            #expect(last.contains("in no other channel") && !last.contains("not withdrawn from"))
            let rest = try await anna.post(Self.page, Self.form(anna))
            #expect(try rest.status == 303 && Self.keys(desk).isEmpty)
        }
    }

    @Test("a program is told in which channels a right stands, and in which it stands still")
    func channels() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            let program = desk.browser("own")
            func names(_ answer: Browser.Answer) throws -> JSONValue? {
                try RESTReadingTests.json(answer)["channels"]
            }
            let body = #"{"kind":"trademark","office":"EM","number":"1","title":"Gucci"}"#
            for (channel, all) in [
                ("desk-own", ["desk-own"]), ("alliance", ["alliance", "desk-own"]),
            ] {
                let stated = try await program.post(
                    "/api/v1/rights?channel=\(channel)", body,
                    headers: [("content-type", "application/json")])
                #expect(stated.status == 201, "\(stated.body)")
                #expect(try names(stated) == .array(all.map { .string($0) }))
                let json = try RESTReadingTests.json(stated)
                #expect(json["leafHash"] != nil && json["treeSize"] == .integer(1))
            }
            let listed = try await program.get("/api/v1/rights?member=own").body
            #expect(listed.contains(#""channels":["alliance","desk-own"]"#), "\(listed)")
            let first = try await program.send(.DELETE, "/api/v1/rights/EM%2F1?channel=desk-own")
            #expect(try first.status == 200 && names(first) == .array([.string("alliance")]))
            let second = try await program.send(.DELETE, Self.rest)
            #expect(try second.status == 200 && names(second) == .array([]))
        }
    }

    @Test("who may not state a right withdraws none, and nobody withdraws another member's")
    func refused() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            try await desk.node.report([Self.right("Gucci")], to: .alliance)
            let ben = try await Visitor(desk, .analyst)
            let any = ["right": "EM/1", "channel": "alliance", "once": "x", "seen": ""]
            #expect(try await ben.post(Self.page, any).status == 403)
            #expect(try await !ben.get("/console/rights").body.contains(Self.page))
            // All that is signed needs a second look: an approver withdraws.
            let anna = try await Visitor(desk, .investigator)
            #expect(try await anna.post(Self.page, any).status == 403)
            #expect(try await !anna.get("/console/rights").body.contains(Self.page))
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(
                try await desk.browser().send(.DELETE, Self.rest, headers: token).status == 403)
            #expect(try await desk.browser("other").send(.DELETE, Self.rest).status == 403)
            let carla = try await Visitor(desk, .approver)
            let asked = try await Self.form(carla)
            #expect(try await carla.post(Self.page, asked, token: false).status == 403)
            for wrong in [["right": "EM/9"], ["channel": "luxury"], [:]] {
                let fields = wrong.isEmpty ? [:] : asked.merging(wrong) { $1 }
                #expect(try await carla.post(Self.page, fields).status == 404, "\(wrong)")
            }
            #expect(try Self.keys(desk) == ["EM/1"])
            #expect(try await carla.post(Self.page, asked).status == 303)
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
