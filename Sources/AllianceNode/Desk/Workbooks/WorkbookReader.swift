import Credentials
import Foundation
package import NodeAPI
import Peering
import Synchronization

/// Reads the first sheet of workbooks with the program that this machine has for it, in a process of its own, within
/// limits. A workbook is in a private folder for as long, and nowhere else.
package final class WorkbookReader: WorkbookReading {
    /// A program that prints the first sheet of a workbook as CSV, every field in quotes.
    package struct Tool: Sendable {
        let program: String
        /// Before the workbook's name.
        let arguments: [String]

        package init(program: String, arguments: [String]) {
            self.program = program
            self.arguments = arguments
        }
    }

    /// Workbooks that are read at a time; what waits is turned away.
    package static let atOnceMax = 2
    /// Of what the program prints, with the quotes and the empty rows and columns that are left out then.
    package static let printedBytesMax = 8 << 20

    /// The program, which Debian has in a package of the same name.
    private static let name = "xlsx2csv"

    private let tool: Tool
    private let folder: String
    private let limits: BoundedProcess.Limits
    private let calls: BlockingCalls
    private let reading = Mutex(0)

    /// - Parameter folder: for folders of workbooks; what a crash left in it is removed.
    package init(
        tool: Tool, folder: String, limits: BoundedProcess.Limits = WorkbookReader.limits,
        calls: BlockingCalls
    ) {
        self.tool = tool
        self.folder = folder
        self.limits = limits
        self.calls = calls
        try? FileManager.default.removeItem(atPath: folder)
    }

    package static var limits: BoundedProcess.Limits {
        var limits = BoundedProcess.Limits()
        limits.outputBytes = printedBytesMax
        return limits
    }

    package func rows(of workbook: [UInt8]) async throws -> [UInt8] {
        guard enter() else { throw PeerProblem.workbooksBusy }
        defer { leave() }
        return try await calls.run { [self] in try read(workbook) }
    }

    private func enter() -> Bool {
        reading.withLock { count in
            guard count < Self.atOnceMax else { return false }
            count += 1
            return true
        }
    }

    private func leave() { reading.withLock { $0 -= 1 } }

    private func read(_ workbook: [UInt8]) throws -> [UInt8] {
        let place = try PhotoFolder(in: folder)
        defer { place.remove() }
        try place.write(workbook)
        let process = BoundedProcess(
            program: tool.program, arguments: tool.arguments + [PhotoFolder.photo],
            folder: place.path, limits: limits)
        switch try process.run() {
        // The shell's own: it could set no limits, or begin no such program.
        case .ended(_, let status) where (125...127).contains(status):
            throw PhotoToolError.notStarted(program: tool.program, status: status)
        case .ended(let printed, 0): return try Self.rows(printed)
        case .ended: throw PeerProblem.workbookBroken
        case .killed(.output): throw PeerProblem.workbookTooLarge
        case .killed: throw PeerProblem.workbookUnread
        }
    }

    private static func rows(_ printed: [UInt8]) throws(PeerProblem) -> [UInt8] {
        guard String(validating: printed, as: UTF8.self) != nil else {
            throw PeerProblem.workbookBroken
        }
        do throws(WorkbookRows.Refusal) {
            return try WorkbookRows(printed, bytesMax: CheckedList.textBytesMax).bytes
        } catch {
            throw PeerProblem.workbookTooLarge
        }
    }

    /// At the places where packages put it; nil where this machine has none.
    package static func toolFound() -> Tool? {
        ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
            .map {
                Tool(program: $0, arguments: toolArguments)
            }
    }

    /// Of numbers all the 15 digits that a workbook keeps, and no others behind a point: a barcode may be one, or one in
    /// scientific notation, as some programs write them.
    private static let toolArguments = [
        "-s", "1", "-q", "all", "-f", "%Y-%m-%d", "--floatformat", "%.15g", "--sci-float",
    ]

    /// What cannot be read here, and what to install; nil where it can be.
    package static var missing: String? {
        toolFound() == nil
            ? "workbooks (.xlsx) are not read at the desk; \(name) would do that" : nil
    }
}

extension OpenedNode {
    /// Nil where this machine has no program that reads workbooks.
    func workbookReader() -> WorkbookReader? {
        guard let tool = WorkbookReader.toolFound() else { return nil }
        // Threads of its own, no more than `atOnceMax`: nothing else of the node is to wait for a workbook.
        return WorkbookReader(
            tool: tool, folder: home.workbookFolder, calls: .concurrent(label: "workbooks"))
    }
}
