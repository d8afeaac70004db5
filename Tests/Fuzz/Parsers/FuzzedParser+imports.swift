import ArgumentParser
import CSV
import Statements
import TouchstoneCommands

extension FuzzedParser {
    /// Lists that somebody has, as the command line reads them: in pieces, as they come.
    static let imports = [reportLines, reportRows, textLines]

    private static let reportLines = FuzzedParser(
        "report-lines",
        samples: [
            "# a list\nshop.example\r\n  https://shop.example/a \n\n+49 30 123456\n198.51.100.7",
            "\u{feff}a@b.example\nDE89370400440532013000\nx:y\n"
                + String(repeating: "ab", count: 32),
        ], words: ["\n", "\r\n", "\u{feff}", "#", "://", "@", "+", "\u{ff0b}", "xn--", "\u{ff}"]
    ) { input in
        let report = try ReportOptions.parse([])
        var isTaken = false
        // A long list of short lines is parsed line by line in whole and in pieces, which takes its time.
        for type in input.count > longList ? [nil] : [nil, IndicatorType.company] {
            isTaken =
                try reads(input, as: { try LineReports(type: type, report: report) }) || isTaken
        }
        return isTaken
    }

    /// In bytes.
    private static let longList = 64 * 1_024

    private static let reportRows = FuzzedParser(
        "report-rows",
        samples: [
            "type,value,marks,basis,confidence,tlp,firstSeen,lastSeen,note,naturalPerson\n"
                + "domain,shop.example,A; B,test-buy,90,amber,2026-01-31,2026-02-01T09:30:00Z,x,yes\n"
                + ",https://shop.example/,,,,,,,,\n",
            "value,x\r\n\"a@b.example\",\n,\n", "Domain\nshop.example\n",
        ],
        words: [
            "value", "type,", "firstSeen", "2026-01-31", "confidence", "naturalPerson",
            "amber+strict",
            "judgment", ";", "\"\"", "\r\n",
        ]
    ) { input in
        let report = try ReportOptions.parse([])
        let mapping = input.starts(with: Array("Domain".utf8)) ? ["value": "Domain"] : [:]
        // A row that is longer than may be is told so by its length, or by what ends it.
        return try reads(
            input, inPiecesUpTo: CSVReader.rowBytesMax,
            as: { CSVReports(type: nil, report: report, mapping: mapping) })
    }

    /// That in pieces it is the same rows, and that readers of logs take each report that it gives.
    private static func reads<Reader: ReportReader>(
        _ input: [UInt8], inPiecesUpTo bytesMax: Int = .max, as make: () throws -> Reader
    ) throws -> Bool {
        let whole = rows([input], try make())
        if input.count <= bytesMax {
            let inPieces = rows(pieces(of: input, countMax: 256).map(Array.init), try make())
            try promise(
                inPieces.rows == whole.rows && inPieces.count == whole.count,
                "in pieces it is other rows")
            try promise(inPieces.failure == whole.failure, "in pieces it breaks off otherwise")
        }
        var isTaken = false
        for row in whole.rows.prefix(1_000) {
            try promise(
                row.input.count <= ReportRow.inputCharactersMax || (try? row.result.get()) != nil,
                "a refusal is as long as what it refuses")
            guard let said = try? row.result.get() else { continue }
            let statement = Statement.assertIndicator(said)
            let read = try understood {
                try Statement.decode(kind: statement.kind, payload: statement.payload())
            }
            if let read { try promise(read == statement, "readers take it for something else") }
            isTaken = true
        }
        return isTaken
    }

    /// Of a list, that are kept here to be compared: readers hand one on after the other.
    private static let rowsKept = 65_536

    /// The first rows, and how many there are.
    private static func rows(
        _ pieces: [[UInt8]], _ reader: some ReportReader
    ) -> (rows: [ReportRow], count: Int, failure: String?) {
        var reader = reader
        var (rows, count): ([ReportRow], Int) = ([], 0)
        func take(_ row: ReportRow) {
            if rows.count < rowsKept { rows.append(row) }
            count += 1
        }
        do {
            for piece in pieces { try reader.read(piece) { take($0) } }
            try reader.finish { take($0) }
        } catch {
            return (rows, count, "\(error)")
        }
        return (rows, count, nil)
    }

    private static let textLines = FuzzedParser(
        "text-lines", samples: ["\u{feff}Gucci outlet\r\n\n\u{e9}\nlast", "\r\n\r\r\n"],
        words: ["\n", "\r\n", "\u{feff}", "\u{ff}"]
    ) { input in
        func lines(_ pieces: some Sequence<[UInt8]>) -> [String?] {
            var reader = TextLines()
            var lines: [String?] = []
            for piece in pieces { reader.read(piece) { lines.append(try? $0.text()) } }
            reader.finish { lines.append(try? $0.text()) }
            return lines
        }
        let whole = lines([input])
        try promise(
            lines(pieces(of: input).map(Array.init)) == whole, "in pieces it is other lines")
        let count = input.count { $0 == UInt8(ascii: "\n") }
        try promise(
            whole.count
                == (input.last == UInt8(ascii: "\n") ? count : count + (input.isEmpty ? 0 : 1)),
            "a line is lost")
        return whole.contains { $0?.isEmpty == false }
    }
}
