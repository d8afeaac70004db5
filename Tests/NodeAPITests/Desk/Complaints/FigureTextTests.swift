import Complaints
import NodeAPI
import Statements
import Testing

@Suite struct FigureTextTests {
    @Test("shares and times have few digits, rounded to the nearest")
    func digits() {
        for (part, whole, text) in [
            (0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.7"), (3, 3, "100.0"), (1, 2_000, "0.1"),
            (1, 2_001, "0.0"),
        ] {
            #expect(FigureText.percent(.init(part: part, whole: whole)) == text)
        }
        #expect(FigureText.percent(.init(part: 0, whole: 0)) == nil)
        for (milliseconds, text) in [
            (0, "0.00"), (17_999, "0.00"), (18_000, "0.01"), (3_600_000, "1.00"),
            (5_400_000, "1.50"), (86_400_000, "24.00"),
        ] as [(UInt64, String)] {
            #expect(FigureText.hours(milliseconds) == text, "\(milliseconds)")
        }
    }

    @Test("a spreadsheet has all rows in order, and no cell is a formula")
    func spreadsheet() throws {
        var fold = FigureFold(now: FixedComplaints.time + 8_000_000)
        fold.add(try FixedComplaints.state())
        let text = String(decoding: FiguresCSV.bytes(fold.figures), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == fold.figures.count + 1)
        #expect(lines[0].hasPrefix("channel,marketplace,ground,cases,"))
        #expect(lines[1].hasPrefix(",,,1,"), "of all comes first")
        #expect(text.contains("desk-verel,shop,mark-in-listing,"))
        #expect(text.contains("=not-shown 1") && !text.contains(",=not-shown"))
        #expect(
            lines.allSatisfy {
                $0.split(separator: ",", omittingEmptySubsequences: false).count
                    == lines[0].split(separator: ",").count
            })
    }
}
