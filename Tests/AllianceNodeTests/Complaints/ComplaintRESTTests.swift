import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import JSON
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Complaints at a brand's real desk, over TLS.
@Suite(.timeLimit(.minutes(8))) struct ComplaintRESTTests {
    private static let root = "/api/v1/complaints"
    private static let json = [("content-type", "application/json")]
    private static let bytes = [("content-type", "application/octet-stream")]

    private static func complaint(_ listing: String, evidence: String = "") -> String {
        #"{"right":{"office":"EM","number":"018012345"},"ground":"mark-in-listing","listings":[{"type":"listing","value":"\#(listing)"}],"goodFaith":"yes","declaredBy":"Anna"\#(evidence)}"#
    }

    private static func state(_ desk: WholeDesk) async throws {
        try await desk.node.report(
            [
                .right(
                    Right(
                        kind: .trademark, office: "EM", registrationNumber: "018012345",
                        title: "Verelle", jurisdictions: ["EM"], niceClasses: [18]))
            ], to: .alliance)
    }

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }

    @Test("a program files once for a key, with a file, follows it and takes it back")
    func filed() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            try await Self.state(desk)
            let program = desk.browser("own")
            let kept = try await program.post(
                Self.root + "/files", "seen on Monday", headers: Self.bytes)
            #expect(kept.status == 201, "\(kept.body)")
            let file = try RESTReadingTests.json(kept)
            let digest = Self.text(file["sha256"])
            let evidence =
                #","evidence":[{"sha256":"\#(digest)","mediaType":"text/plain","bytes":14,"role":"other"}]"#
            let path = Self.root + "?channel=desk-own"
            let body = Self.complaint("bazario:1", evidence: evidence)
            let headers = Self.json + [("idempotency-key", "k1")]
            let filed = try await program.post(path, body, headers: headers)
            #expect(filed.status == 201, "\(filed.body)")
            let again = try await program.post(path, body, headers: headers)
            #expect(again.status == 201 && again.headers["idempotency-replayed"] == ["true"])
            let id = Self.text(try RESTReadingTests.json(filed)["id"])
            #expect(id == "erasure.example~desk-own~own~e1~0")
            #expect(Self.text(try RESTReadingTests.json(again)["id"]) == id)

            let list = try await program.get(Self.root + "?listing=bazario:1")
            #expect(list.status == 200 && list.body.contains(id))
            #expect(try await !program.get(Self.root + "?listing=bazario:2").body.contains(id))
            let shown = try await program.get("\(Self.root)/\(id)")
            #expect(shown.status == 200, "\(shown.body)")
            #expect(
                shown.body.contains(#""stage":"filed""#) && shown.body.contains(#""held":true"#))
            let bytes = try await program.get("\(Self.root)/\(id)/files/\(digest)")
            #expect(bytes.status == 200 && bytes.body == "seen on Monday")
            #expect(bytes.headers["content-disposition"]?.first?.hasPrefix("attachment") == true)

            let duplicate = try await program.post(
                path, Self.complaint("bazario:1"), headers: Self.json)
            #expect(duplicate.status == 422 && duplicate.body.contains("duplicate"))
            let withdrawn = try await program.post(
                "\(Self.root)/\(id)/withdrawal", "{}", headers: Self.json)
            #expect(withdrawn.status == 201, "\(withdrawn.body)")
            #expect(withdrawn.body.contains(#""stage":"withdrawn""#))
            let twice = try await program.post(
                "\(Self.root)/\(id)/withdrawal", "{}", headers: Self.json)
            #expect(twice.status == 409, "\(twice.body)")
            let figures = try await program.get("/api/v1/figures.csv")
            #expect(figures.status == 200 && figures.body.hasPrefix("channel,"))
        }
    }

    @Test("a spreadsheet of figures counts as rows taken away, as the console's does")
    func figures() async throws {
        try await WholeDesk.with(exportRows: 0, complaints: true) { desk in
            let (anna, _) = try await desk.signedIn(.investigator)
            let held = try await anna.get("/api/v1/figures.csv")
            #expect(held.status == 403 && held.body.contains("export-held"), "\(held.body)")
            #expect(try await anna.get("/api/v1/figures").status == 200)
            let waiting = try #require(try await desk.exports.held().first)
            #expect(waiting.details == ["figures": ""])
            try await desk.exports.release(
                waiting.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            let file = try await anna.get("/api/v1/figures.csv")
            #expect(file.status == 200 && file.body.hasPrefix("channel,"))
            #expect(
                file.headers["content-disposition"]?.first?.contains("-released-\(waiting.index)")
                    == true)
        }
    }

    @Test("what fails a check, or is not this side's to say, is refused, recorded and not signed")
    func refused() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            let path = Self.root + "?channel=desk-own"
            let (browser, session) = try await desk.signedIn(.investigator)
            let headers =
                Self.json + [
                    ("origin", browser.origin), ("x-form-token", session.formToken.text),
                ]
            let origin = desk.node.writer.origin(in: WholeDesk.complaintChannel)
            func size() throws -> UInt64 { try desk.node.logs.state(of: origin)?.size ?? 0 }
            let failed = try await browser.post(
                path, Self.complaint("bazario:1"), headers: headers)
            #expect(failed.status == 422 && failed.body.contains("right-unknown"))
            #expect(try size() == 0)

            try await Self.state(desk)
            let filed = try await browser.post(path, Self.complaint("bazario:1"), headers: headers)
            #expect(filed.status == 201, "\(filed.body)")
            let id = Self.text(try RESTReadingTests.json(filed)["id"])
            let before = try size()
            let reading = try #require(desk.audit).reading
            let records = try reading.size()
            let decision = try await browser.post(
                "\(Self.root)/\(id)/decision",
                #"{"parts":[{"listings":[0],"verdict":"take-down","reasons":["mine"]}]}"#,
                headers: headers)
            #expect(decision.status == 409, "\(decision.body)")
            #expect(decision.body.contains("not-the-platform"))
            #expect(try size() == before)
            // That it was to be said, and that it was refused.
            #expect(try reading.size() == records + 2)
            #expect(try await browser.get(Self.root + "/queue").status == 404)
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(try await desk.browser().get(Self.root, headers: token).status == 200)
            let program = try await desk.browser().post(
                path, Self.complaint("bazario:2"), headers: token + Self.json)
            #expect(program.status == 403, "a program with a token files nothing")
        }
    }
}
