import GS1
import NodeAPI
import ProductAuthentication
import Synchronization
import Testing

/// The pages about a product, with the words of a member that chose them to deceive.
@Suite(.timeLimit(.minutes(30))) struct VerdictPageTests {
    /// Gucci with a Cyrillic у, с, с and і, behind an ASCII g.
    static let brand = "g\u{443}\u{441}\u{441}\u{456}"
    /// All Cyrillic.
    static let owner = "\u{430}\u{440}\u{440}\u{4cf}\u{435}"
    static let name = "Bag \u{202e}\u{200b}real <b>"
    static let title = "Care\u{2066} <i>"

    private func hostile(_ answers: FixedAnswers, links: Bool = true) throws {
        let gtin = try GTIN(parsing: "04006381333931")
        let link = DeskLink(linkType: "pip", href: "https://brand.example/", title: Self.title)
        let product = DeskProduct(
            gtin: gtin, brand: Self.brand, names: [.init(language: "en", text: Self.name)],
            owner: Self.owner, isSerialised: true, links: links ? [try #require(link)] : [])
        answers.finding.withLock { $0 = .registered(product) }
    }

    private func check(_ page: String, _ what: String) {
        for scalar in ["\u{202e}", "\u{200b}", "\u{2066}"] {
            #expect(!page.unicodeScalars.contains { String($0) == scalar }, "\(what)")
        }
        #expect(!page.contains("<b>") && !page.contains("<i>"), "\(what)")
        let flags = { (words: String) in page.contains("<span class=\"flag\">\(words)") }
        #expect(page.contains("<span class=\"cp\">U+202E</span>"), "\(what)")
        #expect(flags("hidden characters"), "\(what)")
        #expect(flags("mixed scripts"), "\(what)")
        #expect(flags("can be taken for <bdi>apple</bdi>"), "\(what)")
    }

    @Test(
        "what a member calls its goods and itself is flagged and shows what is not seen",
        arguments: [("/01/04006381333931", false), ("/01/04006381333931/21/A1", true)])
    func shown(path: String, isItem: Bool) async throws {
        try await LiveDesk.with { desk in
            // A product without a serial number leads to its own page, where it has one.
            try hostile(desk.answers, links: isItem)
            let connection = try await desk.connect(nil)
            let answer = try await connection.get(path, headers: "Accept: text/html\r\n")
            #expect(answer.status == 200)
            check(answer.text, path)
            #expect(answer.text.contains("<span class=\"cp\">U+2066</span>") == isItem)
            #expect(answer.text.contains("<bdi class=\"value\" lang=\"en\">Bag "))
        }
    }

    @Test("so is who answered, and who has not registered a product")
    func owner() async throws {
        try await LiveDesk.with { desk in
            desk.answers.responder.withLock { $0 = Self.name }
            let connection = try await desk.connect(nil)
            let path = "/01/04006381333931/21/A1"
            let answered = try await connection.get(path, headers: "Accept: text/html\r\n")
            #expect(!answered.text.unicodeScalars.contains("\u{202e}"))
            #expect(answered.text.contains("<span class=\"cp\">U+202E</span>"))
            desk.answers.finding.withLock { $0 = .notRegistered(owner: Self.name) }
            let missing = try await connection.get(path, headers: "Accept: text/html\r\n")
            #expect(missing.status == 404)
            #expect(!missing.text.unicodeScalars.contains("\u{202e}"))
            #expect(missing.text.contains("<span class=\"cp\">U+202E</span>"))
        }
    }

    @Test("so is all of it within the console")
    func console() async throws {
        let products = FixedAnswers()
        try hostile(products)
        let routes = ConsoleRoutes(
            try FixedConsole(), of: NobodySignsIn().member, products: products)
        try await LiveDesk.with(routes: routes.routes) { desk in
            let connection = try await desk.connect("hub")
            for code in ["04006381333931", "%2801%2904006381333931%2821%29A1"] {
                let path = "/console/product?code=\(code)"
                check(try await connection.get(path).text, path)
            }
            products.finding.withLock { $0 = .notRegistered(owner: Self.owner) }
            let missing = try await connection.get("/console/product?code=04006381333931")
            #expect(missing.text.contains("can be taken for <bdi>apple</bdi>"))
        }
    }

    @Test("a warning is shown without a serial number too, and then the number is asked for")
    func recalled() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let path = "/01/04006381333931/10/L7"
            let plain = try await connection.get(path, headers: "Accept: text/html\r\n")
            #expect(!plain.text.contains("id=\"verdict\""))
            desk.answers.judgement.withLock {
                $0 = Judgement([
                    Finding(.serialNotGiven), Finding(.recalled, .caution, confidence: 95),
                ])
            }
            let warned = try await connection.get(path, headers: "Accept: text/html\r\n")
            #expect(warned.text.contains("<section class=\"verdict caution\""))
            #expect(warned.text.contains(ReasonCode.recalled.sentence))
            #expect(warned.text.contains("<code>L7</code>"))
            #expect(warned.text.contains("name=\"serial\""))
        }
    }
}
