import AllianceNames
import AllianceNode
import AuditTrail
import CRDT
import Credentials
import Evidence
import Foundation
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Evidence bundles as a real node makes them, at its desk and for a command.
@Suite(.timeLimit(.minutes(30))) struct BundleMakingTests {
    private static func report(
        _ note: String, _ tlp: TLP = .amber, on indicator: Indicator
    ) -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: indicator, basis: .testBuy, confidence: 85, tlp: tlp, note: note,
                attributes: [Attribute(name: "<i>name", value: "\u{202e}value")]))
    }

    private static let shop = try! Indicator(.domain, parsing: "cheapverel.example")
    private static let path = "/console/evidence/bundle?kind=domain&value=cheapverel.example"
    private static let page = "/console/evidence/page?kind=domain&value=cheapverel.example"

    private static func told(_ node: OpenedNode) async throws {
        let phone = try Indicator(.phone, parsing: "+44 7700 900777")
        let other = try Indicator(.domain, parsing: "somebody-else.example")
        try await node.report(
            [
                report("Bought <script>twice</script>", on: shop),
                report("taken back", .amber, on: shop),
                report("for their eyes", .red, on: shop),
                report("nothing to do with it", on: other),
                .link(try OperatorLink(shop, phone, basis: .inspection)),
                .sight(Sighting(indicator: shop, total: 2, first: 1_000, last: 2_000)),
                report("inside", .amberStrict, on: shop),
            ], to: .alliance)
        let origin = node.writer.origin(in: .alliance)
        try await node.report(
            [.retract(Retraction(dots: [.init(origin: origin, index: 1)]))], to: .alliance)
        try node.indexText()
    }

    private static func reading(_ node: OpenedNode) -> any ConsoleReading {
        ConsoleDesk(node: node, calls: .serial(label: "test"))
            .reading(for: .ownSystem, exporting: true)
    }

    @Test(
        "a bundle from the desk holds with the authority's key alone, and has what may be taken away"
    )
    func desk() async throws {
        try await WholeDesk.with { desk in
            try await Self.told(desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            let answer = try await anna.get(Self.path)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == ["application/x-tar"])
            #expect(
                answer.headers["content-disposition"]
                    == ["attachment; filename=\"domain-cheapverel.example.evidence.tar\""])
            let bundle = try EvidenceBundle(parsing: Array(answer.bytes))
            let keys = try desk.node.home.certs.authorityKeys()
            let verified = try #require(bundle.judged(trusting: keys).verified)
            // Entry 2 is RED, entry 3 is about somebody else, entry 6 stays inside.
            #expect(verified.statements.map(\.dot.index) == [0, 1, 4, 5, 7])
            #expect(
                verified.statements.map(\.standing) == [.live, .retracted, .live, .live, .live])
            #expect(verified.statements[1].takenBackBy == [5])
            #expect(verified.manifest.making.person == "investigator-0")
            #expect(verified.manifest.making.purpose == "investigation: 2026-17")
            #expect(verified.manifest.making.member == desk.node.member)

            let record = try #require(
                try desk.audit?.reading.page(limit: 1) { $0.record?.action == .export }.lines
                    .first?.record)
            #expect(record.rows == 5)
            #expect(
                record.details
                    == ["kind": "domain", "identifier": "cheapverel.example", "form": "bundle"])
            let identifier = try await anna.get(
                "/console/identifier?kind=domain&value=cheapverel.example")
            #expect(identifier.body.contains("/console/evidence/bundle?kind=domain"))
            for missing in ["nobody.example", "somebody-else.example%00"] {
                let answer = try await anna.get(
                    "/console/evidence/bundle?kind=domain&value=\(missing)")
                #expect([400, 404].contains(answer.status))
            }
        }
    }

    @Test("a form without scripts narrows it to members and channels, where there are several")
    func narrowed() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            try await Self.told(desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            let identifier = "/console/identifier?kind=domain&value=cheapverel.example"
            #expect(
                try await !anna.get(identifier).body.contains("Only some members or channels"))
            let few = WholeDesk.complaintChannel
            try await desk.node.report([Self.report("among few", on: Self.shop)], to: few)
            try desk.node.indexText()
            for (language, words) in [
                ("en", "Only some members or channels"), ("zh", "仅限部分成员或频道"),
            ] {
                let page = try await anna.get(
                    identifier, headers: [("accept-language", language)]
                ).body
                for part in [
                    words, "action=\"/console/evidence/bundle\" method=\"get\"",
                    "formaction=\"/console/evidence/page\"",
                    "type=\"hidden\" name=\"kind\" value=\"domain\"",
                    "type=\"hidden\" name=\"value\" value=\"cheapverel.example\"",
                    "type=\"checkbox\" name=\"member\" value=\"own\"",
                    "type=\"checkbox\" name=\"channel\" value=\"alliance\"",
                    "type=\"checkbox\" name=\"channel\" value=\"\(few.rawValue)\"",
                ] { #expect(page.contains(part), "\(language): \(part)") }
                #expect(!page.contains("<script"))
            }
            // As the form asks.
            let answer = try await anna.get(
                Self.path + "&member=own&channel=\(few.rawValue)")
            #expect(answer.status == 200, "\(answer.body.prefix(300))")
            let verified = try #require(
                try EvidenceBundle(parsing: Array(answer.bytes))
                    .judged(trusting: desk.node.home.certs.authorityKeys()).verified)
            #expect(verified.statements.map(\.dot.log.channel) == [few])
            #expect(verified.manifest.part?.channels == [few])
            let record = try #require(
                try desk.audit?.reading.page(limit: 1) { $0.record?.action == .export }.lines
                    .first?.record)
            #expect(record.rows == 1)
            #expect(record.details["members"] == "own")
            #expect(record.details["channels"] == few.rawValue)
            let printed = try await anna.get(
                Self.page + "&channel=\(few.rawValue)", headers: [("accept-language", "en")])
            #expect(printed.body.contains("Only what was said in these channels"))
            #expect(printed.body.contains("among few") && !printed.body.contains("Bought"))
            for (more, status) in [("&member=", 400), ("&member=nobody", 422), ("&channel=x", 422)]
            {
                #expect(try await anna.get(Self.path + more).status == status, "\(more)")
            }
        }
    }

    @Test("its statements count against what one person takes away alone")
    func quota() async throws {
        try await WholeDesk.with(exportRows: 7) { desk in
            try await Self.told(desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            #expect(try await anna.get(Self.path).status == 200)
            let held = try await anna.get(Self.page)
            #expect(held.status == 403)
            #expect(held.body.contains("export-held"))
            #expect(!held.body.contains("cheapverel"))
        }
    }

    @Test(
        "a bundle that was released has what was said when it was held, and nothing taken back since"
    )
    func released() async throws {
        try await WholeDesk.with(exportRows: 0) { desk in
            try await Self.told(desk.node)
            let (anna, _) = try await desk.signedIn(.investigator)
            #expect(try await anna.get(Self.path).status == 403)
            let held = try #require(try await desk.exports.held().first)
            #expect(held.rows == 5)
            let origin = desk.node.writer.origin(in: .alliance)
            // More is said, and what was reported first is withdrawn.
            try await desk.node.report(
                [
                    Self.report("later", on: Self.shop),
                    .retract(Retraction(dots: [.init(origin: origin, index: 0)])),
                ], to: .alliance)
            try desk.node.indexText()
            #expect(try await anna.get(Self.path).body.contains("number \(held.index)"))
            try await desk.exports.release(
                held.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            let answer = try await anna.get(Self.path)
            #expect(answer.status == 200, "\(answer.body)")
            let bundle = try EvidenceBundle(parsing: Array(answer.bytes))
            let keys = try desk.node.home.certs.authorityKeys()
            let verified = try #require(bundle.judged(trusting: keys).verified)
            #expect(verified.statements.map(\.dot.index) == [1, 4, 5, 7])
            #expect(verified.manifest.making.purpose.hasPrefix("investigation: 2026-17 ("))
            #expect(verified.manifest.making.purpose.contains("number \(held.index))"))
            let record = try #require(
                try desk.audit?.reading.page(limit: 1) { $0.record?.action == .export }.lines
                    .first?.record)
            #expect(record.rows == 4)
            #expect(record.details["hold"] == "\(held.index)")
        }
    }

    @Test("the page says who said what, in both languages, and whatever a member says is text")
    func printed() async throws {
        try await WholeDesk.with { desk in
            try await Self.told(desk.node)
            let (anna, _) = try await desk.signedIn(.analyst)
            for (language, words) in [
                (
                    "en",
                    [
                        "Who said what, and when", "test buy", "Withdrawn",
                        "How to check it yourself",
                    ]
                ),
                ("zh", ["谁在何时说了什么", "如何自行核对"]),
            ] {
                let answer = try await anna.get(
                    Self.page, headers: [("accept-language", language)])
                #expect(answer.status == 200)
                for word in words + ["cheapverel.example", "sha256sum", "2026-17"] {
                    #expect(
                        answer.body.lowercased().contains(word.lowercased()), "\(language): \(word)"
                    )
                }
                #expect(answer.body.contains("Bought &lt;script&gt;twice"))
                #expect(!answer.body.contains("<script"))
                #expect(!answer.body.contains("<i>name"))
                #expect(!answer.body.contains("\u{202e}"))
                #expect(!answer.body.contains("for their eyes"))
                // Nothing is fetched from anywhere.
                #expect(!answer.body.contains(" src=") && !answer.body.contains(" href="))
            }
        }
    }

    @Test("each statement is proved under the first checkpoint that witnesses confirmed")
    func confirmed() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        try alliance.publish { try $0.makeWitness(MemberID(parsing: "hub")) }
        let node = try OpenedNode(alliance.home("brand"))
        let hub = try OpenedNode(alliance.home("hub"))
        let origin = node.writer.origin(in: .alliance)
        func cosign(at time: UInt64) throws {
            let served = try #require(try node.logs.state(of: origin)?.served)
            let key = try #require(node.roster.logKey(for: origin))
            var signed = try SignedCheckpoint(parsing: served.noteText)
            let cosigner = try hub.cosigner()
            signed.add(cosigner.sign(text: signed.note.text, timestamp: time))
            try node.logs.keep(
                CosignedCheckpoint(
                    signed.verified(by: key), cosigners: [cosigner.verifierKey]),
                of: origin, durability: .atReturn)
        }
        try await node.report([Self.report("first", on: Self.shop)], to: .alliance)
        try cosign(at: 1_800_000_000)
        try await node.report([Self.report("second", on: Self.shop)], to: .alliance)
        try cosign(at: 1_800_000_900)
        try await node.report([Self.report("third", on: Self.shop)], to: .alliance)
        try node.indexText()
        let made = try await Self.reading(node).bundle(
            BundleRequest(Self.shop, person: "operator root", purpose: "complaint"))
        let verified = try #require(made)
        #expect(
            verified.statements.map(\.confirmedAt) == [1_800_000_000, 1_800_000_900, nil])
        #expect(verified.statements.map(\.size) == [1, 2, 3])
        #expect(verified.statements[0].witnesses == ["hub"])
        #expect(verified.bundle.contents.histories.count == 1)
        let read = try EvidenceBundle(parsing: verified.bundle.bytes)
        #expect(read.judged(trusting: try node.home.certs.authorityKeys()).holds)
        try hub.close()
        try node.close()
    }
}
