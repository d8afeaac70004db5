import AllianceNode
import Foundation
import Replication
import SQLiteStore

/// The folder of a witness: its record, its marks, and what its machine remembers, each of which can be put back.
final class WitnessMarksFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(
        path: "marks-\(UUID().uuidString)"
    ).path()

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var record: String { "\(path)/\(SQLiteLogStore.fileName)" }
    var marks: String { "\(path)/witness.marks" }
    var memory: String { "\(path)/memory" }

    /// As another process has them.
    func marksFile(
        boot: String = "one", disk: any FileDisk = SystemDisk(), waitSeconds: Int? = nil,
        bytesMax: Int = WitnessMarksFile.bytesMax
    ) -> WitnessMarksFile {
        WitnessMarksFile(
            path: marks, memory: memory, boot: boot, disk: disk, waitSeconds: waitSeconds,
            bytesMax: bytesMax)
    }

    /// The one file that the machine remembers in.
    func memoryFile() throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: memory)
        guard let name = names.first, names.count == 1 else {
            throw CocoaError(.fileNoSuchFile)
        }
        return "\(memory)/\(name)"
    }

    func copy(_ file: String) throws {
        try FileManager.default.copyItem(atPath: file, toPath: file + ".old")
    }

    func putBack(_ file: String) throws {
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.moveItem(atPath: file + ".old", toPath: file)
    }

    func bytes() throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: marks))) }

    func write(_ bytes: some Sequence<UInt8>) throws {
        try Data(bytes).write(to: URL(filePath: marks))
    }
}
