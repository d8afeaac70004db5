import AllianceNames
import AllianceNode
import AuditTrail
import CRDT
import Casework
import Credentials
import Foundation
import JSON
import MarkRecognition
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Rights with their names, and marks in texts, at a real desk over TLS.
@Suite(.timeLimit(.minutes(8))) struct RightsDeskTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private static let root = "/console/rights"
    private static let right = [
        "channel": "alliance", "kind": "trademark", "title": "Gucci", "office": "em",
        "number": "000 121 947", "jurisdictions": "EM, US", "classes": "18, 25",
        "aliases": "zh=古驰",
    ]

    static func state(_ title: String, _ aliases: [String], by node: OpenedNode) async throws {
        try await node.report(
            [
                .right(
                    Right(
                        kind: .trademark, office: "EM", registrationNumber: title, title: title,
                        jurisdictions: ["EM"],
                        aliases: aliases.map { LocalizedName(language: "zh", name: $0) }))
            ], to: .alliance)
    }

    private static func rights(_ desk: WholeDesk) throws -> [Right] {
        try desk.node.statedRights(of: [desk.node.member]).map(\.right)
    }

    @Test(
        "a right is stated by form with the names that were typed and those that were ticked, no others"
    )
    func form() async throws {
        try await WholeDesk.with { desk in
            let anna = try await Visitor(desk, .investigator)
            let proposed = try await anna.post(Self.root + "/names", Self.right)
            #expect(proposed.status == 200, "\(proposed.body.prefix(300))")
            #expect(try Self.rights(desk).isEmpty, "nothing is signed before names are chosen")
            let box = #/<input id="alias\d+" type="checkbox" name="(alias\d+)" value="([^"]*)">/#
            let boxes = proposed.body.matches(of: box).map {
                (String($0.output.1), String($0.output.2))
            }
            #expect(boxes.count > 3)
            let (name, value) = try #require(boxes.first { $0.1.hasPrefix("ru=") })
            #expect(!boxes.contains { $0.1 == "zh=古驰" }, "what is typed is not proposed")

            var chosen = Self.right
            chosen[name] = value
            let before = try #require(desk.audit).reading.size()
            let stated = try await anna.post(Self.root + "/state", chosen)
            #expect(stated.status == 303, "\(stated.body.prefix(300))")
            let right = try #require(try Self.rights(desk).first)
            #expect(right.key == "EM/000121947" && right.title == "Gucci")
            #expect(right.niceClasses == [18, 25] && right.jurisdictions == ["EM", "US"])
            #expect(right.aliases.map { "\($0.language)=\($0.name)" } == ["zh=古驰", value])
            let after = try #require(desk.audit).reading.size()
            #expect(after == before + 1)
            let page = try await anna.get(Self.root + "?stated=1")
            #expect(page.body.contains("古驰") && page.body.contains("signed and stated"))
            let chinese = try await anna.browser.get(
                Self.root, headers: [("accept", "text/html"), ("accept-language", "zh")])
            #expect(chinese.body.contains("声明一项权利"))
        }
    }

    @Test("a form that is wrong, or of somebody who may not, is refused and states nothing")
    func wrong() async throws {
        try await WholeDesk.with { desk in
            let anna = try await Visitor(desk, .investigator)
            for (name, value) in [
                ("kind", "crown"), ("office", "EUIPO"), ("number", ""), ("title", ""),
                ("classes", "46"), ("jurisdictions", "Germany"), ("aliases", "古驰"),
                ("channel", "no such"), ("title", "..."),
            ] {
                var fields = Self.right
                fields[name] = value
                let answer = try await anna.post(Self.root + "/names", fields)
                #expect([400, 422].contains(answer.status), "\(name)=\(value): \(answer.status)")
                // All that was typed comes back, to be mended.
                for (field, typed) in fields where !["kind", "channel", "aliases"].contains(field) {
                    #expect(
                        answer.body.contains("name=\"\(field)\" value=\"\(typed)\""),
                        "\(name) \(field)")
                }
                #expect(answer.body.contains("\(fields["aliases"] ?? "")</textarea>"), "\(name)")
            }
            var long = Self.right
            long["aliases"] = "nosuchlanguage=x"
            long["alias3"] = "zh=古琦"
            let stated = try await anna.post(Self.root + "/state", long)
            #expect(stated.status == 422 && stated.body.contains("value=\"000 121 947\""))
            #expect(stated.body.contains("nosuchlanguage=x\nzh=古琦</textarea>"), "ticked ones too")
            #expect(
                try await anna.post(Self.root + "/state", Self.right, token: false).status == 403)
            let ben = try await Visitor(desk, .analyst)
            #expect(try await ben.post(Self.root + "/state", Self.right).status == 403)
            #expect(try await !ben.get(Self.root).body.contains("action=\"\(Self.root)/names\""))
            #expect(try Self.rights(desk).isEmpty)
        }
    }

    @Test("where all that is signed needs a second look, an approver states rights")
    func secondLook() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let anna = try await Visitor(desk, .investigator)
            #expect(try await anna.post(Self.root + "/state", Self.right).status == 403)
            #expect(try await anna.get(Self.root).body.contains("an approver states rights"))
            #expect(try Self.rights(desk).isEmpty)
            let carla = try await Visitor(desk, .approver)
            #expect(try await carla.post(Self.root + "/state", Self.right).status == 303)
            #expect(try Self.rights(desk).count == 1)
        }
    }

    @Test("a program states a right once for its key, lists rights, and is proposed names")
    func rest() async throws {
        try await WholeDesk.with { desk in
            let program = desk.browser("own")
            let body =
                #"{"kind":"trademark","office":"EM","number":"1","title":"Gucci","classes":[18],"aliases":[{"language":"zh","name":"古驰"}]}"#
            let headers = [("content-type", "application/json"), ("idempotency-key", "k1")]
            let path = "/api/v1/rights?channel=alliance"
            let stated = try await program.post(path, body, headers: headers)
            #expect(stated.status == 201, "\(stated.body)")
            let again = try await program.post(path, body, headers: headers)
            #expect(again.status == 201 && again.headers["idempotency-replayed"] == ["true"])
            #expect(try Self.rights(desk).count == 1)
            let unknown = try await program.post(
                path, #"{"kind":"trademark","office":"EM","number":"1","title":"A","more":1}"#,
                headers: [headers[0]])
            #expect(unknown.status == 400)

            let token = [("authorization", "Bearer \(try desk.token())")]
            let listed = try await desk.browser().get("/api/v1/rights?member=own", headers: token)
            #expect(listed.status == 200 && listed.body.contains("古驰"))
            #expect(
                try await !desk.browser().get("/api/v1/rights?member=other", headers: token).body
                    .contains("古驰"))
            #expect(
                try await desk.browser().post(
                    path, body, headers: token + [headers[0]]
                ).status == 403, "a program with a token states nothing")

            let proposed = try await desk.browser().get(
                "/api/v1/rights/aliases?mark=Gucci", headers: token)
            #expect(proposed.status == 200)
            let json = try RESTReadingTests.json(proposed)
            guard case .array(let proposals)? = json["proposals"] else {
                Issue.record("\(proposed.body)")
                return
            }
            #expect(proposals.first?.compact.contains(#""rule":"known""#) == true)
            #expect(proposals.count > 3)
            #expect(
                try await desk.browser().get("/api/v1/rights/aliases?mark=...", headers: token)
                    .status == 422)
        }
    }

    @Test("a search for a mark finds it disguised, and by its other names once the right has them")
    func search() async throws {
        try await WholeDesk.with { desk in
            for (name, note) in [
                ("Gυccí 0utlet", nil), ("古驰 专卖", nil), ("Bags and more", "sells Guсci bags"),
                ("Somebody Else", "nothing"),
            ] as [(String, String?)] {
                try await desk.node.report(
                    [
                        .assertIndicator(
                            IndicatorAssertion(
                                indicator: try Indicator(.company, parsing: name), basis: .testBuy,
                                confidence: 80, tlp: .amber, note: note))
                    ], to: .alliance)
            }
            try desk.node.indexText()
            let program = desk.browser("own")
            func found(_ query: String) async throws -> String {
                let escaped =
                    query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let answer = try await program.get("/api/v1/indicators?q=\(escaped)&facets=true")
                #expect(answer.status == 200, "\(answer.body)")
                return answer.body.lowercased()
            }
            let before = try await found("gucci")
            #expect(before.contains("gυccí") && before.contains("bags and more"))
            #expect(!before.contains("古驰"), "nobody has said yet that this is Gucci")
            #expect(try await found("gucci outlet").contains("gυccí"))

            try await Self.state("Gucci", ["古驰"], by: desk.node)
            for query in ["gucci", "GUCCI", "古驰"] {
                let all = try await found(query)
                #expect(all.contains("古驰") && all.contains("gυccí"), "\(query)")
                #expect(!all.contains("somebody else"))
            }
            #expect(try await found("gucci 专卖").contains("古驰"), "every other word still counts")
            #expect(try await !found("gucci 专卖").contains("gυccí"))
            let person = try await Visitor(desk, .analyst)
            #expect(try await person.get("/console/search?q=gucci").body.contains("古驰"))

            let origin = desk.node.writer.origin(in: .alliance)
            try await desk.node.report(
                [.retract(Retraction(dots: [.init(origin: origin, index: 4)]))], to: .alliance)
            #expect(try await !found("gucci").contains("古驰"), "the right was taken back")
        }
    }

    @Test("a right names a mark from when it begins until it ends, whatever is merged meanwhile")
    func ended() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let (start, hour) = (WallClock.system.now(), UInt64(3_600_000))
        let time = Mutex(start)
        let node = try OpenedNode(
            alliance.home("own"), clock: WallClock { time.withLock { $0 } })
        func known() throws -> [String] { try node.markRegister().marks.map(\.mark.name).sorted() }
        #expect(try known().isEmpty)
        for (title, from, until) in [
            ("Always", nil, nil), ("Later", start + hour, nil), ("Ending", nil, start + 2 * hour),
        ] as [(String, UInt64?, UInt64?)] {
            try await node.report(
                [
                    .right(
                        Right(
                            kind: .trademark, office: "EM", registrationNumber: title,
                            title: title, jurisdictions: ["EM"], validFrom: from,
                            validUntil: until))
                ], to: .alliance)
        }
        #expect(try known() == ["Always", "Ending"])
        try await ExportQuotaTests.report("shop.example", .green, by: node)
        #expect(try known() == ["Always", "Ending"])
        time.withLock { $0 += hour }
        #expect(try known() == ["Always", "Ending", "Later"])
        time.withLock { $0 += hour }
        #expect(try known() == ["Always", "Later"])
        let first = node.writer.origin(in: .alliance)
        try await node.report(
            [.retract(Retraction(dots: [.init(origin: first, index: 0)]))], to: .alliance)
        #expect(try known() == ["Later"], "the first was taken back")
        try node.close()
    }

    @Test("a list that is checked tells which marks its domains and titles have, known or not")
    func list() async throws {
        try await WholeDesk.with { desk in
            try await Self.state("Gucci", ["古驰"], by: desk.node)
            let program = desk.browser("own")
            let json = [("content-type", "application/json")]
            let body =
                #"{"identifiers":[{"type":"domain","value":"gucci-sale.shop"},{"type":"company","value":"古驰 专卖"},{"type":"domain","value":"fine.example"}]}"#
            let checked = try await program.post(
                "/api/v1/indicators/check", body, headers: json)
            guard case .array(let results)? = try RESTReadingTests.json(checked)["results"] else {
                Issue.record("\(checked.body)")
                return
            }
            #expect(results.map { $0.compact.contains(#""mark":"Gucci""#) } == [true, true, false])
            #expect(
                results[0].compact.contains("registrable") && results[0].compact.contains("EM/"))

            let texts =
                #"{"texts":[{"text":"Gυccí bag"},{"text":"gucci-sale.shop","context":"domain"},{"text":"plain"}]}"#
            let found = try await program.post("/api/v1/marks/check", texts, headers: json)
            #expect(found.status == 200, "\(found.body)")
            guard case .array(let marks)? = try RESTReadingTests.json(found)["results"] else {
                Issue.record("\(found.body)")
                return
            }
            #expect(marks.map { $0.compact.contains(#""mark":"Gucci""#) } == [true, true, false])
            #expect(
                marks[0].compact.contains(#""start":0"#) && marks[0].compact.contains("confusable"))
            #expect(
                try await program.post(
                    "/api/v1/marks/check", #"{"texts":[{"text":"x","more":1}]}"#, headers: json
                ).status == 400)

            let (browser, session) = try await desk.signedIn(.analyst)
            let list = "title,domain\nGυccí bag,fine.example\n"
            let form =
                "--x\r\nContent-Disposition: form-data; name=\"column0\"\r\n\r\nanything\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n\(list)\r\n--x--\r\n"
            let page = try await browser.post(
                "/console/check", form,
                headers: [
                    ("content-type", "multipart/form-data; boundary=x"), ("accept", "text/html"),
                    ("origin", browser.origin), ("x-form-token", session.formToken.text),
                ])
            #expect(page.status == 200, "\(page.body.prefix(300))")
            #expect(page.body.contains("Marks that the list has"))
            #expect(page.body.contains("look-alike letters"))
        }
    }
}
