import CSV
import Complaints
import Foundation
import GS1
import NodeAPI
import Peering
import Statements
import Testing

/// What a page refuses is said in the language of the page.
@Suite struct ProblemTextTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources").standardizedFileURL

    /// Interfaces of programs and of other nodes: nobody comes to them with a browser.
    private static let foreign = [
        "NodeAPI/PeerPort/", "NodeAPI/DeskPort/EPCIS/", "NodeAPI/DeskPort/MISP/",
        "NodeAPI/DeskPort/TAXII/", "NodeAPI/DeskPort/Verification/", "AllianceNode/Collections/",
        "AllianceNode/Contacts/", "AllianceNode/Letters/", "AllianceNode/Mirroring/",
        "AllianceNode/Questions/", "AllianceNode/Renewal/", "AllianceNode/Witnessing/",
    ]

    /// Keywords that need no sentence here, and why.
    private static let exempt: [(why: String, keywords: Set<String>)] = [
        ("they have a page of their own", ["sign-in-needed", "account-needed"]),
        (
            "a browser keeps to HTTP",
            ["body-unexpected", "expectation", "host", "http-version", "length-needed", "not-http"]
        ),
        ("a program shows a token", ["token-needed", "token-refused"]),
        ("commands alone answer with them", ["account-email-taken", "account-right-unknown"]),
        (
            "the REST interface alone answers with them",
            [
                "body", "file", "idempotency-key", "line-too-long", "no-such-type",
                "person-needed", "query-too-long", "time",
            ]
        ),
        (
            "a person's own page says it, and these go to programs",
            ["no-such-link", "not-acceptable", "product-not-registered"]
        ),
        (
            "they answer messages of marketplaces",
            ["erasing", "order-unknown", "replayed", "signature", "signature-missing", "timestamp"]
        ),
    ]

    /// Errors whose own keywords the console passes on.
    private static let errors = [
        "Accounts/AccountError", "AllianceNode/Home/NodeError", "AuditTrail/ExportLedger",
        "Casework/CaseworkError", "Complaints/Case/TransitionRefusal",
        "Complaints/Marketplace/MarketplaceAdapter", "Complaints/Record/LadderStanding",
        "Evidence/EvidenceError", "ImageRecognition/ImageError",
        "MarkRecognition/RecognitionError", "Notices/NoticeError", "AllianceNames/NameError",
        "Replication/OwnLog/OwnLogError", "Statements/StatementError",
    ]

    /// Of all Swift files below a target's folder, by their paths below `Sources`.
    private static func texts(below folder: String) throws -> [(path: String, text: String)] {
        let files = try #require(
            FileManager.default.enumerator(
                at: sources.appending(path: folder), includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            (
                $0.standardizedFileURL.pathComponents.dropFirst(sources.pathComponents.count)
                    .joined(separator: "/"),
                try String(contentsOf: $0, encoding: .utf8)
            )
        }
    }

    /// Of the problems that are written out, and of the errors that become some.
    private static func raised() throws -> Set<String> {
        var keywords: Set<String> = []
        for (path, text) in try texts(below: "NodeAPI") + texts(below: "AllianceNode")
        where !foreign.contains(where: path.hasPrefix) {
            for match in text.matches(of: /status: [0-9]{3},\s+keyword: "([^"]+)"/) {
                keywords.insert(String(match.output.1))
            }
        }
        return try keywords.union(Self.keywords(of: errors))
    }

    /// Of errors, by their files, that have one for each case.
    private static func keywords(of errors: [String]) throws -> Set<String> {
        var keywords: Set<String> = []
        for name in errors {
            let file = sources.appending(path: name + ".swift")
            let text = try String(contentsOf: file, encoding: .utf8)
            let body = try #require(
                text.firstMatch(of: /var keyword: String \{\n(?s:(.+?))\n    \}\n/), "\(name)")
            let said = body.output.1.matches(of: /case [^"\n]+: "([^"]+)"/)
            #expect(!said.isEmpty, "\(name)")
            keywords.formUnion(said.map { String($0.output.1) })
        }
        return keywords
    }

    /// Errors of one row of a list, or of one attempt.
    private static let rowErrors = [
        "Complaints/Marketplace/MarketplaceAdapter", "Complaints/Marketplace/OrderFailure",
        "GS1/GS1Error", "GS1/Message/GS1Fault", "Notices/Delivery/WebhookFailure",
        "Replication/PeerError", "Screening/Listing/ListingError",
    ]

    /// Of the rows that are refused, with what is wrong with values of each kind.
    private static func raisedOfRows() throws -> Set<String> {
        var keywords = try Self.keywords(of: rowErrors).union(CSVError.rowKeywords)
        keywords.formUnion(LinterRule.allCases.map(\.rawValue))
        for folder in ["Complaints", "Console", "Casework"] {
            for (_, text) in try texts(below: "NodeAPI/DeskPort/" + folder) {
                for match in text.matches(of: /keyword: "([^"]+)",\s+(?:why|reason):/) {
                    keywords.insert(String(match.output.1))
                }
            }
        }
        let literal = /Refusal\(\s*"([^"]+)"/
        for (_, text) in try texts(below: "Statements/Indicator") {
            for match in text.matches(of: literal) {
                // Where kinds differ, each that has such a fault has a sentence.
                let fault = String(match.output.1)
                let kinds = IndicatorType.allCases.map { "\($0.name)-\(fault)" }
                let differing = kinds.filter { RowProblemText(rawValue: $0) != nil }
                keywords.formUnion(differing.isEmpty ? kinds : differing)
            }
        }
        return keywords
    }

    @Test("each keyword of a row that a person can meet has a sentence")
    func coveredRows() throws {
        let raised = try Self.raisedOfRows()
        #expect(raised.count > 400)
        for keyword in raised.sorted() where keyword != OrderFailure.refused("").keyword {
            let text = RowProblemText(keyword: keyword)
            #expect(text != nil && text != .other, "\(keyword)")
        }
        // A listing's value is told apart from a member of an offer.
        #expect(RowProblemText(keyword: "listing-scope") == .scope)
        #expect(RowProblemText(keyword: "member-type") == .member)
        #expect(RowProblemText(keyword: "item-serial-gtin-digit") == .gtinDigit)
        #expect(RowProblemText(keyword: "item-serial-value-length") == .message)
        #expect(RowProblemText(keyword: "nothing-known") == nil)
    }

    @Test("each keyword that a person can meet has a sentence")
    func covered() throws {
        let raised = try Self.raised()
        #expect(raised.count > 180)
        let exempt = Self.exempt.reduce(into: Set<String>()) { $0.formUnion($1.keywords) }
        for keyword in raised.subtracting(exempt).sorted() {
            let isSaid =
                ProblemText(keyword: keyword) != nil
                // The pages of photos and images say these where they are asked for.
                || PhotoText(refused: keyword) != nil || ImageText(refused: keyword) != nil
            #expect(isSaid, "\(keyword)")
        }
        for keyword in exempt {
            #expect(raised.contains(keyword), "\(keyword) is raised no more")
            #expect(ProblemText(keyword: keyword) == nil, "\(keyword)")
        }
        #expect(ProblemText(keyword: "seller-account-form") == .identifier)
        #expect(ProblemText(keyword: "listing-unknown") == .listingUnknown)
        #expect(ProblemText(keyword: "nothing-known") == nil)
    }

    @Test("no sentence is of a keyword that nothing raises")
    func needed() throws {
        var literals: Set<String> = []
        for (path, text) in try Self.texts(below: "")
        where !path.hasPrefix("NodeAPI/DeskPort/Pages/ProblemText") {
            literals.formUnion(text.matches(of: /"([a-z][a-z0-9-]*)"/).map { String($0.output.1) })
        }
        let ofRows = try Set(Self.raisedOfRows().compactMap { RowProblemText(keyword: $0) })
        // The last is of a reader that has one keyword for all.
        let general: Set<RowProblemText> = [.other, .member, .peerUnproven, .json]
        for text in RowProblemText.allCases where !general.contains(text) {
            #expect(ofRows.contains(text), "\(text)")
        }
        let keywords =
            ProblemText.allCases.filter { $0 != .other }.map(\.rawValue)
            + ProblemText.alike.keys
        for keyword in keywords { #expect(literals.contains(keyword), "\(keyword)") }
    }

    @Test("a sentence that stands alone leads to nothing below it")
    func sentences() {
        for text in ProblemText.allCases {
            let sentence = text(.chinese) ?? ""
            #expect(sentence.hasSuffix("。"), "\(text)")
            if text.isWhole { #expect(!sentence.contains(/下方|如下|见下/), "\(text)") }
        }
        for text in RowProblemText.allCases {
            let sentence = text(.chinese) ?? ""
            #expect(sentence.hasSuffix(text.isWhole ? "。" : "详情（英文）："), "\(text)")
            if text.isWhole { #expect(!sentence.contains("英文"), "\(text)") }
        }
    }

    @Test("a page says the sentence in its language, and the detail as English where it says more")
    func pages() throws {
        func page(_ problem: PeerProblem, _ language: String) -> String {
            ProblemPage.answer(
                problem, accept: "text/html", acceptLanguage: language, request: "1",
                path: "/console"
            ).text
        }
        let row = PeerProblem(status: 400, keyword: "draft-row", detail: "Row 7: <no> domain.")
        let chinese = page(row, "zh")
        let sentence = try #require(ProblemText.draftRow(.chinese))
        #expect(chinese.contains("<p>\(sentence)</p>"))
        #expect(chinese.contains("<p class=\"small\" lang=\"en\">Row 7: &lt;no&gt; domain.</p>"))
        #expect(page(row, "en").contains("<p>Row 7: &lt;no&gt; domain.</p>"))
        #expect(!page(row, "en").contains("lang=\"en\">Row"))

        let site = PeerProblem(status: 403, keyword: "cross-site", detail: "Begin again.")
        let whole = try #require(ProblemText.crossSite(.chinese))
        #expect(page(site, "zh").contains("<p>\(whole)</p>"))
        #expect(!page(site, "zh").contains("Begin again."))
        #expect(page(site, "en").contains("<p>Begin again.</p>"))

        let unknown = PeerProblem(status: 400, keyword: "nothing-known", detail: "Odd.")
        let other = try #require(ProblemText.other(.chinese))
        #expect(page(unknown, "zh").contains("<p>\(other)</p>"))
        #expect(page(unknown, "zh").contains("lang=\"en\">Odd.</p>"))
    }
}
