import AllianceNames
import AllianceNode
import Casework
import JSON
import NIOHTTP1
import NodeAPI
import SignIn
import Statements
import Testing

/// What a person's program does about inquiries, outreach and searches, sent twice with one key, over TLS.
@Suite(.timeLimit(.minutes(30))) struct InquiryKeyTests: RESTCaseSuite {
    @Test("what comes again with its key is answered as it was, and is done once")
    func once() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .analyst)
            let right = Right(
                kind: .trademark, office: "EM", registrationNumber: "018012345", title: "Verel",
                jurisdictions: ["EM"])
            try await desk.node.report([.right(right)], to: .alliance)
            let asked = try await done(
                .POST, "/api/v1/inquiries", #"{"subject":"bag","text":"yours?"}"#, as: person,
                status: 201)
            let inquiry = "/api/v1/inquiries/\(try Self.text(asked, "id"))"
            let contact = #"{"with":"Li","text":"called"}"#
            let requests: [(path: String, body: String, other: String, status: Int)] = [
                (inquiry + "/notes", #"{"text":"seen"}"#, #"{"text":"seen twice"}"#, 200),
                (inquiry + "/contacts", contact, #"{"with":"Li","text":"written"}"#, 200),
                (
                    "/api/v1/hand-overs", #"{"to":"analyst-1"}"#, #"{"to":"analyst-1","note":"x"}"#,
                    201
                ),
                ("/api/v1/members/other/contacts", contact, #"{"with":"Li","text":"x"}"#, 201),
                (
                    "/api/v1/right-documents?right=EM/018012345&kind=certificate&name=paper",
                    "%PDF-1.7 a", "%PDF-1.7 b", 201
                ),
                (
                    "/api/v1/saved-searches", #"{"name":"bags","query":"q=bag"}"#,
                    #"{"name":"shoes","query":"q=shoe"}"#, 201
                ),
            ]
            for (number, asking) in requests.enumerated() {
                let type = asking.path.contains("right-documents") ? Self.file : "application/json"
                func post(_ body: String, _ key: String) async throws -> Browser.Answer {
                    try await send(
                        .POST, asking.path, body, as: person, type: type, key: key)
                }
                let key = "k\(number)"
                let first = try await post(asking.body, key)
                #expect(first.status == asking.status, "\(asking.path): \(first.body)")
                #expect(first.headers["idempotency-replayed"] == nil)
                let again = try await post(asking.body, key)
                #expect(again.status == first.status && again.body == first.body)
                #expect(again.headers["idempotency-replayed"] == ["true"], "\(asking.path)")
                let reused = try await post(asking.other, key)
                #expect(reused.status == 422, "\(asking.path): \(reused.body)")
                #expect(reused.body.contains("idempotency-key-reused"))
                #expect(try await post(asking.body, "a b").status == 400, "\(asking.path)")
            }
            let record = try await done(.GET, inquiry, as: person)
            #expect(
                Self.list(record, "entries").map { $0["kind"] }
                    == ["asked", "note", "contact"].map { .string($0) })
            for (path, list) in [
                ("/api/v1/hand-overs", "handOvers"),
                ("/api/v1/members/other/contacts", "contacts"),
                ("/api/v1/right-documents", "documents"), ("/api/v1/saved-searches", "searches"),
            ] {
                let found = try await done(.GET, path, as: person)
                #expect(Self.list(found, list).count == 1, "\(path)")
            }
            // Of another person the same key is another one.
            let others = try await send(
                .POST, "/api/v1/members/other/contacts", contact, as: other, key: "k3")
            #expect(others.status == 201 && others.headers["idempotency-replayed"] == nil)
        }
    }
}
