import Foundation
import GS1
import Testing

/// The feature files of Solidsoft's Digital Link library that translate and extract, every row of them.
/// Where they contradict the GS1 engine the engine wins: `contradictions` holds every such row, and one that
/// begins to agree fails.
@Suite(.enabled(if: Vectors.solidsoft != nil, "vectors/gs1dl-solidsoft is not here"))
struct SolidsoftVectorTests {
    /// What the library reads without being asked.
    private static let lenient: GS1Options = [.convenienceNames, .shortGTIN]

    private struct Row {
        let line: Int
        let scenario: String
        let action: String
        let outcome: String
        var cells: [String: String]
    }

    /// Rows of the examples of every scenario.
    private func rows(_ file: String) throws -> [Row] {
        let url = try #require(Vectors.solidsoft).appending(path: file + ".feature")
        let text = try String(contentsOf: url, encoding: .utf8).replacing("\r\n", with: "\n")
        var rows: [Row] = []
        var (scenario, action, outcome) = ("", "", "")
        var header: [String]?
        var isExamples = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("Scenario") {
                (scenario, header, isExamples) = (line, nil, false)
            } else if line.hasPrefix("When") {
                action = line
            } else if line.hasPrefix("Then") {
                outcome = line
            } else if line.hasPrefix("Examples") {
                isExamples = true
            } else if isExamples, line.hasPrefix("|") {
                let cells = line.split(separator: "|")
                    .map { $0.trimmingCharacters(in: .whitespaces) }
                guard let names = header else {
                    header = cells
                    continue
                }
                rows.append(
                    Row(
                        line: index + 1, scenario: scenario, action: action, outcome: outcome,
                        cells: Dictionary(
                            zip(names, cells), uniquingKeysWith: { first, _ in first })))
            }
        }
        return rows
    }

    private func message(_ text: String) throws -> GS1Message {
        let raw = text.replacing("<GS>", with: "\u{1D}").replacing("<gs>", with: "\u{1D}")
        let isBare = raw.first?.isNumber == true
        return try GS1Message(
            parsing: raw, as: isBare ? .bareElementString : nil, options: Self.lenient,
            associations: .none)
    }

    /// Checks each row and returns the lines of those that disagree.
    private func disagreeing(_ rows: [Row], _ agrees: (Row) -> Bool) -> [Int] {
        rows.filter { !agrees($0) }.map(\.line)
    }

    @Test("element strings become the Digital Links that the library makes of them")
    func toDigitalLink() throws {
        let rows = try rows("Gs1ElementStringsToGs1DigitalLink")
        #expect(rows.count == 744)
        let lines = disagreeing(rows, makesLink)
        #expect(lines == SolidsoftContradictions.lines(SolidsoftContradictions.toDigitalLink))
    }

    private func makesLink(_ row: Row) -> Bool {
        guard let message = try? message(row.cells["elementString"] ?? "") else { return false }
        let expected = row.cells["digitalLink"] ?? ""
        if row.action.contains("short text") {
            // Names are read, not written: they are withdrawn.
            guard let read = try? self.message(expected) else { return false }
            return Set(read.elements) == Set(message.elements)
        }
        let domain =
            row.cells["uriStem"]
            ?? (row.action.contains("URI stem")
                ? "https://dlr.trvst4hp.org" : DigitalLink.canonicalDomain)
        let link = try? message.digitalLink(domain: domain)
        return row.outcome.contains("exception") ? link == nil : link == expected
    }

    @Test("the many rows with piece 02 of 01 agree once it is piece 01 of 02")
    func piecesPutRight() throws {
        let lines = try #require(SolidsoftContradictions.toDigitalLink[.pieceOverTotal])
        let right = try rows("Gs1ElementStringsToGs1DigitalLink").filter {
            lines.contains($0.line)
        }.map { row in
            var row = row
            row.cells = row.cells.mapValues {
                $0.replacing("054123450000130201", with: "054123450000130102")
            }
            return row
        }
        #expect(right.count == 196)
        #expect(disagreeing(right, makesLink).isEmpty)
    }

    /// Compressed links have an odd number of segments: the compressed part stands alone, or after a
    /// key and its value. Titles of scenarios do not tell: 43 links under 'partially compressed' are not.
    private func isCompressed(_ link: String) throws -> Bool {
        let path = try #require(link.firstRange(of: "://")).upperBound
        return link[path...].prefix { $0 != "?" && $0 != "#" }.split(separator: "/").count % 2 == 0
    }

    /// Those that are not compressed. Every other one must be refused for the key that it lacks, and
    /// never be read as something else.
    private func plainRows(_ rows: [Row], of column: String) throws -> [Row] {
        try rows.filter { row in
            let link = try #require(
                row.cells[column] ?? row.cells.first { $0.value.contains("://") }?.value)
            guard try isCompressed(link) else { return true }
            #expect(refusal(of: link) == .primaryKeyMissing, "line \(row.line): \(link)")
            return false
        }
    }

    private func refusal(of text: String) -> GS1Rule? {
        do throws(GS1Error) {
            _ = try GS1Message(
                parsing: text, options: Self.lenient, associations: .none)
            return nil
        } catch {
            guard case .message(let fault) = error else { return nil }
            return fault.rule
        }
    }

    @Test(
        "Digital Links become element strings that mean what the library's mean; compressed ones are refused",
        arguments: [
            "Gs1DigitalLinkToGs1ElementStrings", "Gs1CompressedDigitalLinkToGs1ElementStrings",
        ])
    func fromDigitalLink(file: String) throws {
        let rows = try rows(file)
        let plain = try plainRows(rows, of: "digitalLink")
        #expect(rows.count == 342 && plain.count == 211)
        let lines = disagreeing(plain) { row in
            // The order of elements is free, and differs without brackets.
            guard let read = try? message(row.cells["digitalLink"] ?? ""),
                let expected = try? message(
                    row.cells["elementStrings"] ?? row.cells["elementString"] ?? "")
            else { return false }
            return Set(read.elements) == Set(expected.elements)
        }
        #expect(lines == SolidsoftContradictions.lines(SolidsoftContradictions.fromDigitalLink))
    }

    /// The pairs of AI and value that a row's columns `AI1`, `Value1`, … hold.
    private func pairs(_ row: Row) -> Set<String> {
        Set(
            (1...4).compactMap { index in
                guard let ai = row.cells["AI\(index)"], !ai.isEmpty else { return nil }
                return "(\(ai))\(row.cells["Value\(index)"] ?? "")"
            })
    }

    @Test("what the library extracts from Digital Links is in them; compressed ones are refused")
    func extraction() throws {
        let rows = try rows("ExtractFromGs1DigitalLink")
        let plain = try plainRows(rows, of: "digitalLink")
        #expect(rows.count == 169 && plain.count == 78)
        let lines = disagreeing(plain) { row in
            guard let read = try? message(row.cells["digitalLink"] ?? "") else { return false }
            // Some rows give a GTIN in its own length and expect 14 digits.
            return Set(read.elements.map { "(\($0.ai))\($0.value)" }) == pairs(row)
        }
        #expect(lines == SolidsoftContradictions.lines(SolidsoftContradictions.extraction))
    }

    @Test("queries and fragments that are no business of GS1's change nothing")
    func extractionBesideOthers() throws {
        let rows = try rows("AdditionalUriContent").filter { $0.scenario.contains("Extract data") }
        #expect(rows.count == 4)
        for row in rows {
            let json = Data((row.cells["gs1DigitalLinkData"] ?? "").utf8)
            let expected = try #require(
                try JSONSerialization.jsonObject(with: json) as? [String: String])
            let read = try message(row.cells["digitalLinkUri"] ?? "")
            let found = Dictionary(
                read.elements.map { ($0.ai, $0.value) }, uniquingKeysWith: { first, _ in first })
            #expect(found == expected, "line \(row.line)")
        }
    }

    @Test("what the library extracts from element strings is in them")
    func extractionFromElementStrings() throws {
        for row in try rows("ExtractFromGs1ElementStrings") {
            let text = row.cells["elementString"] ?? ""
            let isBracketedScan = text.hasPrefix("]") && text.contains("(")
            guard let read = try? message(text) else {
                // After a symbology identifier the engine reads no brackets.
                #expect(isBracketedScan, "line \(row.line): \(text)")
                continue
            }
            #expect(!isBracketedScan, "line \(row.line): \(text)")
            let expected =
                row.cells["AI1"] == nil ? ["(01)05412345000013", "(10)ABC123"] : pairs(row)
            #expect(
                expected.isSubset(of: read.elements.map { "(\($0.ai))\($0.value)" }),
                "line \(row.line): \(text)")
        }
    }

    @Test(
        "what the library refuses for its content is refused, with the AI",
        arguments: [
            ("(01)05412345000013(15)ABCDEF", "15"),
            ("010541234500001310ABC123\u{1D}15ABCDEF", "15"),
            ("(49)991234567890", nil), ("49991234567890", nil),
            ("(01)05412345000012(10)ABC123(17)290331", "01"),
            ("(01)0541234B000013(10)ABC123(17)290331", "01"),
            ("(01)05412345000013(10)ABC123(17)294731", "17"),
            (
                "https://id.gs1.org/01/05412345000013/10/ABC123/22/054123450000130123/235/7BRT873085HF7298?17=290331",
                "01"
            ),
            ("sptth://id.gs1.org/01/05412345000013/10/ABC123/21/R759025244015BJ?17=290331", nil),
            ("https://id.gs1.org/01/09520123456788?5999=000195&3922=0299&17=291225", nil),
            ("https://id.gs1.org/01/09520123456788?3103=0001957&3922=0299&17=291225", "3103"),
            ("RY9V0U42Y325UR5723YY2YRWUIWERYWEWIBYRIHDYPW0NVEW9UT34YTYUTURIEWVUOIWETU", nil),
            ("[)>\u{1E}06\u{1D}9N110186865770", nil),
            (
                "https://id.gs1.org/01/05412345000013/10/ABC123/22/054123450000130123?17=290331&999=true",
                "01"
            ),
        ] as [(String, String?)])
    func refusals(text: String, ai: String?) {
        do {
            let read = try message(text)
            Issue.record("\(text) was read as \(read.bracketed)")
        } catch GS1Error.message(let fault) {
            #expect(fault.ai == ai, "\(text): \(fault)")
        } catch {
            Issue.record("\(text): \(error)")
        }
    }
}
