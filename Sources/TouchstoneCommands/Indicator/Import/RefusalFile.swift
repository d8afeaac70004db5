import CSV
import Foundation

/// The rows that were not taken, as CSV: line, keyword, reason. Made when there is a first one.
final class RefusalFile {
    let path: String
    private(set) var count = 0
    private var handle: FileHandle?
    private var pending: [UInt8] = []

    private static let pendingBytesMax = 64 * 1024

    init(path: String) { self.path = path }

    func append(_ row: ReportRow, _ refusal: RowRefusal) throws {
        if count == 0 {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw CommandError(
                    "\(path) cannot be written, and refused rows belong there; choose another file with --refused"
                )
            }
            handle = try FileHandle(forWritingTo: URL(filePath: path))
            CSVWriter.append(CSVRefusal.columns + ["input"], to: &pending)
        }
        count += 1
        CSVWriter.append(
            ["\(row.line)", refusal.keyword, refusal.reason, row.input], to: &pending)
        if pending.count >= Self.pendingBytesMax { try flush() }
    }

    func flush() throws {
        guard let handle, !pending.isEmpty else { return }
        try handle.write(contentsOf: Data(pending))
        pending = []
    }
}
