import Credentials
import Foundation
import NodeAPI
import Peering

/// Reads the first sheet of workbooks with the program that this machine has for it, in a process of its own, within
/// limits. A workbook is in a private folder for as long, and nowhere else.
package final class WorkbookReader: WorkbookReading {
    /// Workbooks that are read at a time; what waits is turned away.
    package static let atOnceMax = 2
    /// Of what the program prints, with the quotes and the empty rows and columns that are left out then.
    package static let printedBytesMax = 8 << 20

    /// Of numbers all the 15 digits that a workbook keeps, and no others behind a point: a barcode may be one, or one in
    /// scientific notation, as some programs write them.
    private static let known = PackagedProgram(
        name: "xlsx2csv", package: "xlsx2csv",
        arguments: [
            "-s", "1", "-q", "all", "-f", "%Y-%m-%d", "--floatformat", "%.15g", "--sci-float",
        ])

    private let program: InstalledProgram
    private let folder: String
    private let limits: BoundedProcess.Limits
    private let calls: BlockingCalls
    private let reading = AtOnceLimit(WorkbookReader.atOnceMax)

    /// - Parameters:
    ///   - program: prints the first sheet of a workbook as CSV, every field in quotes.
    ///   - folder: for folders of workbooks; what a crash left in it is removed.
    package init(
        program: InstalledProgram, folder: String,
        limits: BoundedProcess.Limits = WorkbookReader.limits, calls: BlockingCalls
    ) {
        self.program = program
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
        try await reading.run(busy: PeerProblem.workbooksBusy) {
            try await calls.run { [self] in
                try PrivateFile.with(workbook, in: folder) { try read($0) }
            }
        }
    }

    private func read(_ file: PrivateFile) throws -> [UInt8] {
        switch try file.process(program, limits: limits).run() {
        case .notStarted(let status):
            throw ProgramError.notStarted(program: program.path, status: status)
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

    /// Nil where this machine does not have it.
    static var installed: InstalledProgram? { known.installed }

    /// What cannot be read here, and what to install; nil where it can be.
    package static var missing: String? {
        installed == nil
            ? "workbooks (.xlsx) are not read at the desk; \(known.package) would do that" : nil
    }
}

extension OpenedNode {
    /// Nil where this machine has no program that reads workbooks.
    func workbookReader() -> WorkbookReader? {
        guard let program = WorkbookReader.installed else { return nil }
        // Threads of its own, no more than `atOnceMax`: nothing else of the node is to wait for a workbook.
        return WorkbookReader(
            program: program, folder: home.workbookFolder, calls: .concurrent(label: "workbooks"))
    }
}
