/// One row that an import did not take, for the file that tells a person what to mend.
package struct CSVRefusal: Hashable, Sendable {
    /// Where the row begins, counted from 1.
    package let line: Int
    /// Stable, for programs.
    package let keyword: String
    /// For people.
    package let reason: String

    package init(line: Int, keyword: String, reason: String) {
        self.line = line
        self.keyword = keyword
        self.reason = reason
    }

    /// The first row of a refusals file.
    package static let columns = ["line", "keyword", "reason"]

    /// Appends the row as CSV.
    package func append(to bytes: inout [UInt8]) {
        CSVWriter.append(["\(line)", keyword, reason], to: &bytes)
    }
}
