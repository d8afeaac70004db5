import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What of a case goes to others over REST: its referral, and the contact of who works on it.
@Suite(.timeLimit(.minutes(30))) struct RESTCaseSharingTests: RESTCaseSuite {
    @Test("a referral is the console's; it counts as an export, and waits beyond what one may take")
    func referral() async throws {
        try await WholeDesk.with(exportRows: 4) { desk in
            try await ExportQuotaTests.report("open.example", .green, by: desk.node)
            try await ExportQuotaTests.report("secret.example", .red, by: desk.node)
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner)
            for name in ["open.example", "secret.example"] {
                try await done(
                    .POST, path + "/items",
                    #"{"kind":"identifier","type":"domain","value":"\#(name)"}"#, as: owner,
                    status: 201)
            }
            try await done(.POST, path + "/items", Self.items[2], as: owner, status: 201)
            let id = path.dropFirst(Self.root.count)
            let answer = try await owner.browser.get(path + "/referral")
            #expect(
                answer.headers["content-disposition"]?.first?.hasPrefix("attachment") == true)
            var referral = try RESTReadingTests.json(answer)
            var console = try RESTReadingTests.json(
                await owner.get("/console/cases\(id)/referral.json"))
            #expect(referral.removeValue(forKey: "made") != nil)
            #expect(console.removeValue(forKey: "made") != nil)
            #expect(referral == console)
            let reported = Self.list(referral, "items").map { Self.list($0, "reported").count }
            #expect(reported.sorted() == [0, 1], "RED goes to nobody, and a task is nobody's")

            let held = try await owner.browser.get(path + "/referral")
            #expect(held.status == 403 && held.body.contains("export-held"))
            let records = try #require(desk.audit).reading.lines(from: 0, limit: 1_000)
                .compactMap(\.record).filter { $0.action == .exportCase }
            #expect(records.map(\.rows) == [2, 2])
            #expect(records.first?.route == "GET \(Self.root)/{id}/referral")
        }
    }

    @Test("a referral that was held and released goes with what the case had when it was held")
    func grown() async throws {
        try await WholeDesk.with(exportRows: 0) { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner)
            try await done(.POST, path + "/items", Self.items[0], as: owner, status: 201)
            #expect(try await owner.browser.get(path + "/referral").status == 403)
            let held = try #require(try await desk.exports.held().first)
            try await done(
                .POST, path + "/items",
                #"{"kind":"identifier","type":"domain","value":"later.example"}"#, as: owner,
                status: 201)
            try await desk.exports.release(
                held.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            let answer = try await owner.browser.get(path + "/referral")
            #expect(answer.status == 200, "\(answer.body)")
            #expect(try Self.list(RESTReadingTests.json(answer), "items").count == 1)
            #expect(!answer.body.contains("later.example"))
            #expect(
                answer.headers["content-disposition"]?.first?
                    .contains("-released-\(held.index)-as-of-20") == true)
        }
    }

    @Test("who works on a case offers a contact and takes it back, and reads who has the same")
    func contact() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin(as: owner)
            try await done(.POST, path + "/items", Self.items[0], as: owner, status: 201)
            let id = try #require(CaseworkID(path.dropFirst(Self.root.count + 1)))
            let store = try SQLiteCaseworkStore(path: desk.node.home.caseworkDatabase)
            let shop = try Indicator(.domain, parsing: "shop.example")
            try store.keep([
                ContactMatch(
                    folder: id, indicator: shop, member: MemberID(unchecked: "other"),
                    contact: "Tom <t@other.example>", at: 5_000),
                ContactMatch(
                    folder: id, indicator: shop, member: MemberID(unchecked: "third"),
                    contact: "", at: 4_000),
            ])
            var generator = SystemRandomNumberGenerator()
            let other = MemberID(unchecked: "other")
            #expect(
                try store.beginComparison(
                    CaseworkID(from: &generator), askedBy: other, at: 6_000))
            let silent = try await done(.GET, path, as: owner)
            #expect(silent["contact"] == nil)
            #expect(silent["comparisons"] == .array([]), "for those who take part")
            for (body, status) in [
                (#"{"contact":""}"#, 400), (#"{"contact":" "}"#, 422), ("{}", 400),
                (#"{"contact":"a\u202eb"}"#, 422),
                (#"{"contact":"\#(String(repeating: "x", count: 201))"}"#, 400),
            ] {
                let answer = try await send(.PUT, path + "/contact", body, as: owner)
                #expect(answer.status == status, "\(body.prefix(60)): \(answer.body)")
            }
            #expect(try store.optIn(of: id) == nil)
            let offer = #"{"contact":"Ina, +49 30 1"}"#
            for _ in 0..<2 { try await done(.PUT, path + "/contact", offer, as: owner) }
            #expect(try store.comparable()[shop]?.map(\.contact) == ["Ina, +49 30 1"])
            let record = try await done(.GET, path, as: owner)
            guard case .object(let contact)? = record["contact"] else {
                Issue.record("no contact: \(record)")
                return
            }
            #expect(contact["contact"] == .string("Ina, +49 30 1"))
            #expect(contact["by"] == .string("investigator-0"))
            let matches = Self.list(record, "matches")
            #expect(matches.map { $0["member"] } == [.string("other"), .string("third")])
            #expect(matches.map { $0["contact"] } == [.string("Tom <t@other.example>"), nil])
            let comparisons = Self.list(record, "comparisons")
            #expect(comparisons.map { $0["member"] } == [.string("other")])
            #expect(comparisons.map { $0["asking"] } == [.bool(false)])

            try await done(.POST, path + "/close?revision=2", "", as: owner)
            #expect(try await send(.PUT, path + "/contact", offer, as: owner).status == 409)
            try await done(.DELETE, path + "/contact", as: owner)
            #expect(try store.optIn(of: id) == nil)
            let records = try #require(desk.audit).reading.lines(from: 0, limit: 1_000)
                .compactMap { $0.record?.details["what"] }
            #expect(records.contains("contact offered") && records.last == "contact withdrawn")
            try store.close()
        }
    }
}
