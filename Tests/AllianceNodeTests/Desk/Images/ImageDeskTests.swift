import AllianceNames
import AllianceNode
import ImageRecognition
import JSON
import MergedView
import NodeAPI
import SignIn
import Statements
import Testing
import TransparencyLog

/// The search for images at a real node's desk, over TLS.
@Suite(.timeLimit(.minutes(30))) struct ImageDeskTests {
    private static let first = PDQHash(words: [1, 2, 3, 4])
    private static let far = PDQHash(words: [~1, ~2, ~3, ~4])

    private static func near(_ bits: Int) -> PDQHash {
        (0..<bits).reduce(first) { $0.flipping($1 * 8) }
    }

    private static func report(
        _ hash: PDQHash, _ tlp: TLP = .amber, by node: OpenedNode
    ) async throws {
        let indicator = try Indicator(.imagePDQ, parsing: hash.description)
        let report = Statement.assertIndicator(
            IndicatorAssertion(indicator: indicator, basis: .testBuy, confidence: 85, tlp: tlp))
        _ = try await node.report([report], to: .alliance)
    }

    private static func found(_ answer: Browser.Answer) throws -> [String: String] {
        #expect(answer.status == 200, "\(answer.body.prefix(300))")
        guard case .array(let hits)? = try RESTReadingTests.json(answer)["images"] else {
            return [:]
        }
        var found: [String: String] = [:]
        for hit in hits {
            guard case .object(let members) = hit,
                case .number(let distance)? = members["distance"],
                case .object(let indicator)? = members["indicator"],
                case .string(let value)? = indicator["value"]
            else { continue }
            found[value] = distance
        }
        return found
    }

    private static func path(_ hash: PDQHash, _ more: String = "") -> String {
        "/api/v1/images/search?pdq=\(hash)\(more)"
    }

    @Test(
        "reported images near one are found, as soon as they are reported and for as long as they stand"
    )
    func search() async throws {
        try await WholeDesk.with { desk in
            let program = desk.browser("own")
            #expect(try Self.found(await program.get(Self.path(Self.first))) == [:])
            try await Self.report(Self.near(31), by: desk.node)
            try await Self.report(Self.near(0), by: desk.node)
            try await Self.report(Self.near(32), by: desk.node)
            // The view's own index of identifiers is behind: nothing has brought it up to now.
            #expect(
                try Self.found(await program.get(Self.path(Self.first)))
                    == [Self.near(0).description: "0", Self.near(31).description: "31"])
            #expect(
                try Self.found(await program.get(Self.path(Self.first, "&distance=30")))
                    == [Self.near(0).description: "0"])
            try desk.node.indexText()
            try await Self.report(Self.near(7), by: desk.node)
            #expect(
                try Self.found(await program.get(Self.path(Self.first)))[
                    Self.near(7).description] == "7")
            let origin = desk.node.writer.origin(in: .alliance)
            _ = try await desk.node.report(
                [.retract(Retraction(dots: [.init(origin: origin, index: 1)]))], to: .alliance)
            let left = try Self.found(await program.get(Self.path(Self.first)))
            #expect(
                left.keys.sorted() == [Self.near(31), Self.near(7)].map(\.description).sorted())
            #expect(try Self.found(await program.get(Self.path(Self.far))) == [:])
        }
    }

    @Test("what is marked for persons is found by no program")
    func marked() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(Self.near(3), .red, by: desk.node)
            let (person, _) = try await desk.signedIn(.analyst)
            #expect(try Self.found(await person.get(Self.path(Self.first))).count == 1)
            #expect(try Self.found(await desk.browser("own").get(Self.path(Self.first))) == [:])
            let page = try await person.get("/console/image?pdq=\(Self.first)")
            #expect(page.status == 200 && page.body.contains(Self.near(3).description))
            #expect(page.body.contains("/console/report?kind=image-pdq&value=\(Self.first)"))
        }
    }

    @Test("what is known already is what a node that begins now would know")
    func anew() async throws {
        try await WholeDesk.with { desk in
            let known = KnownImages()
            for bits in 0..<5 {
                try await Self.report(Self.near(bits), by: desk.node)
                if bits == 2 { try desk.node.indexText() }
                let asked = [(ImageTurn.original, Self.first)]
                let found = try known.near(asked, within: 31, in: desk.node)
                #expect(found.map(\.distance) == Array(0...bits))
                #expect(found == (try KnownImages().near(asked, within: 31, in: desk.node)))
            }
        }
    }
}
