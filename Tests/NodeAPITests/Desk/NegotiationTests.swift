import NodeAPI
import ProductAuthentication
import Testing

@Suite struct NegotiationTests {
    private static let offers = ["text/html", "application/json", "application/linkset+json"]

    @Test(
        "the media type wanted most is served; of two wanted alike the earlier",
        arguments: [
            (nil, "text/html"), ("*/*", "text/html"), ("application/json", "application/json"),
            ("text/html;q=0.5, application/*", "application/json"),
            ("application/linkset+json, */*;q=0.1", "application/linkset+json"),
            ("application/json;q=0, */*", "text/html"), ("image/png", nil), ("text/*;q=0", nil),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
            ("nonsense", nil), ("TEXT/HTML", "text/html"),
        ] as [(String?, String?)])
    func media(header: String?, expected: String?) {
        #expect(MediaRanges(header).best(of: Self.offers) == expected)
    }

    @Test(
        "the language wanted most is spoken, English where neither is",
        arguments: [
            (nil, DeskLanguage.english), ("zh-CN,zh;q=0.9,en;q=0.8", .chinese),
            ("en-GB,zh;q=0.9", .english), ("fr", .english), ("fr, zh-TW;q=0.3", .chinese),
            ("zh;q=0, en", .english), ("", .english), ("zh;q=0.001", .chinese),
        ] as [(String?, DeskLanguage)])
    func language(header: String?, expected: DeskLanguage) {
        #expect(DeskLanguage(accepting: header) == expected)
    }

    @Test("every text and every reason of this version is said in each language in its own words")
    func complete() {
        for language in DeskLanguage.allCases where language != .english {
            for text in PageText.allCases {
                #expect(!text(language).isEmpty, "\(text)")
                #expect(
                    text(language) != text(.english) || Self.sameEverywhere.contains(text),
                    "\(text)")
            }
            for text in EvidenceText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in SearchPageText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in SayingText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in PhotoText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in ImageText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in ScreeningText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in ComplaintText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in InquiryText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in AccountPageText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in MarketplaceWorkText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in MeasureText.allCases {
                #expect(!text(language).isEmpty && text(language) != text(.english), "\(text)")
            }
            for text in ProblemText.allCases {
                #expect(text(language)?.isEmpty == false && text(.english) == nil, "\(text)")
            }
            for text in RowProblemText.allCases {
                #expect(text(language)?.isEmpty == false && text(.english) == nil, "\(text)")
            }
            for reason in ReasonCode.known {
                let english = DeskLanguage.english.catalogue.sentence(of: reason)
                #expect(language.catalogue.sentence(of: reason) != english, "\(reason)")
            }
        }
    }

    @Test("Chinese has one word for a report, one for the register, and withdraws once")
    func chineseWords() {
        #expect(PageText.stageWithdrawn(.chinese) == PageText.statusWithdrawn(.chinese))
        let texts =
            PageText.allCases.map { $0(.chinese) } + EvidenceText.allCases.map { $0(.chinese) }
            + ProblemText.allCases.compactMap { $0(.chinese) }
            + RowProblemText.allCases.compactMap { $0(.chinese) }
        for text in texts {
            // A report of a seller is 举报; 报告 is a paper, such as that of a test purchase.
            #expect(!text.contains("报告"), "\(text)")
            #expect(!text.contains("名册") && !text.contains("贵组织"), "\(text)")
            #expect(!text.contains("管理方"), "\(text)")
        }
        #expect(PageText.clockRegister(.chinese).contains("成员登记册"))
        #expect(PageText.draftUnknown(.chinese) == PageText.statusUnreported(.chinese))
    }

    /// What no language translates.
    private static let sameEverywhere: Set<PageText> = []

    @Test("text from elsewhere is never markup on a page")
    func escaping() {
        let name = "<script>\"'&"
        let html: HTML = "<p title=\"\(name)\">\(name)</p>"
        let safe = "&lt;script&gt;&quot;&#39;&amp;"
        #expect(html.markup == "<p title=\"\(safe)\">\(safe)</p>")
    }
}
