import CSV
import Foundation

/// The rows of an import that were not taken, as CSV: line, keyword, reason, and what the import adds.
/// Made when there is a first one.
final class RefusalFile {
    let path: String
    private(set) var count = 0
    private var first: CSVRefusal?
    /// Rows that are no CSV: a sign that the file itself is damaged.
    private var firstMalformed: CSVRefusal?
    private var malformedCount = 0
    private let columns: [String]
    private var handle: FileHandle?
    private var pending: [UInt8] = []

    private static let pendingBytesMax = 64 * 1024

    /// - Parameters:
    ///   - path: nil for the list's name with `.refused.csv`.
    ///   - input: the list's file; `-` for standard input.
    ///   - addedColumns: beside those of every refusal.
    /// - Throws: where the file could not be written: better now than half way through a list.
    init(path: String?, input: String, addedColumns: [String] = []) throws {
        self.path = path ?? (input == "-" ? "refused.csv" : input + ".refused.csv")
        columns = CSVRefusal.columns + addedColumns
        let files = FileManager.default
        let folder = URL(filePath: self.path).deletingLastPathComponent()
            .path(percentEncoded: false)
        var isFolder: ObjCBool = false
        let isThere = files.fileExists(atPath: self.path, isDirectory: &isFolder)
        guard !isFolder.boolValue, files.isWritableFile(atPath: isThere ? self.path : folder) else {
            throw notWritable
        }
    }

    private var notWritable: CommandError {
        CommandError(
            "\(path) cannot be written, and refused rows belong there; choose another file with --refused"
        )
    }

    /// - Parameter added: one value for each added column.
    func append(_ refusal: CSVRefusal, _ added: String...) throws {
        let row = ["\(refusal.line)", refusal.keyword, refusal.reason] + added
        precondition(row.count == columns.count, "a row has a value for each column")
        if count == 0 {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw notWritable
            }
            handle = try FileHandle(forWritingTo: URL(filePath: path))
            CSVWriter.append(columns, to: &pending)
        }
        count += 1
        first = first ?? refusal
        if CSVError.rowKeywords.contains(refusal.keyword) {
            firstMalformed = firstMalformed ?? refusal
            malformedCount += 1
        }
        CSVWriter.append(row, to: &pending)
        if pending.count >= Self.pendingBytesMax { try flush() }
    }

    /// What to leave with 2 for: no row could be taken, or some are malformed. Values that were
    /// refused among others that were taken are an ordinary day.
    func complaint(of input: String, accepted: Int) -> CommandError? {
        let input = InputFile.name(input)
        if let firstMalformed {
            let others = malformedCount > 1 ? " (and \(malformedCount - 1) more)" : ""
            return CommandError(
                "\(input), line \(firstMalformed.line)\(others) is malformed: \(firstMalformed.reason); every other row was read"
            )
        }
        guard accepted == 0, let first else { return nil }
        return CommandError(
            "no row of \(input) could be taken; the first, line \(first.line): \(first.reason)")
    }

    func flush() throws {
        guard let handle, !pending.isEmpty else { return }
        try handle.write(contentsOf: Data(pending))
        pending = []
    }
}
