import CSV
package import Statements

/// One report a row. The first row names the columns: `value`, and any of `type`, `marks` (separated
/// by `;`), `marketplace`, `basis`, `confidence`, `tlp`, `firstSeen`, `lastSeen`, `validUntil`, `note`,
/// `naturalPerson` (yes or no), `legalBasis`. What a row leaves empty is as the options say.
package struct CSVReports: ReportReader {
    package static let fields = [
        "type", "value", "marks", "marketplace", "basis", "confidence", "tlp", "firstSeen",
        "lastSeen", "validUntil", "note", "naturalPerson", "legalBasis",
    ]

    let type: IndicatorType?
    let report: ReportOptions
    /// Field to the name of its column, where it is another.
    let mapping: [String: String]
    private var reader = CSVReader()
    private var columns: [String: Int]?
    /// Columns of the file that no field reads.
    private(set) var unusedColumns: [String] = []

    package init(type: IndicatorType?, report: ReportOptions, mapping: [String: String]) {
        self.type = type
        self.report = report
        self.mapping = mapping
    }

    package mutating func read(_ chunk: [UInt8], _ body: (ReportRow) -> Void) throws {
        var reader = reader
        try reader.read(chunk) { try take($0, body) }
        self.reader = reader
    }

    package mutating func finish(_ body: (ReportRow) -> Void) throws {
        var reader = reader
        try reader.finish { try take($0, body) }
        self.reader = reader
        guard columns != nil else { throw CSVError.emptyHeader }
    }

    private mutating func take(_ record: CSVRecord, _ body: (ReportRow) -> Void) throws {
        switch record {
        case .refused(let line, let error):
            // Without its header nothing in the file can be read.
            if columns == nil { throw error }
            body(refused(line, "", error.keyword, error.description))
        case .row(let row):
            guard let columns else { return try takeHeader(row) }
            body(read(row, columns))
        }
    }

    private mutating func takeHeader(_ row: CSVRow) throws {
        let header = try CSVHeader(row)
        for field in mapping.keys where !Self.fields.contains(field) {
            throw CommandError(
                "--column names '\(field)'; fields are \(Self.fields.joined(separator: ", "))")
        }
        var columns: [String: Int] = [:]
        for field in Self.fields {
            if let name = mapping[field] {
                columns[field] = try header.column(for: field, mapping: [field: name])
            } else if let column = header.column(named: field) {
                columns[field] = column
            }
        }
        _ = try columns["value"] ?? header.column(for: "value", mapping: mapping)
        let used = Set(columns.values)
        unusedColumns = header.names.enumerated().filter { !used.contains($0.offset) }
            .map(\.element)
        self.columns = columns
    }

    private func read(_ row: CSVRow, _ columns: [String: Int]) -> ReportRow {
        func field(_ name: String) -> String? {
            guard let column = columns[name] else { return nil }
            let text = row.text(column)
            return text.isEmpty ? nil : text
        }
        let value = field("value") ?? ""
        do {
            return ReportRow(
                line: row.line, input: String(value.prefix(ReportRow.inputCharactersMax)),
                result: .success(try assertion(value, field)))
        } catch let error as IndicatorError {
            return refused(row.line, value, error.keyword, error.description)
        } catch let error as RowRefusal {
            return refused(row.line, value, error.keyword, error.reason)
        } catch {
            return refused(row.line, value, "row", "\(error)")
        }
    }

    private func assertion(
        _ value: String, _ field: (String) -> String?
    ) throws -> IndicatorAssertion {
        let named = try field("type").map { name in
            guard let type = IndicatorType(name: name) else {
                throw RowRefusal(keyword: "type", reason: "there is no type '\(name)'")
            }
            return type
        }
        let indicator = try Indicator(
            named ?? type ?? LineReports.guess(value), parsing: value)
        var said = try report.assertion(of: indicator)
        if let marks = field("marks") {
            said.marks = marks.split(separator: ";").map {
                String($0.drop(while: \.isWhitespace))
            }
        }
        if let text = field("basis") {
            guard let basis = Basis(name: text) else {
                throw RowRefusal(
                    keyword: "basis",
                    reason: "basis '\(text)' is none of \(Basis.nameList)")
            }
            said.basis = basis
        }
        if let text = field("confidence") {
            guard let confidence = Int(text),
                (0...StatementLimits.confidenceMax).contains(confidence)
            else {
                throw RowRefusal(
                    keyword: "confidence", reason: "confidence '\(text)' is not 0 to 100")
            }
            said.confidence = confidence
        }
        if let text = field("tlp") {
            guard let tlp = TLP(name: text) else {
                throw RowRefusal(keyword: "tlp", reason: "'\(text)' is no TLP marking")
            }
            said.tlp = tlp
        }
        said.firstSeen = try field("firstSeen").map(MomentText.parse) ?? said.firstSeen
        said.lastSeen = try field("lastSeen").map(MomentText.parse) ?? said.lastSeen
        said.validUntil = try field("validUntil").map(MomentText.parse) ?? said.validUntil
        try ReportOptions.checkOrder(of: said)
        said.marketplace = field("marketplace") ?? said.marketplace
        said.note = field("note") ?? said.note
        said.legalBasis = field("legalBasis") ?? said.legalBasis
        if let text = field("naturalPerson") {
            switch text.lowercased() {
            case "yes", "true", "1": said.naturalPerson = true
            case "no", "false", "0": said.naturalPerson = false
            default:
                throw RowRefusal(
                    keyword: "natural-person", reason: "naturalPerson '\(text)' is not yes or no")
            }
        }
        return said
    }

    private func refused(
        _ line: Int, _ input: String, _ keyword: String, _ reason: String
    ) -> ReportRow {
        ReportRow(
            line: line, input: String(input.prefix(ReportRow.inputCharactersMax)),
            result: .failure(RowRefusal(keyword: keyword, reason: reason)))
    }
}
