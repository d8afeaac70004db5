import CSV
import Complaints
import GS1
import NodeAPI
import Peering
import Statements
import Testing
import TransparencyLog

@Suite struct ComplaintRowsTests {
    private static let head = "right,ground,listing,type,evidence,explanation\n"

    private static func read(_ text: String, by size: Int = 7) throws -> (
        [ComplaintRows.Group], ComplaintRows
    ) {
        var rows = ComplaintRows()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try rows.read(Array(bytes[start..<min(bytes.count, start + size)]))
        }
        try rows.finish()
        let groups = rows.takeGroups()
        return (groups, rows)
    }

    @Test(
        "columns may be parted by semicolons or tabs, as spreadsheets elsewhere save them",
        arguments: [",", ";", "\t"])
    func delimiters(delimiter: String) throws {
        let rows = [
            ["right", "ground", "listing", "explanation"],
            ["EM:018012345", "mark-in-listing", "shop:1", "\"a, b; c\""],
        ]
        let text = rows.map { $0.joined(separator: delimiter) + "\r\n" }.joined()
        let (groups, read) = try Self.read(text)
        #expect(groups.map(\.explanations) == [["a, b; c"]] && read.refused.isEmpty)
        #expect(groups.first?.listings.map(\.value) == ["shop:1"])
    }

    @Test("rows that follow each other with the same right and ground become one complaint")
    func groups() throws {
        let text =
            Self.head + "EM:1,test-buy,shop:1,,a b,one\n" + "EM/1,test-buy,shop:2,,b c,one\n"
            + "em:1,test-buy,shop:s,seller-account,,two\n" + "EM:1,design,shop:1,,,\n"
            + "EM:1,test-buy,shop:4,,,\n"
        for size in [1, 7, 10_000] {
            let (groups, rows) = try Self.read(text, by: size)
            #expect(groups.map(\.listings.count) == [3, 1, 1])
            #expect(groups.map(\.ground) == [.testBuy, .design, .testBuy])
            let first = try #require(groups.first)
            #expect(first.lines == 2...4 && first.evidence == ["a", "b", "c"])
            #expect(first.explanations == ["one", "two"])
            #expect(first.listings.map(\.type) == [.listing, .listing, .sellerAccount])
            #expect(rows.refused.isEmpty && rows.stop == nil)
            let complaint = first.complaint([], declaredBy: "Anna")
            #expect(complaint.explanation == "one\ntwo" && complaint.declaredBy == "Anna")
            #expect(complaint.goodFaithStatement == Complaint.goodFaithDeclaration)
        }
    }

    @Test("numbers on bought goods go with the listing of their row, 16 to a complaint")
    func items() throws {
        let code = "(01)09520123456788(21)"
        let head = "right,ground,listing,items\n"
        let (groups, rows) = try Self.read(
            head + "EM:1,design,shop:1,\n" + "EM:1,design,shop:2,\(code)1 \(code)2 \(code)1\n"
                + "EM:1,design,shop:3,\(code)1\n" + "EM:1,design,shop:4,\(code)\n"
                + "EM:1,design,shop:5,nonsense\n")
        let complaint = try #require(groups.first).complaint([], declaredBy: "Anna")
        #expect(groups.count == 1 && complaint.listings.count == 3)
        #expect(complaint.items.map(\.listing) == [1, 1, 2])
        #expect(complaint.items.compactMap(\.item.serial?.text) == ["1", "2", "1"])
        #expect(rows.refused.map(\.line).sorted() == [5, 6])
        #expect(rows.refused.map(\.keyword).sorted() == ["syntax", "value-missing"])

        let many = (0..<10).map { "\(code)\($0)" }.joined(separator: " ")
        let (two, _) = try Self.read(
            head + "EM:1,design,shop:1,\(many)\n" + "EM:1,design,shop:2,\(many)\n")
        #expect(two.map(\.items.count) == [10, 10])
    }

    @Test("a row that says nothing costs only itself, and its line and reason are told")
    func refused() throws {
        let text =
            Self.head + "EM:1,test-buy,shop:1,,,\n" + "Europe,test-buy,shop:2,,,\n"
            + "EM:1,dislike,shop:3,,,\n" + "EM:1,test-buy,nothing,,,\n"
            + "EM:1,test-buy,shop:1,,,\n" + "EM:1,test-buy,shop:5,domain,,\n"
            + "EM:1,test-buy\n" + "EM:1,test-buy,shop:6,,,\n"
        let (groups, rows) = try Self.read(text)
        #expect(groups.map { $0.listings.map(\.value) } == [["shop:1", "shop:6"]])
        #expect(rows.refused.map(\.line).sorted() == [3, 4, 5, 6, 7, 8])
        #expect(rows.refused.allSatisfy { !$0.reason.isEmpty && !$0.keyword.isEmpty })
        #expect(rows.refused.first { $0.line == 6 }?.keyword == "listing-twice")
    }

    @Test("a complaint has at most 300 listings; those behind it are in another one")
    func full() throws {
        let text =
            Self.head
            + (0..<Complaint.listingsMax + 5).map { "EM:1,test-buy,shop:\($0),,,\n" }.joined()
        let (groups, rows) = try Self.read(text, by: 1_000)
        #expect(groups.map(\.listings.count) == [Complaint.listingsMax, 5])
        #expect(rows.stop == nil)
    }

    @Test("a list of another kind is given up, and one without its columns is refused")
    func bounded() throws {
        let garbage =
            Self.head
            + String(repeating: "x,y,z,,,\n", count: ComplaintRows.refusedMax + 10)
        #expect(try Self.read(garbage, by: 1_000).1.stop == .refusals)
        let many =
            Self.head
            + (0..<ComplaintRows.complaintsMax + 2).map {
                "EM:1,\($0 % 2 == 0 ? "design" : "test-buy"),shop:\($0),,,\n"
            }.joined()
        let (groups, rows) = try Self.read(many, by: 1_000)
        #expect(groups.count == ComplaintRows.complaintsMax && rows.stop == .complaints)
        #expect(throws: CSVError.missingColumn(name: "ground", found: ["right", "listing"])) {
            try Self.read("right,listing\nEM:1,shop:1\n")
        }
        #expect(throws: CSVError.emptyHeader) { try Self.read("") }
    }

    @Test("a file in a cell is named as keeping it answered, and in no other way")
    func evidence() throws {
        let digest = String(repeating: "ab", count: 32)
        let file = try EvidenceFile(naming: "test-buy-report:\(digest):application/pdf:12")
        #expect(file.role == .testBuyReport && file.byteCount == 12 && file.digest.hex == digest)
        for text in [
            "", "test-buy-report", "rumour:\(digest):application/pdf:12",
            "test-buy-report:ab:application/pdf:12", "test-buy-report:\(digest):text/html:12",
            "test-buy-report:\(digest):application/pdf:0",
            "test-buy-report:\(digest):application/pdf:012",
            "test-buy-report:\(digest):application/pdf:16777217",
        ] {
            #expect(throws: PeerProblem.self, "\(text)") { try EvidenceFile(naming: text) }
        }
    }
}
