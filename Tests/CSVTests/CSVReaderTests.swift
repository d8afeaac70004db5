import CSV
import Testing

/// What a reader hands over, copied so that it outlives the call.
enum Read: Equatable {
    case row(Int, [String])
    case refused(Int, CSVError)
}

func read(
    _ text: String, chunk: Int = .max, delimiter: UInt8? = UInt8(ascii: ",")
) throws -> [Read] {
    try read(Array(text.utf8), chunk: chunk, delimiter: delimiter)
}

func read(
    _ bytes: [UInt8], chunk: Int = .max, delimiter: UInt8? = UInt8(ascii: ",")
) throws -> [Read] {
    var reader = CSVReader(delimiter: delimiter)
    var found: [Read] = []
    func take(_ record: CSVRecord) {
        switch record {
        case .row(let row): found.append(.row(row.line, row.texts))
        case .refused(let line, let error): found.append(.refused(line, error))
        }
    }
    var rest = bytes[...]
    while !rest.isEmpty {
        try reader.read(Array(rest.prefix(chunk)), take)
        rest = rest.dropFirst(min(chunk, rest.count))
    }
    try reader.finish(take)
    return found
}

@Suite struct CSVReaderTests {
    @Test("rows end in LF or CRLF, and the last one may end in neither")
    func lineEnds() throws {
        #expect(
            try read("a,b\r\nc,d\ne,f")
                == [.row(1, ["a", "b"]), .row(2, ["c", "d"]), .row(3, ["e", "f"])])
        #expect(try read("a,b\r") == [.row(1, ["a", "b"])])
    }

    @Test("a byte order mark is no part of the first field")
    func byteOrderMark() throws {
        #expect(try read("\u{feff}gtin,serial\n", chunk: 1) == [.row(1, ["gtin", "serial"])])
    }

    @Test("quoted fields hold delimiters, doubled quotes and line ends, and lines stay counted")
    func quotes() throws {
        #expect(
            try read("a,\"b,\"\"c\"\"\r\nd\"\n\"\",\"x\"\ne,f\n")
                == [.row(1, ["a", "b,\"c\"\r\nd"]), .row(3, ["", "x"]), .row(4, ["e", "f"])])
    }

    @Test("empty fields count and empty lines do not")
    func empty() throws {
        #expect(
            try read(",\n\n\r\na,\n") == [.row(1, ["", ""]), .row(4, ["a", ""])])
        #expect(try read("") == [])
        #expect(try read("\n\n") == [])
    }

    @Test(
        "a malformed row is refused with its line and reason, and the next one is read",
        arguments: [
            ("a\"b,c", CSVError.strayQuote(column: 0)),
            ("a,b\"c\"", .strayQuote(column: 1)),
            ("a,\"b\"c", .textAfterQuote(column: 1)),
            ("a,\"b\" ", .textAfterQuote(column: 1)),
            ("a\rb,c", .strayCarriageReturn(column: 0)),
            ("\"a\"\rb,c", .strayCarriageReturn(column: 0)),
            ("a,b,c", .fieldCount(found: 3, expected: 2)),
            ("a", .fieldCount(found: 1, expected: 2)),
            ("a,b\0", .notUTF8),
        ])
    func malformed(line: String, error: CSVError) throws {
        #expect(
            try read("h,i\n\(line)\ny,z\n")
                == [.row(1, ["h", "i"]), .refused(2, error), .row(3, ["y", "z"])])
    }

    @Test("an unclosed quote costs its own line, not the rest of the file")
    func unclosed() throws {
        #expect(
            try read("h,i\na,\"b\nc,d\ne,f\n")
                == [
                    .row(1, ["h", "i"]), .refused(2, .unclosedQuote(column: 1)),
                    .row(3, ["c", "d"]), .row(4, ["e", "f"]),
                ])
        let long = (0..<20_000).map { "c\($0),d\n" }.joined()
        let found = try read("h,i\na,\"b\n" + long)
        #expect(found.count == 20_002)
        #expect(found[1] == .refused(2, .rowTooLong(max: CSVReader.rowBytesMax)))
        #expect(found[2] == .row(3, ["c0", "d"]))
    }

    @Test("a quote that swallows rows up to another stray one costs two lines")
    func swallowed() throws {
        #expect(
            try read("h,i\na,\"b\nc,d\ne,\"f\ng,h\n")
                == [
                    .row(1, ["h", "i"]), .refused(2, .textAfterQuote(column: 1)),
                    .row(3, ["c", "d"]), .refused(4, .unclosedQuote(column: 1)),
                    .row(5, ["g", "h"]),
                ])
    }

    @Test(
        "a row without an end costs as much in pieces of one byte as at once",
        .timeLimit(.minutes(1)))
    func smallPieces() throws {
        // Looked at with each byte, this would be done in hours.
        let line = Array(("\"" + String(repeating: "x\n", count: 500_000)).utf8)
        let found = try read(line, chunk: 1)
        #expect(found.first == .refused(1, .rowTooLong(max: CSVReader.rowBytesMax)))
        #expect(found.count == 500_000)
    }

    @Test("bytes that are not UTF-8 are refused, row by row")
    func encoding() throws {
        #expect(
            try read(Array("h\n".utf8) + [0xff, 0x0a] + Array("店\n".utf8))
                == [.row(1, ["h"]), .refused(2, .notUTF8), .row(3, ["店"])])
    }

    @Test("a row of the longest length is read and one byte more is refused")
    func longest() throws {
        let longest = String(repeating: "x", count: CSVReader.rowBytesMax)
        for chunk in [1_000, Int.max] {
            #expect(
                try read(longest + "\ny\n", chunk: chunk) == [.row(1, [longest]), .row(2, ["y"])])
            #expect(
                try read("h\n" + longest + "xxx\ny\n", chunk: chunk)
                    == [
                        .row(1, ["h"]), .refused(2, .rowTooLong(max: CSVReader.rowBytesMax)),
                        .row(3, ["y"]),
                    ])
        }
    }

    @Test("as many fields as the limit are read and one more is refused")
    func mostFields() throws {
        let most = Array(repeating: "x", count: CSVReader.fieldsMax)
        #expect(try read(most.joined(separator: ",")) == [.row(1, most)])
        #expect(
            try read("x," + most.joined(separator: ","))
                == [.refused(1, .tooManyFields(max: CSVReader.fieldsMax))])
        #expect(
            try read("\"x\"," + most.joined(separator: ","))
                == [.refused(1, .tooManyFields(max: CSVReader.fieldsMax))])
    }

    @Test("another delimiter is taken where asked for")
    func delimiter() throws {
        #expect(try read("a;b,c\n", delimiter: UInt8(ascii: ";")) == [.row(1, ["a", "b,c"])])
    }

    @Test(
        "which of comma, semicolon and tab parts the columns is told by the first row, outside quotes",
        arguments: [
            ("a;b,c;d\n1;2;3\n", ["a", "b,c", "d"]), ("a\tb;c\td\n1\t2\t3\n", ["a", "b;c", "d"]),
            ("\"a;b;c\",d\n1,2\n", ["a;b;c", "d"]), ("a\n1,2\n", ["a"]), ("a,b;c", ["a", "b;c"]),
            // Behind a mark and empty lines, and over the end of a line within quotes.
            ("\u{feff}\r\n\n\"a\nb\";c\n1;2\n", ["a\nb", "c"]),
        ])
    func guessed(text: String, first: [String]) throws {
        for chunk in [1, 2, 5, Int.max] {
            let rows = try read(text, chunk: chunk, delimiter: nil)
            guard case .row(_, let fields)? = rows.first else {
                Issue.record("no row")
                continue
            }
            #expect(fields == first, "in pieces of \(chunk)")
        }
    }

    @Test("a first row without an end is guessed by its beginning, however it comes")
    func guessedOfTheBeginning() throws {
        let long = "a;b" + String(repeating: "x", count: CSVReader.rowBytesMax) + ",,,,\n1;2\n"
        for chunk in [7, 4_096, Int.max] {
            #expect(
                try read(long, chunk: chunk, delimiter: nil)
                    == [
                        .refused(1, .rowTooLong(max: CSVReader.rowBytesMax)), .row(2, ["1", "2"]),
                    ])
        }
    }

    @Test("empty lines without end are not kept for the guess", .timeLimit(.minutes(1)))
    func guessedBehindEmptyLines() throws {
        // Looked at from the beginning with each piece, this would be done in hours.
        let lines = String(repeating: "\n", count: 2_000_000) + "a;b\n"
        #expect(try read(lines, chunk: 8, delimiter: nil) == [.row(2_000_001, ["a;b"])])
    }

    @Test("what the receiver throws ends the reading")
    func thrown() {
        struct Stop: Error {}
        var reader = CSVReader()
        #expect(throws: Stop.self) { try reader.read(Array("a\nb\n".utf8)) { _ in throw Stop() } }
    }
}
