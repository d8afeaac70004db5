import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Credentials
import Evidence
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Files of cases that travel beside an evidence bundle, over REST and by the page of the case.
@Suite(.timeLimit(.minutes(30))) struct RESTCaptureTests: RESTCaseSuite {
    private static let bundle = "/api/v1/indicators/domain/shop.example/evidence"

    /// `<case>/<entry>` of a file that is put in.
    private func file(
        _ bytes: String, named name: String, into path: String, by visitor: Visitor
    ) async throws -> String {
        let put = try await send(
            .POST, path + "/files?name=\(name)", bytes, as: visitor, type: Self.file)
        #expect(put.status == 201, "\(put.body)")
        let item = try Self.text(try RESTReadingTests.json(put), "id")
        return "\(path.split(separator: "/").last ?? "")/\(item)"
    }

    @Test("a bundle names files of one's cases by digest, with who put them there and when")
    func named() async throws {
        try await WholeDesk.with(exportRows: 2) { desk in
            try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin("raid", as: owner)
            let photo = try await file("photo", named: "front.JPG", into: path, by: owner)
            let record = try await file("custody", named: "custody", into: path, by: owner)
            let same = try await file("photo", named: "copy.png", into: path, by: owner)

            let query = [photo, record, same, photo].map { "capture=\($0)" }
                .joined(separator: "&")
            let answer = try await owner.browser.get("\(Self.bundle)?\(query)")
            #expect(answer.status == 200, "\(answer.body.prefix(300))")
            let verified = try #require(
                try EvidenceBundle(parsing: answer.bytes)
                    .judged(trusting: desk.node.home.certs.authorityKeys()).verified)
            let captures = verified.manifest.captures
            #expect(captures.count == 2, "of two files with the same bytes one")
            for (bytes, names) in [
                ("photo", ["front.JPG", "copy.png"]), ("custody", ["custody"]),
            ] {
                let digest = Digest.sha256(Array(bytes.utf8))
                let capture = try #require(captures.first { $0.digest == digest })
                #expect(names.contains(capture.name))
                #expect(capture.byteCount == UInt64(bytes.utf8.count))
                #expect(capture.by == "investigator-0")
                let type = capture.name.hasSuffix("JPG") ? "image/jpeg" : "image/png"
                #expect(
                    capture.mediaType == (bytes == "photo" ? type : "application/octet-stream"))
            }
            let item = try #require(
                Self.list(try await done(.GET, path, as: owner), "items").first {
                    $0["name"] == .string("custody")
                })
            let custody = try #require(captures.first { $0.name == "custody" })
            #expect(item["addedAt"] == .string(custody.at.description))

            let reading = try #require(desk.audit).reading
            let exported = try #require(
                try reading.page(limit: 1) { $0.record?.action == .export }.lines.first?.record)
            #expect(
                exported.details["captures"]
                    == [photo, record, same].sorted().joined(separator: " "))
            let page = try await owner.browser.get("\(Self.bundle)/page?capture=\(photo)")
            #expect(page.status == 200 && page.body.contains("front.JPG"))
            // With another file beside it, it is another bundle: held by itself.
            let held = try await owner.browser.get("\(Self.bundle)?capture=\(record)")
            #expect(held.status == 403 && held.body.contains("export-held"))
        }
    }

    @Test("of a name that is longer than a bundle takes the beginning stands in it")
    func longName() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin("raid", as: owner)
            // As many characters as a form of a case takes, with marks on them.
            let name = String(repeating: "字\u{308}", count: 112) + ".jpg"
            let folder = "\(path.split(separator: "/").last ?? "")"
            let form = [
                (FormToken.field, owner.secret.formToken.text), ("kind", "file"), ("name", name),
                ("file\"; filename=\"a", "photo"),
            ]
            .map { "--x\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }
            .joined()
            let put = try await owner.browser.post(
                "/console/cases/\(folder)/items", form + "--x--\r\n",
                headers: [
                    ("content-type", "multipart/form-data; boundary=x"),
                    ("origin", owner.browser.origin),
                ])
            #expect(put.status == 303, "\(put.body.suffix(600))")
            let item = try #require(
                Self.list(try await done(.GET, path, as: owner), "items").first)
            let photo = "\(folder)/\(try Self.text(item, "id"))"
            for address in [Self.bundle, "\(Self.bundle)/page"] {
                let answer = try await owner.browser.get("\(address)?capture=\(photo)")
                #expect(answer.status == 200, "\(answer.body.prefix(300))")
                guard address == Self.bundle else { continue }
                let capture = try #require(
                    try EvidenceBundle(parsing: answer.bytes).manifest.captures.first)
                #expect(capture.name == Capture.name(fitting: name) && capture.name != name)
                #expect(capture.mediaType == "image/jpeg")
            }
        }
    }

    @Test("a file that is not one's to see, or is none, is as if it were not there")
    func notSeen() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
            let owner = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .analyst)
            let path = try await begin("raid", as: owner)
            let photo = try await file("photo", named: "front.jpg", into: path, by: owner)
            let note = try await done(
                .POST, path + "/items", Self.items[1], as: owner, status: 201)
            let folder = "\(path.split(separator: "/").last ?? "")"
            let none = String(repeating: "0", count: 32)
            for (visitor, capture, status) in [
                (other, photo, 404), (owner, "\(folder)/\(try Self.text(note, "id"))", 404),
                (owner, "\(folder)/\(none)", 404), (owner, "\(none)/\(none)", 404),
                (owner, folder, 400), (owner, "\(photo)/", 400), (owner, "", 400),
            ] {
                for path in [Self.bundle, Self.bundle + "/page"] {
                    let answer = try await visitor.browser.get("\(path)?capture=\(capture)")
                    #expect(answer.status == status, "\(capture): \(answer.body)")
                }
                let console = try await visitor.browser.get(
                    "/console/evidence/bundle?kind=domain&value=shop.example&capture=\(capture)")
                #expect(console.status == status, "\(capture)")
            }
            let many = (0...BundleLimits.files).map {
                "capture=\(folder)/\(String(repeating: "0", count: 30))\($0 + 10)"
            }
            let query = many.joined(separator: "&")
            #expect(try await owner.browser.get("\(Self.bundle)?\(query)").status == 400)
            // A certificate stands for no person, who could see a case.
            let program = try await desk.browser("own").get("\(Self.bundle)?capture=\(photo)")
            #expect(program.status == 403)
            let reading = try #require(desk.audit).reading
            let taken = try reading.page(limit: 1) { $0.record?.action == .export }.lines
            #expect(taken.isEmpty)
        }
    }

    @Test("the page of a case offers it, for identifiers of which something is said")
    func page() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let path = try await begin("raid", as: owner)
            let console = path.replacing("/api/v1/", with: "/console/")
            try await done(.POST, path + "/items", Self.items[0], as: owner, status: 201)
            let photo = try await file("photo", named: "front.jpg", into: path, by: owner)
            let words = PageText.caseEvidence(.english)
            #expect(try await !owner.get(console).body.contains(words), "nobody reports it yet")
            try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
            let page = try await owner.get(console).body
            #expect(page.contains(words) && page.contains("value=\"\(photo)\""))
            let start = try #require(page.firstRange(of: "name=\"key\"><option value=\""))
            let key = page[start.upperBound...].prefix { $0 != "\"" }
            let made = try await owner.get(
                "/console/evidence/bundle?key=\(key)&capture=\(photo)")
            #expect(made.status == 200, "\(made.body.prefix(300))")
            let captures = try EvidenceBundle(parsing: made.bytes).manifest.captures
            #expect(captures.map(\.name) == ["front.jpg"])
            // How many a bundle names is said where there are more.
            let most = "\(PageText.caseEvidenceMost(.english)): \(BundleLimits.files)<"
            #expect(!page.contains(PageText.caseEvidenceMost(.english)))
            for number in 1...BundleLimits.files {
                _ = try await file("page \(number)", named: "\(number)", into: path, by: owner)
            }
            #expect(try await owner.get(console).body.contains(most))
            let chinese = try await owner.browser.get(
                console, headers: [("accept-language", "zh")])
            #expect(chinese.body.contains(PageText.caseEvidence(.chinese)))
            let identifier = try await owner.get(
                "/console/identifier?kind=domain&value=shop.example")
            #expect(identifier.body.contains("href=\"/console/cases\">With files of a case"))
        }
    }
}

private enum BundleLimits {
    /// As often as a parameter stands.
    static let files = RESTQuery.valuesMax
}
