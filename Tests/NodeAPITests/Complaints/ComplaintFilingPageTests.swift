import AllianceNames
import Complaints
import Foundation
import GS1
import NodeAPI
import Peering
import Statements
import Synchronization
import Testing

/// The form of a complaint: what it reads, what it says of all that is wrong, and what it signs.
@Suite struct ComplaintFilingPageTests {
    private static let path = "/console/complaints/new"

    private static func fields(
        _ console: ComplaintConsole, _ more: [(String, String)]
    ) -> [(String, String)] {
        [
            ("channel", FoldedComplaints.channel.rawValue), ("right", console.right.key),
            ("ground", "mark-in-listing"), ("declaredby", "A. Verel"), ("explanation", "see"),
        ] + more
    }

    @Test(
        "a check says all that is wrong at once, with what mends it beside each listing, and signs nothing"
    )
    func checked() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        console.complaints.world.withLock {
            $0.failures = FilingCheck.allCases.map {
                FilingFailure(
                    $0, places: [1], ComplaintConsole.hostile, mend: ComplaintConsole.hostile)
            }
        }
        for language in DeskLanguage.allCases {
            let answer = try await console.send(
                Self.path,
                Self.fields(
                    console,
                    [
                        ("listings", "bazario:1\nbazario:2\nnonsense \(ComplaintConsole.hostile)"),
                        ("do", "check"),
                    ]), in: language)
            #expect(answer.status == 200)
            ComplaintConsole.expectInert(answer, language.rawValue)
            for check in FilingCheck.allCases {
                #expect(answer.text.contains("id=\"failed-\(check.rawValue)\""), "\(check)")
            }
            #expect(answer.text.contains("bazario:2"))
        }
        #expect(console.complaints.world.withLock { $0.said.isEmpty && $0.checked.count == 2 })
    }

    @Test("what is in order is signed as the form has it, with the files that were kept before")
    func filed() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        let first = try await console.send(
            Self.path,
            Self.fields(
                console,
                [
                    ("listings", "bazario:1"), ("file0", "%PDF-1.7 x"), ("role0", "judgment"),
                    ("title0", "The \"judgment\""), ("do", "check"),
                ]))
        #expect(first.text.contains("Nothing is wrong with it"))
        let kept = try #require(
            first.text.split(separator: "name=\"kept0\" value=\"").dropFirst().first?
                .split(separator: "\" checked").first)
        let value = String(kept).replacing("&quot;", with: "\"")
        let answer = try await console.send(
            Self.path,
            Self.fields(
                console,
                [
                    ("listings", "bazario:1\nBAZARIO:1\nseller-account bazario:shop"),
                    ("kept0", value), ("goodfaith", "yes"), ("do", "file"),
                    ("items", "bazario:1 (01)09520123456788(21)7\n"),
                ]))
        #expect(answer.status == 303, "\(answer.text.prefix(300))")
        let (id, said) = try #require(
            console.complaints.world.withLock { world in world.said.first.map { ($0, $1) } })
        guard case .complaint(let complaint)? = said[id] else {
            Issue.record("nothing was filed")
            return
        }
        #expect(complaint.listings.map(\.value) == ["bazario:1", "bazario:shop"])
        #expect(complaint.listings.map(\.type) == [.listing, .sellerAccount])
        #expect(complaint.evidence.map(\.role) == [.judgment])
        #expect(complaint.items.map(\.item.elementString) == ["(01)09520123456788(21)7"])
        #expect(complaint.evidence.first?.title == "The \"judgment\"")
        #expect(complaint.declaredBy == "A. Verel" && !complaint.goodFaithStatement.isEmpty)
        #expect(ComplaintConsole.location(answer) == "https://hub" + ComplaintLink.href(id))
    }

    @Test(
        "a list that cannot be read is never filed in part, nor is one without a declaration called one"
    )
    func unread() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        let answer = try await console.send(
            Self.path,
            Self.fields(
                console,
                [("listings", "bazario:1\nnonsense"), ("goodfaith", "yes"), ("do", "file")]))
        #expect(answer.status == 422 && answer.text.contains("Line 2"))
        let numbers = try await console.send(
            Self.path,
            Self.fields(
                console,
                [
                    ("listings", "bazario:1"), ("items", "nonsense"), ("goodfaith", "yes"),
                    ("do", "file"),
                ]))
        #expect(numbers.status == 422 && numbers.text.contains(">nonsense<"))
        #expect(numbers.text.contains("\nnonsense</textarea>"))
        let inChinese = try await console.send(
            Self.path,
            Self.fields(
                console,
                [
                    ("listings", "bazario:1\nnonsense\nhttps://elsewhere.example/1"),
                    ("items", "bazario:1 (01)09520123456788\nbazario:9 x"), ("do", "check"),
                ]), in: .chinese)
        for text in [RowProblemText.scope, .addressUnknown, .noSerial, .whichListing] {
            let sentence = try #require(text(.chinese))
            #expect(inChinese.text.contains(sentence), "\(text)")
        }
        #expect(!inChinese.text.contains("it has no marketplace"))
        let nothing = try await console.send(Self.path, Self.fields(console, [("do", "file")]))
        #expect(nothing.status == 422 && nothing.text.contains("Name a listing."))
        _ = try await console.send(
            Self.path, Self.fields(console, [("listings", "bazario:1"), ("do", "check")]))
        #expect(
            console.complaints.world.withLock { $0.checked.last?.goodFaithStatement } == "")
        for fields in [[("ground", "x")], [("ground", "design"), ("kept0", "x")]] {
            let refused = try await console.send(
                Self.path,
                fields + [
                    ("explanation", "see <it>"), ("listings", "bazario:1"), ("items", "1"),
                    ("declaredby", "A. Verel"), ("onbehalfof", "Maison"),
                ])
            #expect(refused.status == 400, "\(fields)")
            for typed in [
                "see &lt;it&gt;</textarea>", "bazario:1</textarea>", "1</textarea>",
                "value=\"A. Verel\"", "value=\"Maison\"",
            ] {
                #expect(refused.text.contains(typed), "\(fields) \(typed)")
            }
        }
        #expect(console.complaints.world.withLock { $0.said.isEmpty })
    }

    @Test("a complaint that was sent back fills the form for what is to be mended")
    func mending() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        var complaint = try ComplaintConsole.complaint(3, saying: "x")
        complaint.items = try [1, 2].map {
            ListedItem(
                listing: $0, item: try ItemIdentifiers(parsing: "(01)09520123456788(21)\($0)"))
        }
        let id = console.complaints.said(.complaint(complaint), by: FoldedComplaints.hub)
        console.complaints.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        .init(listings: [1], verdict: .return, reasons: ["evidence-missing"]),
                        .init(listings: [2], verdict: .refuse, reasons: ["genuine-goods"]),
                    ], maker: .automatic)), by: .init(unchecked: "platform"))
        let page = try await console.get(ComplaintLink.href(id, at: Self.path)).text
        #expect(page.contains("name=\"mends\" value=\"\(id)\""))
        #expect(page.contains("\nbazario:1 x</textarea>"))
        #expect(page.contains("\nbazario:1 x (01)09520123456788(21)1</textarea>"))
        #expect(!page.contains("bazario:2 x"))
    }

    @Test("a spreadsheet of complaints is looked at or filed, each with what became of it")
    func bulk() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        let list = """
            right,ground,listing,explanation
            EM:018012345,mark-in-listing,bazario:1,see <script>
            EM:018012345,mark-in-listing,bazario:2,
            EM:018012345,patent,bazario:3,
            nonsense,<script>,bazario:4,
            """
        func send(
            _ what: String, in language: DeskLanguage = .english
        ) async throws -> DeskAnswer {
            try await console.send(
                "/console/complaints/list",
                [
                    ("channel", FoldedComplaints.channel.rawValue), ("file", list),
                    ("goodfaith", "yes"), ("declaredby", "A. Verel"), ("do", what),
                ], in: language)
        }
        let right = try #require(RowProblemText.right(.chinese))
        let inChinese = try await send("check", in: .chinese).text
        #expect(inChinese.contains("\(right) <bdi class=\"small\" lang=\"en\">a right is its"))
        let checked = try await send("check")
        #expect(checked.text.contains("<bdi>a right is its office"))
        ComplaintConsole.expectInert(checked, "a list")
        #expect(checked.text.contains("Nothing is wrong with it"))
        #expect(checked.text.contains("2–3") && checked.text.contains("Line 5"))
        #expect(console.complaints.world.withLock { $0.said.isEmpty })
        let filed = try await send("file")
        #expect(filed.text.components(separatedBy: "/console/complaint?log=").count == 3)
        let listings = console.complaints.world.withLock { world in
            world.said.keys.sorted().map { $0 }
        }.compactMap { console.complaints.state($0)?.listings.count }
        #expect(listings == [2, 1])
        let refused = try await console.send(
            "/console/complaints/list",
            [
                ("channel", FoldedComplaints.channel.rawValue), ("file", "a,b\n1,2"),
                ("declaredby", "A. Verel"),
            ])
        #expect(refused.status == 422 && refused.text.contains("value=\"A. Verel\""))
    }

    @Test("a list in an encoding that was guessed is filed once somebody has seen its rows")
    func guessed() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        func field(_ name: String, _ text: String) -> (String, [UInt8]) { (name, Array(text.utf8)) }
        let other = [
            field("channel", FoldedComplaints.channel.rawValue), field("goodfaith", "yes"),
            field("declaredby", "A. Verel"), field("do", "file"),
        ]
        // '晋江', as a spreadsheet in China saves it.
        let file =
            Array(
                "right,ground,listing,explanation\r\nEM:018012345,mark-in-listing,bazario:1,".utf8)
            + [0xbd, 0xfa, 0xbd, 0xad, 0x0d, 0x0a]
        let path = "/console/complaints/list"
        let asked = try await console.send(path, other + [("file", file)])
        #expect(console.complaints.world.withLock { $0.said.isEmpty })
        #expect(asked.text.contains(ComplaintText.guessHeading(.english)))
        #expect(asked.text.contains("Nothing is wrong with it"))
        #expect(
            asked.text.contains(
                "<bdi class=\"value\">EM:018012345,mark-in-listing,bazario:1,晋江</bdi>"))
        #expect(asked.text.contains("name=\"readas\" value=\"GB18030\""))
        #expect(
            asked.text.contains("value=\"yes\" checked") && !asked.text.contains("type=\"file\""))
        ComplaintConsole.expectInert(asked, "a list in a guessed encoding")
        // As a browser sends the page's form: in UTF-8, with carriage returns.
        let list = try #require(String(validating: file.dropLast(6), as: UTF8.self)) + "晋江\r\n"
        let again = other + [field("list", list), field("readas", "GB18030")]
        let wrong = try await console.send(path, [field("channel", "other")] + again.dropFirst())
        #expect(wrong.status >= 400 && wrong.text.contains("晋江\n</textarea>"))
        // Nor is it lost where nothing of it can be filed.
        console.complaints.world.withLock {
            $0.failures = [FilingFailure(.goodFaithMissing, "x", mend: "y")]
        }
        let failed = try await console.send(path, again)
        #expect(failed.status == 200 && failed.text.contains("晋江\n</textarea>"))
        console.complaints.world.withLock { $0.failures = [] }
        let filed = try await console.send(path, again)
        #expect(filed.text.contains(PageText.listReadGB18030(.english)))
        #expect(!filed.text.contains(ComplaintText.guessHeading(.english)))
        #expect(filed.text.contains("type=\"file\""))
        let said = console.complaints.world.withLock { $0.checked.last }
        #expect(said?.explanation == "晋江")
        #expect(console.complaints.world.withLock { $0.said.count } == 1)
        // What says what it is is filed at once.
        let plain = try await console.send(path, other + [field("file", list)])
        #expect(plain.text.contains(PageText.listReadUTF8(.english)))
        #expect(console.complaints.world.withLock { $0.said.count } == 2)
    }

    @Test("pasted lines are numbers of marketplaces, addresses that name both, or storefronts")
    func targets() throws {
        let listed = ListedTargets(
            """
            taobao:680012345

            https://item.taobao.com/item.htm?spm=1&id=680012345
            https://www.ebay.de/itm/some-title/1234567890?x=1
            https://www.aliexpress.com/item/1005001.html#top
            https://detail.1688.com/offer/99.html
            https://www.amazon.co.uk/Thing/dp/B00ABCDEFG/ref=x
            seller-account shopee:store123
            https://shop.example/offer/1
            """)
        #expect(
            listed.listings.map(\.value) == [
                "taobao:680012345", "ebay.de:1234567890", "aliexpress:1005001", "1688:99",
                "amazon.co.uk:b00abcdefg", "shopee:store123",
            ])
        #expect(listed.listings.last?.type == .sellerAccount && listed.repeated == 1)
        #expect(listed.refused.map(\.line) == [9])
        let many = ListedTargets((0..<301).map { "bazario:\($0)" }.joined(separator: "\n"))
        #expect(many.listings.count == Complaint.listingsMax && many.isTooMany)
        #expect(ListedTargets(ListedTargets.text(many.listings)).listings == many.listings)
        for text in [
            "https://www.ebay.de.evil.example/itm/1", "https://aliexpress.com.evil.example/item/1",
        ] {
            #expect(ListedTargets(text).listings.isEmpty, "\(text)")
        }
        for text in ["https://taobao.com.evil.example/item.htm?id=1", "ftp://taobao.com/?id=1"] {
            #expect(ListingAddress.listing(text) == nil, "\(text)")
        }
    }

    @Test("places are counted from one, with ranges, and print as they are read")
    func places() throws {
        #expect(try PlaceList(parsing: "1-3, 7；300", count: 300).places == [0, 1, 2, 6, 299])
        #expect(PlaceList([0, 1, 2, 6, 299]).description == "1-3, 7, 300")
        #expect(try PlaceList(parsing: "", count: 3).places == [])
        #expect(throws: PeerProblem.self) { try PlaceList(parsing: "301", count: 300) }
    }
}
