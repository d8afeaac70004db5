import AllianceNames
import AllianceNode
import Credentials
import Foundation
import ImageRecognition
import JSON
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import Screening
import SignIn
import Statements
import Testing
import TransparencyLog

/// Screening at a real node's desk, over TLS.
@Suite(.timeLimit(.minutes(8))) struct ScreeningDeskTests {
    private static let hash = PDQHash(words: [1, 2, 3, 4])

    private static func report(
        _ type: IndicatorType, _ value: String, _ tlp: TLP = .amber
    ) throws -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(type, parsing: value), basis: .testBuy, confidence: 85,
                tlp: tlp))
    }

    private static func right(_ title: String, _ number: String, until: UInt64? = nil) -> Statement
    {
        .right(
            Right(
                kind: .trademark, office: "EM", registrationNumber: number, title: title,
                jurisdictions: ["EM"], niceClasses: [18], validUntil: until,
                aliases: [LocalizedName(language: "zh", name: "薇蕾奢")]))
    }

    private static func line(
        _ number: String, _ title: String, seller: String = "honest", more: String = ""
    ) -> String {
        #"{"marketplace":"bazario","listing":"\#(number)","title":"\#(title)","seller":"\#(seller)"\#(more)}"#
    }

    /// By listing, the findings in their order.
    private static func screened(
        _ lines: [String], by browser: Browser
    ) async throws -> [String: [String]] {
        let answer = try await browser.post(
            "/api/v1/screenings", lines.joined(separator: "\n"),
            headers: [("content-type", "application/x-ndjson")])
        #expect(answer.status == 200, "\(answer.body.prefix(300))")
        var found: [String: [String]] = [:]
        for line in answer.body.split(separator: "\n") {
            guard case .object(let members) = try JSONValue(parsing: String(line)),
                case .string(let listing)? = members["listing"],
                case .array(let reasons)? = members["reasons"]
            else { continue }
            found[listing] = reasons.compactMap { reason in
                guard case .object(let members) = reason,
                    case .string(let finding)? = members["finding"]
                else { return nil }
                return finding
            }
        }
        return found
    }

    @Test("marks, reports, links and images are found, honest offers are not, and nothing is said")
    func found() async throws {
        try await WholeDesk.with { desk in
            try await desk.node.report(
                [
                    Self.right("Verelle", "1"), Self.right("Ended", "2", until: 1),
                    try Self.report(.sellerAccount, "bazario:bad"),
                    try Self.report(.imagePDQ, Self.hash.description),
                    .link(
                        try OperatorLink(
                            Indicator(.sellerAccount, parsing: "bazario:bad"),
                            Indicator(.sellerAccount, parsing: "bazario:cousin"),
                            basis: .testBuy, confidence: 80)),
                ], to: .alliance)
            let before = try desk.node.logs.states().map(\.size)
            let near = Self.hash.flipping(3).flipping(77)
            let program = desk.browser("own")
            let found = try await Self.screened(
                [
                    Self.line("disguised", "New Vеrеllе bag"),
                    Self.line("chinese", "薇蕾奢 包", seller: "bad"),
                    Self.line("reported", "Bag", seller: "BAD"),
                    Self.line("linked", "Verelle bag", seller: "cousin"),
                    Self.line(
                        "image", "Bag", more: #","images":[{"pdq":"\#(near)"}]"#),
                    Self.line("plain", "Verelle bag, second hand"),
                    Self.line("compatible", "Strap compatible with Verelle bags"),
                    Self.line("other", "Garden chair"), Self.line("ended", "Endеd bag"),
                ], by: program)
            #expect(
                found == [
                    "disguised": ["mark-disguised"],
                    "chinese": ["seller-reported", "mark-in-title"],
                    "reported": ["seller-reported"], "linked": ["seller-linked", "mark-in-title"],
                    "image": ["image-same"],
                ])
            #expect(try desk.node.logs.states().map(\.size) == before)
        }
    }

    @Test("a seller that the mark's owner authorises is no proposal, by objection or by own.csv")
    func authorised() async throws {
        try await WholeDesk.with { desk in
            let account = try Indicator(.sellerAccount, parsing: "bazario:partner")
            try await desk.node.report(
                [
                    Self.right("Verelle", "1"),
                    try Self.report(.sellerAccount, "bazario:partner"),
                ], to: .alliance)
            let offer = [Self.line("1", "Vеrеllе bag", seller: "partner")]
            let program = desk.browser("own")
            #expect(
                try await Self.screened(offer, by: program)
                    == ["1": ["seller-reported", "mark-disguised"]])
            try await desk.node.report(
                [.dispute(Dispute(indicator: account, reason: .authorisedSeller))], to: .alliance)
            #expect(try await Self.screened(offer, by: program) == [:])
            let own = [Self.line("2", "Vеrеllе bag", seller: "shop")]
            #expect(try await Self.screened(own, by: program) == ["2": ["mark-disguised"]])
            try "kind,value\nseller-account,bazario:shop\n".write(
                toFile: desk.node.home.ownIdentifiers, atomically: true, encoding: .utf8)
            #expect(try await Self.screened(own, by: program) == [:])
        }
    }

    @Test("what is marked for persons is a reason for them and for no program")
    func marked() async throws {
        try await WholeDesk.with { desk in
            try await desk.node.report(
                [try Self.report(.sellerAccount, "bazario:secret", .red)], to: .alliance)
            let offer = [Self.line("1", "Bag", seller: "secret")]
            let (person, _) = try await desk.signedIn(.analyst)
            #expect(try await Self.screened(offer, by: desk.browser("own")) == [:])
            let screener = ScreeningDesk(node: desk.node, images: KnownImages())
            let listing = try ListingLine(parsing: Array(offer[0].utf8)).listing()
            let seen = try await screener.begin(for: .person(roles: [.analyst])).screen([listing])
            #expect(seen.compactMap(\.self).count == 1)
            #expect(try await person.get("/console/screen").status == 200)
        }
    }

    @Test("many listings in lanes are judged as one by one, in their order")
    func lanes() async throws {
        try await WholeDesk.with { desk in
            try await desk.node.report(
                (0..<20).map { try Self.report(.sellerAccount, "bazario:bad\($0)") } + [
                    .link(
                        try OperatorLink(
                            Indicator(.sellerAccount, parsing: "bazario:bad0"),
                            Indicator(.sellerAccount, parsing: "bazario:bad1"),
                            basis: .testBuy, confidence: 80))
                ], to: .alliance)
            let listings = try (0..<400).map { number in
                try ListingLine(
                    parsing: Array(
                        Self.line("\(number)", "Bag", seller: "bad\(number % 40)").utf8)
                ).listing()
            }
            let screener = try desk.node.listingScreener(calls: .concurrent(label: "test"))
            let together = try await screener.screen(listings)
            #expect(together.count == listings.count)
            #expect(
                together.map { $0?.number ?? "" }
                    == listings.map { listing in
                        (Int(listing.number) ?? 0) % 40 < 20 ? listing.number : ""
                    })
            #expect(together == (try listings.flatMap { try screener.judged([$0]) }))
            let linked = together.compactMap(\.self).filter { proposal in
                proposal.reasons.contains { $0.reason.kind == .link }
            }
            #expect(linked.count == 20)
        }
    }

    @Test("a mark that is stated or taken back counts from the next screening on")
    func recompiled() async throws {
        try await WholeDesk.with { desk in
            let program = desk.browser("own")
            let offer = [Self.line("1", "New Vеrеllе bag")]
            #expect(try await Self.screened(offer, by: program) == [:])
            let written = try await desk.node.report([Self.right("Verelle", "1")], to: .alliance)
            #expect(try await Self.screened(offer, by: program) == ["1": ["mark-disguised"]])
            _ = try await desk.node.report(
                [
                    .retract(
                        Retraction(dots: [
                            .init(origin: written.origin, index: written.indexes.lowerBound)
                        ]))
                ], to: .alliance)
            #expect(try await Self.screened(offer, by: program) == [:])
        }
    }
}
