import AllianceNames
import AllianceNode
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

/// Collections and feeds of a real node's desk, read with a token and nothing else.
@Suite(.timeLimit(.minutes(30))) struct TokenReadingTests {
    private static let collection = PostedIndicators.root + "collections/alliance/"
    private static let taxii = "application/taxii+json;version=2.1"
    /// By what somebody comes who shows nothing.
    private static let challenge = ["Bearer realm=\"touchstone\", Certificate realm=\"touchstone\""]

    private static func members(_ answer: Browser.Answer) throws -> [String: JSONValue] {
        try JSONValue(parsing: answer.bytes, depthMax: 64).members ?? [:]
    }

    /// The identifiers of the objects of an answer.
    private static func ids(_ answer: Browser.Answer) throws -> [String] {
        guard case .array(let objects)? = try members(answer)["objects"] else { return [] }
        return objects.compactMap { $0.members?["id"]?.text }
    }

    @Test("a token reads every resource of a collection, which says that it cannot be written")
    func collections() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let posted = try await own.post(
                Self.collection + "objects/",
                PostedIndicators.envelope([PostedIndicators.indicator()]),
                headers: [("content-type", Self.taxii)])
            #expect(posted.status == 202, "\(posted.body)")
            let status = try #require(try Self.members(posted)["id"]?.text)
            let id = try #require(
                try JSONValue(parsing: PostedIndicators.indicator()).members?["id"]?.text)
            let bearer = [("authorization", "Bearer \(try desk.token())")]
            let program = desk.browser()
            for path in [
                "/taxii2/", PostedIndicators.root, PostedIndicators.root + "status/\(status)/",
                PostedIndicators.root + "collections/", Self.collection,
                Self.collection + "manifest/", Self.collection + "objects/",
                Self.collection + "objects/\(id)/", Self.collection + "objects/\(id)/versions/",
            ] {
                let answer = try await program.get(path, headers: bearer)
                #expect(answer.status == 200, "\(path): \(answer.body)")
                #expect(answer.headers["content-type"]?.first?.hasPrefix(Self.taxii) == true)
                // What it reads is what a system of this member reads.
                let mayDiffer = path == Self.collection || path.hasSuffix("/collections/")
                let same = try await own.get(path)
                #expect(mayDiffer || answer.bytes == same.bytes, "\(path)")
            }
            let read = try Self.members(await program.get(Self.collection, headers: bearer))
            #expect(read["can_read"] == .bool(true) && read["can_write"] == .bool(false))
            let written = try Self.members(await own.get(Self.collection))
            #expect(written["can_read"] == .bool(true) && written["can_write"] == .bool(true))
            #expect(read["id"] == written["id"])
        }
    }

    @Test("a token signs nothing: who posts or deletes comes with this member's certificate")
    func writing() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let path = Self.collection + "objects/"
            let envelope = PostedIndicators.envelope([PostedIndicators.indicator()])
            let type = [("content-type", Self.taxii)]
            let posted = try await own.post(path, envelope, headers: type)
            #expect(posted.status == 202, "\(posted.body)")
            let id = try #require(
                try JSONValue(parsing: PostedIndicators.indicator()).members?["id"]?.text)
            let origin = desk.node.writer.origin(in: .alliance)
            let signed = try desk.node.logs.state(of: origin)?.size
            let bearer = [("authorization", "Bearer \(try desk.token())")]
            let program = desk.browser()
            let other = PostedIndicators.envelope([PostedIndicators.indicator(2)])
            for answer in [
                try await program.post(path, other, headers: type + bearer),
                try await program.send(.DELETE, path + "\(id)/", headers: bearer),
            ] {
                #expect(answer.status == 401, "\(answer.body)")
                #expect(
                    answer.headers["www-authenticate"] == ["Certificate realm=\"touchstone\""])
            }
            #expect(try desk.node.logs.state(of: origin)?.size == signed)
        }
    }

    @Test("a token reads a feed; what is for persons only is in none, and in no collection")
    func feed() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("shown.example", by: desk.node)
            try await ExportQuotaTests.report("hidden.example", .red, by: desk.node)
            let bearer = [("authorization", "Bearer \(try desk.token())")]
            let program = desk.browser()
            let manifest = try await program.get("/misp/alliance/manifest.json", headers: bearer)
            #expect(manifest.status == 200)
            let uuid = try #require(try Self.members(manifest).keys.first)
            let event = try await program.get("/misp/alliance/\(uuid).json", headers: bearer)
            #expect(event.status == 200 && event.body.contains("shown.example"))
            #expect(!event.body.contains("hidden.example"))
            let hashes = try await program.get("/misp/alliance/hashes.csv", headers: bearer)
            #expect(hashes.body.split(separator: "\n").count == 1)
            #expect(
                try await program.get("/misp/luxury/manifest.json", headers: bearer).status == 404)
            let objects = try await program.get(Self.collection + "objects/", headers: bearer)
            #expect(try Self.ids(objects).contains { $0.hasPrefix("indicator--") })
            #expect(!objects.body.contains("hidden.example"))
        }
    }

    @Test("a certificate is enough beside a header of another scheme, which is none by itself")
    func otherScheme() async throws {
        try await WholeDesk.with { desk in
            let basic = [("authorization", "Basic \(Data("user:word".utf8).base64EncodedString())")]
            let wrong = [("authorization", "Bearer \(AccessToken.text(of: .random()))")]
            for path in [
                "/taxii2/", Self.collection + "objects/", "/misp/alliance/manifest.json",
                "/api/v1/members",
            ] {
                #expect(
                    try await desk.browser("own").get(path, headers: basic).status == 200, "\(path)"
                )
                // A token that is none is refused beside the same certificate.
                #expect(
                    try await desk.browser("own").get(path, headers: wrong).status == 401, "\(path)"
                )
                let stranger = try await desk.browser().get(path, headers: basic)
                #expect(
                    stranger.status == 401 && stranger.body.contains("token-refused"), "\(path)")
                #expect(stranger.headers["www-authenticate"] == ["Bearer realm=\"touchstone\""])
                #expect(
                    try await desk.browser("other").get(path, headers: basic).status == 403,
                    "\(path)")
            }
        }
    }

    @Test("who shows neither a certificate nor a token is told by what to come, a session too")
    func refused() async throws {
        try await WholeDesk.with { desk in
            let (person, _) = try await desk.signedIn(.investigator)
            let wrong = [("authorization", "Bearer \(AccessToken.text(of: .random()))")]
            let bearer = [("authorization", "Bearer \(try desk.token())")]
            for path in [
                "/taxii2/", Self.collection + "objects/", "/misp/alliance/manifest.json",
            ] {
                for browser in [desk.browser(), person] {
                    let answer = try await browser.get(path)
                    #expect(answer.status == 401, "\(path)")
                    #expect(answer.body.contains("token-needed"))
                    #expect(answer.headers["www-authenticate"] == Self.challenge, "\(path)")
                }
                let unknown = try await desk.browser().get(path, headers: wrong)
                #expect(unknown.status == 401 && unknown.body.contains("token-refused"))
                #expect(unknown.headers["www-authenticate"] == ["Bearer realm=\"touchstone\""])
                // Another member's certificate goes before whatever else is shown.
                let other = try await desk.browser("other").get(path, headers: bearer)
                #expect(other.status == 403, "\(path)")
            }
            let message = try await desk.browser().get("/taxii2/", headers: TAXIIClient.accept)
            #expect(message.status == 401)
            #expect(message.headers["content-type"]?.first?.hasPrefix(Self.taxii) == true)
            #expect(try Self.members(message)["http_status"]?.text == "401")
        }
    }
}
