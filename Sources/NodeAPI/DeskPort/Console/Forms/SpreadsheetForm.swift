package import CSV

/// What a spreadsheet was sent as.
package enum SpreadsheetForm: Hashable, Sendable {
    case text(TextEncoding)
    /// Of which the first sheet was read.
    case workbook

    /// As programs are told.
    package var name: String {
        switch self {
        case .text(let encoding): encoding.rawValue
        case .workbook: "xlsx"
        }
    }

    package static let names = TextEncoding.allCases.map(\.rawValue) + ["xlsx"]
}
