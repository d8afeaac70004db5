import CSV
import Casework
import Credentials
package import Statements

/// What belongs to this member's own side: `own.csv` in the node's folder, with the columns `kind`, `value`
/// and, where known, `whose`. Its domains with all below them, its shops, the sellers that it has authorised.
/// Who reports one of them is warned.
///
/// A file with a wrong row is refused whole: a warning that silently does not come is missed by nobody.
package struct OwnIdentifiersFile: Sendable {
    package static let bytesMax = 1 << 20
    package static let rowsMax = 10_000

    package private(set) var rows: [(indicator: Indicator, whose: String)] = []

    /// - Throws: `CredentialsError` where the file cannot be read; `DeskFileError` for what is in it.
    package init(path: String) throws {
        try self.init(parsing: DurableFile.read(path, bytesMax: Self.bytesMax), path: path)
    }

    /// - Parameter path: for error messages.
    package init(parsing bytes: [UInt8], path: String) throws {
        var reader = Self.importing()
        do {
            try reader.read(bytes)
            try reader.finish()
        } catch let error as CSVError {
            throw DeskFileError(path: path, line: 1, problem: error.description)
        }
        if let refusal = reader.takeRefusals().first {
            throw DeskFileError(path: path, line: refusal.line, problem: refusal.reason)
        }
        rows = reader.takeValues()
        guard rows.count <= Self.rowsMax else {
            throw DeskFileError(
                path: path, line: Self.rowsMax + 2,
                problem: "it has more than \(Self.rowsMax) identifiers")
        }
    }

    private static func importing() -> CSVImport<(indicator: Indicator, whose: String)> {
        CSVImport { header throws(CSVError) in
            let kind = try header.column(for: "kind", mapping: [:])
            let value = try header.column(for: "value", mapping: [:])
            let whose = try header.optionalColumn(for: "whose", mapping: [:])
            return { row throws(CSVRowError) in
                guard let type = IndicatorType(name: row.filled(kind) ?? "") else {
                    throw CSVRowError(
                        keyword: "kind",
                        reason: "a kind is one of "
                            + IndicatorType.allCases.map(\.name).joined(separator: ", "))
                }
                do throws(IndicatorError) {
                    return (
                        try Indicator(type, parsing: row.filled(value) ?? ""),
                        row.filled(whose) ?? ""
                    )
                } catch {
                    throw CSVRowError(keyword: error.keyword, reason: error.description)
                }
            }
        }
    }
}
