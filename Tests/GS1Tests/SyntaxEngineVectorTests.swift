import Foundation
import GS1
import Testing

/// The unit tests of the GS1 Barcode Syntax Engine, as rows.
@Suite(.enabled(if: Vectors.syntaxEngine != nil, "vectors/gs1-syntax-engine is not here"))
struct SyntaxEngineVectorTests {
    private struct Row: CustomStringConvertible {
        let line: Int
        let arguments: [Any]
        let state: [String: String]

        var isValid: Bool { arguments[0] as? Bool ?? false }
        func text(_ index: Int) -> String { arguments[index] as? String ?? "" }
        /// A C expression in place of a value.
        func expression(_ index: Int) -> String {
            (arguments[index] as? [String: String])?["c_expr"] ?? ""
        }
        var needsSource: Bool { arguments.contains { $0 is [String: String] } }
        var description: String { "line \(line): \(arguments)" }

        var options: GS1Options {
            let names: [(String, GS1Options)] = [
                ("permitConvenienceAlphas", .convenienceNames),
                ("gs1_encoder_setPermitZeroSuppressedGTINinDLuris", .shortGTIN),
                ("gs1_encoder_setPermitUnknownAIs", .unknownIdentifiers),
            ]
            var options = GS1Options(names.filter { state[$0.0] == "true" }.map(\.1))
            if state["gs1_encoder_setValidationEnabled"]
                == "gs1_encoder_vUNKNOWN_AI_NOT_DL_ATTR, false"
            {
                options.insert(.unknownAttributes)
            }
            return options
        }
    }

    private func json(_ name: String) throws -> [String: Any] {
        let url = try #require(Vectors.syntaxEngine).appending(path: name)
        return try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    private func rows(_ file: String, _ function: String) throws -> [Row] {
        let vectors = try #require(try json(file)["vectors"] as? [[String: Any]])
        return try vectors.filter { $0["fn"] as? String == function }.map { vector in
            Row(
                line: try #require(vector["line"] as? Int),
                arguments: try #require(vector["args"] as? [Any]),
                state: vector["state"] as? [String: String] ?? [:])
        }
    }

    @Test("the table is the syntax dictionary of the engine, all of it")
    func dictionary() throws {
        let url = try #require(Vectors.syntaxEngine).appending(path: "gs1-syntax-dictionary.txt")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        #expect(lines.contains("# Release: \(SyntaxDictionary.release)"))
        var digits: [String] = []
        for line in lines where line.first?.isNumber == true {
            let word = line.prefix { $0 != " " && $0 != "\t" }
            let ends = word.split(separator: "-")
            if ends.count == 2 {
                digits += try (#require(Int(ends[0]))...#require(Int(ends[1]))).map(String.init)
            } else {
                digits.append(String(word))
            }
        }
        #expect(digits == SyntaxDictionary.entries.map(\.digits))
        #expect(digits.count > 500)
    }

    /// Rows that stand for a company prefix which a data source outside refuses or cannot look up; the
    /// C tests plug one in. Here there is none, so these values pass.
    private static let prefixSourceErrors = [
        "GS1_LINTER_INVALID_GCP_PREFIX", "GS1_LINTER_GCP_DATASOURCE_OFFLINE",
    ]

    /// The C library keeps six functions by the names of linters that the dictionary has given up; they
    /// pass everything, and one row says so. Here there are no such functions.
    private static let givenUp = "_stubs"

    @Test("each linter agrees with the reference on every row: verdict, rule and place")
    func linters() throws {
        let linters = try #require(
            try json("linters.json")["linters"] as? [String: [[String: Any]]])
        #expect(Set(linters.keys) == Set(Linter.allCases.map(\.rawValue) + [Self.givenUp]))
        #expect(linters.values.reduce(0) { $0 + $1.count } == 5_672)
        #expect(linters[Self.givenUp]?.map { $0["expect"] as? String } == ["pass"])
        var checked = 0
        var fromSource = 0
        for linter in Linter.allCases {
            for row in try #require(linters[linter.rawValue]) {
                let value = try #require(row["value"] as? String)
                let failure = linter.failure(in: value.latin1[...])
                if let error = row["error"] as? String, Self.prefixSourceErrors.contains(error) {
                    #expect(failure == nil, "\(linter) \(value)")
                    fromSource += 1
                    continue
                }
                checked += 1
                guard row["expect"] as? String == "fail" else {
                    #expect(failure == nil, "\(linter) \(value)")
                    continue
                }
                let error = try #require(row["error"] as? String)
                let found = try #require(failure, "\(linter) \(value)")
                let keyword = error.dropFirst("GS1_LINTER_".count).lowercased()
                    .replacing("_", with: "-").replacing("exipiration", with: "expiration")
                #expect(found.rule.rawValue == keyword, "\(linter) \(value)")
                var marked = Array(value.unicodeScalars.map(String.init))
                marked.insert("*", at: found.offset + found.length)
                marked.insert("*", at: found.offset)
                #expect(marked.joined() == row["markup"] as? String, "\(linter) \(value)")
            }
        }
        #expect(checked == 5_659)
        #expect(fromSource == 12)
    }

    private func agree(
        _ rows: [Row], _ read: (Row) throws -> String?
    ) throws -> (valid: Int, invalid: Int) {
        var counts = (valid: 0, invalid: 0)
        for row in rows {
            do {
                let output = try read(row)
                #expect(row.isValid, "\(row) was read as \(output ?? "")")
                if let output { #expect(output == row.text(2), "\(row)") }
                counts.valid += 1
            } catch let error as GS1Error {
                #expect(!row.isValid, "\(row): \(error)")
                counts.invalid += 1
            }
        }
        return counts
    }

    @Test("bracketed element strings are read and refused as by the engine")
    func bracketed() throws {
        let counts = try agree(rows("ai.json", "test_parseAIdata").filter { !$0.needsSource }) {
            try GS1Message(
                parsing: $0.text(1), as: .bracketed, options: $0.options, associations: .none
            ).caretString
        }
        #expect(counts.valid == 12 && counts.invalid == 15)
    }

    @Test("element strings with FNC1 are read and refused as by the engine")
    func elementStrings() throws {
        let counts = try agree(rows("ai.json", "test_processAIdata").filter { !$0.needsSource }) {
            let message = try GS1Message(
                parsing: $0.text(1), as: .elementString, options: $0.options, associations: .none)
            // The engine's tests say only whether it is read: an FNC1 that needs not be is left out.
            let input = $0.text(1).split(separator: "^").joined()
            #expect(message.caretString.split(separator: "^").joined() == input)
            return nil
        }
        #expect(counts.valid == 34 && counts.invalid == 45)
    }

    @Test("the place of a fault is that of the engine")
    func markup() throws {
        for row in try rows("ai.json", "test_errMarkup") {
            let input = row.text(0)
            let bytes = Array(input.utf8)
            let fault = try #require(firstFault(of: input))
            let before = String(decoding: bytes[..<fault.offset], as: UTF8.self)
            let at = String(
                decoding: bytes[fault.offset..<(fault.offset + fault.length)], as: UTF8.self)
            #expect(row.text(1).hasPrefix("\(before)|\(at)|"), "\(fault)")
        }
    }

    private func firstFault(of input: String) -> GS1Fault? {
        do throws(GS1Error) {
            _ = try GS1Message(parsing: input, associations: .none)
            return nil
        } catch {
            guard case .message(let fault) = error else { return nil }
            return fault
        }
    }

    @Test("the rules between elements are the engine's")
    func associations() throws {
        let rules: [String: ([GS1Element]) -> GS1Fault?] = [
            "validateAIrepeats": GS1Associations.repetitionFault,
            "validateAImutex": GS1Associations.exclusionFault,
            "validateAIrequisites": GS1Associations.requirementFault,
            "validateDigSigRequiresSerialisedKey": GS1Associations.signatureFault,
        ]
        let rows = try rows("ai.json", "test_validateAIs")
        #expect(rows.count == 77)
        for row in rows {
            let message = try GS1Message(
                parsing: row.text(2), options: row.options, associations: .none)
            let rule = try #require(rules[row.expression(1)])
            #expect((rule(message.elements) == nil) == row.isValid, "\(row)")
        }
    }

    @Test("Digital Links are read and refused as by the engine")
    func digitalLinks() throws {
        let counts = try agree(rows("dl.json", "test_parseDLuri")) {
            try GS1Message(
                parsing: $0.text(1), as: .digitalLink, options: $0.options, associations: .none
            ).caretString
        }
        #expect(counts.valid == 73 && counts.invalid == 45)
    }

    @Test("Digital Links are made and refused as by the engine")
    func generation() throws {
        let rows = try rows("dl.json", "test_testGenerateDLuri")
        #expect(rows.count == 22)
        for row in rows {
            let message = try GS1Message(
                parsing: row.text(2), options: row.options, associations: .none)
            // NULL for the stem is the canonical one.
            let domain = row.needsSource ? DigitalLink.canonicalDomain : row.text(1)
            let link = try? message.digitalLink(domain: domain, options: row.options)
            #expect(link == (row.isValid ? row.text(3) : nil), "\(row)")
        }
    }

    @Test("percent escapes are those of the engine")
    func percentEncoding() throws {
        let unescaped = try rows("dl.json", "test_URIunescape")
        let escaped = try rows("dl.json", "test_URIescape")
        #expect(unescaped.count + escaped.count == 31)
        for row in unescaped {
            for (index, isQuery) in [(1, false), (2, true)] {
                #expect(
                    PercentEncoding.decoded(row.text(0).latin1, isQuery: isQuery)
                        == row.text(index).latin1, "\(row)")
            }
        }
        for row in escaped {
            #expect(PercentEncoding.encoded(row.text(0), isQuery: false) == row.text(1), "\(row)")
            #expect(PercentEncoding.encoded(row.text(0), isQuery: true) == row.text(2), "\(row)")
        }
    }

    @Test("what a scanner sends is read and refused as by the engine")
    func scanData() throws {
        let symbologies: [String: [ScanData.Symbology]] = [
            "QR": [.qr, .gs1QR], "DM": [.dataMatrix, .gs1DataMatrix],
            "DotCode": [.dotCode, .gs1DotCode], "DataBarExpanded": [.dataBar],
            "GS1_128_CCA": [.gs1128], "EAN13": [.ean13], "EAN8": [.ean8],
        ]
        let rows = try rows("scandata.json", "test_testProcessScanData")
        #expect(rows.count == 54)
        for row in rows {
            do {
                let data = try ScanData(reading: row.text(1).latin1)
                #expect(row.isValid, "\(row)")
                let expected = try #require(symbologies[row.expression(2)], "\(row)")
                #expect(expected.contains(data.symbology), "\(row)")
                switch data.content {
                case .message(let message) where row.text(3).hasPrefix("^"):
                    #expect(message.caretString == row.text(3), "\(row)")
                case .message(let message) where row.text(3).contains(":"):
                    #expect(
                        try message == GS1Message(parsing: row.text(3), associations: .none),
                        "\(row)")
                case .message(let message):
                    // The digits of an EAN, and after '|' the composite.
                    let parts = row.text(3).split(separator: "|", maxSplits: 1)
                    var elements = try GS1Message(parsing: parts[0], as: .gtin).elements
                    if parts.count == 2 {
                        elements += try GS1Message(parsing: parts[1], associations: .none).elements
                    }
                    #expect(message.elements == elements, "\(row)")
                case .plain(let bytes):
                    // The engine writes '\' before what would else begin with its sign for FNC1.
                    let text = String(decoding: bytes, as: UTF8.self)
                    let isEscaped = text.drop { $0 == "\\" }.hasPrefix("^")
                    #expect((isEscaped ? "\\" : "") + text == row.text(3), "\(row)")
                }
            } catch let error as GS1Error {
                #expect(!row.isValid, "\(row): \(error)")
            }
        }
    }

    @Test("our element string after a symbology identifier is what the engine would send")
    func scanDataOut() throws {
        var checked = 0
        for row in try rows("scandata.json", "test_testGenerateScanData") {
            let input = row.text(1)
            guard input.hasPrefix("^"), !input.contains("|"), !input.hasSuffix("^") else {
                continue
            }
            let message = try GS1Message(parsing: input, associations: .none)
            #expect(row.text(2).dropFirst(3) == message.elementString, "\(row)")
            checked += 1
        }
        #expect(checked == 5)
    }
}
