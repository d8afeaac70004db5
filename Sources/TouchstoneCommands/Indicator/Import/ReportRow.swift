import STIX
package import Statements

/// One row of somebody's list, read: a report, or why it is none.
package struct ReportRow: Equatable {
    /// Where it begins, counted from 1; for STIX the number of the object.
    package let line: Int
    /// The identifier as it stood there, shortened.
    package let input: String
    package let result: Result<IndicatorAssertion, RowRefusal>
    /// The object that it was read from, where that has versions. Several rows may be of one.
    var object: STIXImportItem.Original?

    package static let inputCharactersMax = 200
}

package struct RowRefusal: Error, Equatable {
    package let keyword: String
    package let reason: String
}

/// Reads a list as it streams in. Rows that cannot be read are rows too; nothing stops half way.
package protocol ReportReader {
    mutating func read(_ chunk: [UInt8], _ body: (ReportRow) -> Void) throws
    mutating func finish(_ body: (ReportRow) -> Void) throws
}
