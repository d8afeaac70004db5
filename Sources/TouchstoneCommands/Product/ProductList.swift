package import ArgumentParser
import CSV
import Foundation

/// A CSV file of products or of their items, read as it streams in.
package struct ProductList: ParsableArguments {
    @Argument(help: "The CSV file; '-' for standard input.", completion: .file())
    package var file: String
    @Option(name: .customLong("column"), help: "A column under another name, as field=Header.")
    package var columns: [String] = []
    @Option(help: "Where refused rows go; default the file's name with .refused.csv.")
    package var refused: String?

    package init() {}

    private static let chunkBytes = 1024 * 1024

    func mapping() throws -> [String: String] {
        try CSVHeader.mapping(parsing: columns.joined(separator: ","))
    }

    /// What came of reading the file.
    struct Outcome {
        var accepted = 0
        var refused = 0
        var refusedFile: String?
        /// What is to be said of the refused rows, where that is more than a count.
        var complaint: CommandError?
        /// What ended it early; all that came before was handed over.
        var failure: CommandError?
    }

    /// Reads the file to its end: hands over what is right and writes what is not to the refusals file.
    /// - Parameters:
    ///   - take: gets the values of one chunk and returns those rows that it refuses; what it throws
    ///     ends the import.
    ///   - rest: the same once more, when all was handed over.
    func read<Value>(
        _ rows: CSVImport<Value>, _ progress: ProgressLine,
        take: ([Value]) async throws -> [CSVRefusal],
        rest: () async throws -> [CSVRefusal] = { [] }
    ) async throws -> Outcome {
        var rows = rows
        let handle = try InputFile.open(file)
        let refusals = try RefusalFile(path: refused, input: file)
        var outcome = Outcome()
        var isAtEnd = false
        while !isAtEnd {
            do {
                if let data = try handle.read(upToCount: Self.chunkBytes), !data.isEmpty {
                    try rows.read([UInt8](data))
                } else {
                    isAtEnd = true
                    try rows.finish()
                }
            } catch {
                isAtEnd = true
                outcome.failure = CommandError("\(file): \(error)")
            }
            for refusal in rows.takeRefusals() { try refusals.append(refusal) }
            let values = rows.takeValues()
            if !values.isEmpty {
                for refusal in try await take(values) { try refusals.append(refusal) }
            }
            progress.show(
                "\(rows.acceptedCount + rows.refusedCount) rows read, \(rows.refusedCount) refused")
        }
        for refusal in try await rest() { try refusals.append(refusal) }
        try refusals.flush()
        outcome.accepted = rows.acceptedCount + rows.refusedCount - refusals.count
        outcome.refused = refusals.count
        outcome.refusedFile = refusals.count > 0 ? refusals.path : nil
        outcome.complaint = refusals.complaint(of: file, accepted: outcome.accepted)
        return outcome
    }
}
