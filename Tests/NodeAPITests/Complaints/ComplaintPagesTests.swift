import AllianceNames
import Complaints
import NodeAPI
import Peering
import Statements
import Synchronization
import Testing
import TransparencyLog

/// The pages of complaints, over the real state of complaints whose words are hostile.
@Suite struct ComplaintPagesTests {
    private static let file = Digest.sha256(Array("%PDF-1.7 <script>".utf8))

    /// A complaint of a brand at the platform's desk that went through everything: listing 0 taken down, contested; 1
    /// refused; 2 sent back; 3 waits for evidence; 4 waits to be decided.
    private static func course(_ console: ComplaintConsole) throws -> EntryReference {
        let desk = console.complaints
        let hostile = ComplaintConsole.hostile
        let evidence = EvidenceFile(
            digest: file, mediaType: "application/pdf", byteCount: 17, role: .featurePhotographs,
            title: hostile)
        desk.world.withLock {
            $0.files[file] = EvidenceBytes(
                mediaType: "application/pdf", bytes: Array("%PDF-1.7 <script>".utf8))
        }
        let id = desk.said(
            .complaint(try ComplaintConsole.complaint(5, evidence: [evidence])),
            by: FoldedComplaints.brand)
        desk.wait(1)
        let score = DisclosedScore(
            table: hostile,
            contributions: [
                .init(feature: "seller-members", logOddsThousandths: 2_002),
                .init(feature: hostile, logOddsThousandths: -700),
                .init(feature: "grey-reports", logOddsThousandths: 0),
            ])
        func part(
            _ place: Int, _ verdict: ComplaintDecision.Verdict, _ reasons: [String]
        ) -> ComplaintDecision.Part {
            .init(
                listings: [place], verdict: verdict, reasons: reasons, explanation: hostile,
                score: verdict == .takeDown ? score : nil)
        }
        desk.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        part(0, .takeDown, ["counterfeit", hostile]),
                        part(1, .refuse, ["grey-market"]),
                        part(2, .return, [FilingCheck.evidenceMissing.rawValue]),
                    ], maker: .person("d-vera"))), by: FoldedComplaints.hub)
        desk.said(
            .evidenceRequest(
                EvidenceRequest(
                    on: id, listings: [3], roles: [.testBuyReport], text: hostile,
                    due: desk.now() + 48 * FoldedComplaints.hour)), by: FoldedComplaints.hub)
        desk.wait(1)
        desk.said(
            .counterNotice(
                CounterNotice(
                    to: id, listings: [0], reason: .genuineGoods, text: hostile,
                    goodFaithStatement: hostile)), by: FoldedComplaints.hub)
        // What changes nothing is shown with its reason.
        desk.said(
            .withdrawal(ComplaintWithdrawal(of: id, listings: [1], text: hostile)),
            by: FoldedComplaints.brand)
        let capture = ListingCapture(
            title: hostile, images: [file], priceMinorUnits: 1_999, currency: "EUR",
            seller: try Indicator(
                .sellerAccount, parsing: "bazario:shop \(hostile.filter(\.isLetter))"),
            capturedAt: FoldedComplaints.start, countries: ["DE"])
        desk.world.withLock {
            $0.judgements[id] = (0..<5).map { place in
                ListingJudgement(
                    place: place, review: .unclear, harm: 40, table: "2026-11-27",
                    contributions: [
                        .init(
                            feature: "pending-members", logOddsThousandths: 1_001,
                            isDisclosable: false),
                        .init(
                            feature: "mark-plain", logOddsThousandths: 1_596, isDisclosable: true),
                    ], capture: capture)
            }
        }
        return id
    }

    @Test("nothing that a member says is markup on any page, in both languages")
    func inert() async throws {
        for isPlatform in [true, false] {
            let console = try ComplaintConsole(isPlatform: isPlatform)
            // At a brand's desk its own complaint, and the platform is another member.
            let id =
                isPlatform
                ? try Self.course(console)
                : console.complaints.said(
                    .complaint(try ComplaintConsole.complaint(3)), by: FoldedComplaints.hub)
            var targets = [
                "/console/complaints", "/console/complaints/new", ComplaintLink.href(id),
                ComplaintLink.href(id, at: "/console/complaints/new"), "/console/figures",
            ]
            if isPlatform {
                targets += [
                    "/console/review", ComplaintLink.href(id, at: "/console/review"),
                    ComplaintLink.href(id, at: "/console/review") + "&by=all",
                    ComplaintLink.href(id, at: "/console/complaint/reasons") + "&place=0",
                ]
            }
            for target in targets {
                for language in DeskLanguage.allCases {
                    let answer = try await console.get(target, in: language)
                    #expect(answer.status == 200, "\(target)")
                    ComplaintConsole.expectInert(answer, "\(target) \(language.rawValue)")
                }
            }
        }
    }

    @Test(
        "why a listing was taken down is told in the reader's language, and what the database is told beside it"
    )
    func reasonsInWords() async throws {
        let console = try ComplaintConsole(isPlatform: true, saying: "plain")
        let desk = console.complaints
        let evidence = EvidenceFile(
            digest: Self.file, mediaType: "application/pdf", byteCount: 17,
            role: .featurePhotographs, title: "label")
        let id = desk.said(
            .complaint(try ComplaintConsole.complaint(1, saying: "x", evidence: [evidence])),
            by: FoldedComplaints.brand)
        desk.wait(1)
        desk.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        .init(
                            listings: [0], verdict: .takeDown, reasons: ["mark-infringed"],
                            explanation: "")
                    ], maker: .person("d-vera"))), by: FoldedComplaints.hub)
        let capture = ListingCapture(
            title: "a bag", capturedAt: FoldedComplaints.start, countries: ["DE"])
        desk.world.withLock {
            $0.judgements[id] = [
                ListingJudgement(
                    place: 0, review: .unclear, harm: 40, table: "2026-11-27", contributions: [],
                    capture: capture)
            ]
        }
        let path = ComplaintLink.href(id, at: "/console/complaint/reasons") + "&place=0"
        let asTold = "A trademark is infringed: the offer uses the mark"
        let english = try await console.get(path, in: .english).text
        #expect(english.contains(asTold))
        #expect(!english.contains(ComplaintText.foundMark(.english)))
        let chinese = try await console.get(path, in: .chinese).text
        #expect(chinese.contains(asTold), "as it was sent")
        for text: ComplaintText in [
            .lawTrademark, .foundMark, .roleFeatures, .reasonMark, .reasonsAsTold,
        ] {
            #expect(chinese.contains(text(.chinese)), "\(text)")
        }
    }

    @Test("the list asks what its address says, and pages on by cursor")
    func list() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        let id = console.complaints.said(
            .complaint(try ComplaintConsole.complaint(3)), by: FoldedComplaints.hub)
        let page = try await console.get(
            "/console/complaints?open=open&stage=filed&ground=mark-in-listing&marketplace=bazario&from=2026-11-01&to=2026-11-30&after=pending:\(id)"
        )
        #expect(page.status == 200)
        let asked = try #require(console.complaints.world.withLock { $0.pages.last })
        #expect(asked.isOpen == true && asked.stages == [.filed])
        #expect(asked.grounds == [.markInListing] && asked.marketplace == "bazario")
        #expect(asked.filed == 1_793_491_200_000..<1_796_083_200_000)
        #expect(asked.after == ComplaintCursor(filedAt: .pending, id: id))
        #expect(page.text.contains("rel=\"next\""))
        #expect(page.text.contains("marketplace=bazario&amp;from=2026-11-01"))
        _ = try await console.get("/console/complaints?open=mine")
        #expect(
            console.complaints.world.withLock { $0.pages.last?.stages }
                == [.returned, .evidenceRequested])
        for query in ["stage=x", "ground=x", "open=x", "from=1", "after=1", "after=1:x/2"] {
            await #expect(throws: PeerProblem.self, "\(query)") {
                try await console.get("/console/complaints?\(query)")
            }
        }
    }

    @Test(
        "one complaint tells each stage with its reasons, what mends it, deadlines and what was refused"
    )
    func detail() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.course(console)
        let page = try await console.get(ComplaintLink.href(id)).text
        for words in [
            "contested by the seller", "The goods are counterfeit",
            "Genuine goods sold without authorisation are no counterfeits",
            "Evidence is missing", "Add the files that the ground needs.", "evidence asked for",
            "Objection to be decided", "22 h 0 min left", "Not possible where the listing stands",
            "Members of the alliance report that this seller counterfeits", "+2.00", "−0.70",
            "/console/complaint/file?", "download", "Ask for evidence", "Hold for an operation",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        // The platform's own member has not filed it, so that it can neither withdraw nor appeal.
        #expect(!page.contains("/console/complaint/withdraw"))
        await #expect(throws: PeerProblem.self) {
            try await console.get("/console/complaint?log=x&entry=0")
        }
        await #expect(throws: PeerProblem.self) {
            try await console.get(
                ComplaintLink.href(EntryReference(origin: id.origin, index: id.index + 7)))
        }
    }

    @Test(
        "where the right is withdrawn, the desk says that there is none, and names what was complained of"
    )
    func noRight() async throws {
        let console = try ComplaintConsole(isPlatform: true, saying: "plain")
        let id = console.complaints.said(
            .complaint(try ComplaintConsole.complaint(1, saying: "x")), by: FoldedComplaints.brand)
        for isWithdrawn in [false, true] {
            console.complaints.world.withLock { $0.isRightWithdrawn = isWithdrawn }
            for language in [DeskLanguage.english, .chinese] {
                let none = ComplaintText.checkRightUnknown(language)
                let detail = try await console.get(ComplaintLink.href(id), in: language).text
                #expect(detail.contains("<strong>\(none)</strong>") == isWithdrawn)
                let review = try await console.get(
                    ComplaintLink.href(id, at: "/console/review"), in: language
                ).text
                #expect(review.contains("<dd>\(none)<br>") == isWithdrawn)
                for page in [detail, review] {
                    #expect(page.contains("EM/018012345"))
                    #expect(page.contains("Verel plain") == !isWithdrawn)
                }
            }
        }
    }

    /// As the table has it; the texts to be sent name all.
    private static func row(_ number: Int) -> String { "<bdi class=\"value\">bazario:\(number) " }

    @Test("what happened in one second is told in the order in which it did")
    func oneSecond() async throws {
        // The platform's log comes before the brand's by its name.
        let console = try ComplaintConsole(isPlatform: true)
        let desk = console.complaints
        let brand = MemberID(unchecked: "maison")
        let id = desk.said(.complaint(try ComplaintConsole.complaint(1)), by: brand)
        desk.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [.init(listings: [0], verdict: .takeDown, reasons: ["counterfeit"])],
                    maker: .automatic)), by: FoldedComplaints.hub)
        let page = try await console.get(ComplaintLink.href(id)).text
        let filed = try #require(page.firstRange(of: "<strong>Filed</strong>"))
        let decided = try #require(page.firstRange(of: "<strong>Takedown decided</strong>"))
        #expect(filed.lowerBound < decided.lowerBound)
    }

    @Test("a complaint of three hundred listings is shown in pages")
    func many() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = console.complaints.said(
            .complaint(try ComplaintConsole.complaint(300)), by: FoldedComplaints.brand)
        let first = try await console.get(ComplaintLink.href(id))
        #expect(first.text.contains(Self.row(49)) && !first.text.contains(Self.row(50)))
        let last = try await console.get(ComplaintLink.href(id) + "&from=250")
        #expect(last.text.contains(Self.row(299)) && !last.text.contains(Self.row(249)))
        ComplaintConsole.expectInert(last, "the last page")
        let desk = try await console.get(ComplaintLink.href(id, at: "/console/review"))
        #expect(desk.text.contains("name=\"p299\""))
    }

    @Test("a file goes out as bytes to be kept, and as nothing that a browser opens")
    func files() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.course(console)
        let path = ComplaintLink.href(id, at: "/console/complaint/file")
        let answer = try await console.get("\(path)&sha256=\(Self.file.hex)")
        #expect(answer.mediaType == "application/octet-stream")
        #expect(
            answer.headers.contains {
                $0.name == "content-disposition" && $0.value.hasPrefix("attachment; filename=\"")
            })
        let other = Digest.sha256(Array("other".utf8))
        await #expect(throws: PeerProblem.self) {
            try await console.get("\(path)&sha256=\(other.hex)")
        }
    }

    @Test("what is said in a complaint's course is what its form has, by who is signed in")
    func says() async throws {
        let console = try ComplaintConsole(isPlatform: false)
        let id = console.complaints.said(
            .complaint(try ComplaintConsole.complaint(4)), by: FoldedComplaints.hub)
        let page = try await console.get(ComplaintLink.href(id))
        #expect(page.text.contains("action=\"/console/complaint/withdraw\""))
        #expect(!page.text.contains("/console/complaint/request"))
        let answer = try await console.send(
            "/console/complaint/withdraw",
            ComplaintConsole.naming(id) + [("listings", "1, 3-4"), ("text", "a mistake")])
        #expect(answer.status == 303)
        #expect(
            ComplaintConsole.location(answer) == "https://hub" + ComplaintLink.href(id))
        #expect(
            console.complaints.state(id)?.listings.map(\.stage)
                == [.withdrawn, .filed, .withdrawn, .withdrawn])
        #expect(console.complaints.world.withLock { $0.speakers } == ["vera"])
        for listings in ["0", "5", "2-1", "x", "1-", "1,,-2"] {
            let refused = try await console.send(
                "/console/complaint/withdraw",
                ComplaintConsole.naming(id) + [("listings", listings), ("text", "a <mistake>")])
            #expect(refused.status == 400, "\(listings)")
            #expect(refused.text.contains("name=\"listings\" value=\"\(listings)\""))
            #expect(refused.text.contains("a &lt;mistake&gt;</textarea>"))
            #expect(refused.text.contains("role=\"alert\""))
        }
        let held = try await console.send(
            "/console/complaint/hold",
            ComplaintConsole.naming(id) + [("hours", "99999"), ("text", "a raid")])
        #expect(held.status == 400 && held.text.contains("name=\"hours\" value=\"99999\""))
        #expect(held.text.contains("a raid</textarea>"))
        // Of what is not offered here, what was written is there to be copied.
        let asked = try await console.send(
            "/console/complaint/request",
            ComplaintConsole.naming(id) + [("hours", "x"), ("text", "a receipt")])
        #expect(asked.status == 400)
        #expect(!asked.text.contains("action=\"/console/complaint/request\""))
        #expect(asked.text.contains("readonly") && asked.text.contains("a receipt</textarea>"))
    }

    @Test("figures are told as table, picture and file")
    func figures() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        _ = try Self.course(console)
        console.complaints.wait(48)
        let page = try await console.get("/console/figures?from=2026-11-01&channel=desk-verel")
        for words in ["Answered in 24 h", "<svg class=\"chart bars\"", "bazario", "desk-verel"] {
            #expect(page.text.contains(words), "\(words)")
        }
        let file = try await console.get("/console/figures/csv")
        let lines = file.text.split(separator: "\n")
        #expect(lines.first?.hasPrefix("channel,marketplace,ground,cases") == true)
        #expect(lines.count > 4)
        // Of a channel that is not read here, empty figures would be a wrong answer.
        for asked in ["from=yesterday", "channel=desk-other"] {
            for path in ["/console/figures", "/console/figures/csv"] {
                await #expect(throws: PeerProblem.self, "\(path)?\(asked)") {
                    try await console.get("\(path)?\(asked)")
                }
            }
        }
    }
}
