import AllianceNames
import CSV
import Casework
import Credentials
package import Statements

/// What belongs to this member's own side: `own.csv` in the node's folder, with the columns `kind`, `value`
/// and, where known, `whose`. Its domains with all below them, its shops, the sellers that it has authorised.
/// Who reports one of them is warned.
///
/// A row of kind `complete` names a marketplace: every seller there that the member supplies is in the file.
///
/// A file with a wrong row is refused whole: a warning that silently does not come is missed by nobody.
package struct OwnIdentifiersFile: Sendable {
    package static let bytesMax = 1 << 20
    package static let rowsMax = 10_000

    /// The word that stands for a kind in a row about a whole marketplace.
    package static let complete = "complete"

    package private(set) var rows: [(indicator: Indicator, whose: String)] = []
    /// Marketplaces at which all sellers that the member supplies are in the file.
    package private(set) var completeAt: Set<MarketplaceID> = []

    private enum OwnRow {
        case identifier(Indicator, whose: String)
        case complete(MarketplaceID)
    }

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
        for row in reader.takeValues() {
            switch row {
            case .identifier(let indicator, let whose): rows.append((indicator, whose))
            case .complete(let marketplace): completeAt.insert(marketplace)
            }
        }
        guard rows.count <= Self.rowsMax else {
            throw DeskFileError(
                path: path, line: Self.rowsMax + 2,
                problem: "it has more than \(Self.rowsMax) identifiers")
        }
    }

    private static func importing() -> CSVImport<OwnRow> {
        CSVImport { header throws(CSVError) in
            let kind = try header.column(for: "kind", mapping: [:])
            let value = try header.column(for: "value", mapping: [:])
            let whose = try header.optionalColumn(for: "whose", mapping: [:])
            return { row throws(CSVRowError) in
                if row.filled(kind) == complete { return try marketplace(row.filled(value) ?? "") }
                guard let type = IndicatorType(name: row.filled(kind) ?? "") else {
                    throw CSVRowError(
                        keyword: "kind",
                        reason:
                            "a kind is one of \(IndicatorType.nameList), or \(complete) for a marketplace"
                    )
                }
                do throws(IndicatorError) {
                    return .identifier(
                        try Indicator(type, parsing: row.filled(value) ?? ""),
                        whose: row.filled(whose) ?? "")
                } catch {
                    throw CSVRowError(keyword: error.keyword, reason: error.description)
                }
            }
        }
    }

    private static func marketplace(_ text: String) throws(CSVRowError) -> OwnRow {
        do throws(NameError) {
            return .complete(try MarketplaceID(parsing: text))
        } catch {
            throw CSVRowError(keyword: "marketplace", reason: error.description)
        }
    }
}
