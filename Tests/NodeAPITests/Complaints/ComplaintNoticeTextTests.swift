import Complaints
import NodeAPI
import Statements
import Testing

/// What complainant and seller are told, as plain text.
@Suite struct ComplaintNoticeTextTests {
    private static func desk(_ text: String) throws -> (FoldedComplaints, EntryReference) {
        let console = try ComplaintConsole(isPlatform: true, saying: text)
        let id = console.complaints.said(
            .complaint(try ComplaintConsole.complaint(3, saying: text)), by: FoldedComplaints.brand)
        console.complaints.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        .init(
                            listings: [0], verdict: .takeDown, reasons: ["counterfeit"],
                            explanation: text),
                        .init(listings: [1], verdict: .return, reasons: ["evidence-missing"]),
                    ], maker: .person("d-vera"))), by: FoldedComplaints.hub)
        return (console.complaints, id)
    }

    @Test(
        "the complainant hears of each listing what was decided, why, and what mends it, in each language"
    )
    func complainant() throws {
        let (desk, id) = try Self.desk("x")
        let state = try #require(desk.state(id))
        let english = try #require(
            ComplaintNoticeText(.english).notice(to: .complainant, of: state))
        for words in [
            "bazario:0 x", "bazario:1 x", "bazario:2 x", "The goods are counterfeit",
            "Evidence is missing. To mend it: Add the files that the ground needs.",
            "these cannot be decided as they were filed.", "decided within 24 hours",
            id.description,
        ] {
            #expect(english.body.contains(words), "\(words)")
        }
        let chinese = try #require(
            ComplaintNoticeText(.chinese).notice(to: .complainant, of: state))
        #expect(chinese.body.contains("商品为假货") && chinese.body.contains("修改方法"))
    }

    @Test("the seller hears of what is down alone, of no complainant, and of nothing that is held")
    func seller() throws {
        let (desk, id) = try Self.desk("x")
        let texts = ComplaintNoticeText(.english)
        let filed = try #require(desk.state(id))
        let notice = try #require(
            texts.notice(to: .seller, of: filed, link: "https://hub/seller?token=t"))
        #expect(notice.body.contains("bazario:0 x") && !notice.body.contains("bazario:1 x"))
        #expect(notice.body.contains("https://hub/seller?token=t"))
        #expect(notice.body.contains("You can object at no cost within six months"))
        #expect(!(notice.subject + notice.body).contains("desk-verel"))
        desk.said(
            .operationHold(
                OperationHold(on: id, until: desk.now() + 48 * FoldedComplaints.hour)),
            by: FoldedComplaints.hub)
        let held = try #require(desk.state(id))
        #expect(texts.notice(to: .seller, of: held) == nil)
        #expect(texts.notice(to: .seller, of: held, now: desk.now()) == nil)
        #expect(
            texts.notice(
                to: .seller, of: held, now: desk.now() + 49 * FoldedComplaints.hour) != nil)
    }

    @Test("no line of it is more than text, whatever members say")
    func hostile() throws {
        let (desk, id) = try Self.desk(ComplaintConsole.hostile)
        let state = try #require(desk.state(id))
        for language in DeskLanguage.allCases {
            for reader in ComplaintNoticeText.Reader.allCases {
                let notice = try #require(
                    ComplaintNoticeText(language).notice(to: reader, of: state))
                #expect(!notice.body.contains("\u{202e}"))
                #expect(!notice.subject.contains("\n"))
            }
        }
    }
}
