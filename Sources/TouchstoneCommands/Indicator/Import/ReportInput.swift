package import ArgumentParser
import CSV
import Foundation
import Statements

/// How a list is written.
package enum ReportInputKind: String, CaseIterable, ExpressibleByArgument, Sendable {
    case lines, csv, stix
}

/// Where a list comes from and how it is read; shared by `indicator import` and `indicator check`.
package struct ReportInput: ParsableArguments {
    @Argument(help: "The list; '-' for standard input.", completion: .file())
    package var file = "-"
    @Option(help: "How the list is written: lines, csv or stix.") package var input: ReportInputKind
    @Option(help: "What the identifiers are, where the list does not say; default guessed.")
    package var type: String?
    @Option(name: .customLong("column"), help: "A column under another name, as field=Header.")
    package var columns: [String] = []

    package init() {}

    package func validate() throws { _ = try type.map(IdentifierArguments.indicatorType) }

    func reader(_ report: ReportOptions) throws -> any ReportReader {
        let type = try type.map(IdentifierArguments.indicatorType)
        switch input {
        case .lines: return try LineReports(type: type, report: report)
        case .csv:
            let mapping = try CSVHeader.mapping(parsing: columns.joined(separator: ","))
            return CSVReports(type: type, report: report, mapping: mapping)
        case .stix: return try STIXReports(report: report)
        }
    }

    func open() throws -> FileHandle { try InputFile.open(file) }
}
