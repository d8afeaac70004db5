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

    package init?(name: String) {
        guard let form = Self.all.first(where: { $0.name == name }) else { return nil }
        self = form
    }

    package static var names: [String] { all.map(\.name) }

    private static let all = TextEncoding.allCases.map(SpreadsheetForm.text) + [.workbook]
}
