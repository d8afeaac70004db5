import Foundation

/// A file in a private folder of its own, for programs to read. Both are there for as long as that takes, with whatever a
/// program leaves in the folder.
struct PrivateFile {
    /// As programs are told.
    static let name = "input"

    private let folder: String

    /// - Parameter parent: for folders of such files.
    /// - Throws: what the file system and `body` throw.
    static func with<Value>(
        _ bytes: [UInt8], in parent: String, _ body: (PrivateFile) throws -> Value
    ) throws -> Value {
        let file = PrivateFile(folder: "\(parent)/\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            atPath: file.folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: file.folder) }
        guard
            FileManager.default.createFile(
                atPath: "\(file.folder)/\(name)", contents: Data(bytes),
                attributes: [.posixPermissions: 0o600])
        else { throw ProgramError.failed("write", errno) }
        return try body(file)
    }

    /// The program, to be run on this file.
    ///
    /// - Parameter prefix: of the file's name, for programs that take its format there.
    func process(
        _ program: InstalledProgram, prefix: String = "", limits: BoundedProcess.Limits
    ) -> BoundedProcess {
        BoundedProcess(
            program: program.path, arguments: program.arguments + [prefix + Self.name],
            folder: folder, limits: limits)
    }
}
