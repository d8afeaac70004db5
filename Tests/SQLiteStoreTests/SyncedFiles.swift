import Foundation
import GRDBSQLite
import SQLiteStore
import Synchronization

/// What a power cut would leave of the databases in a folder, as of now: of each file what it held when
/// SQLite synced it last. Disks may keep more; that names are as they were is taken for granted
/// (`make torture` does not, docs/torture.md).
///
/// A layer above the one that SQLite otherwise uses, and the default of the process from then on: files in
/// other folders pass it by.
final class SyncedFiles: Sendable {
    /// Where the databases are to be made.
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try Self.begun.get()
        _ = Self.recording.withLock { $0.folders.insert(folder.path) }
    }

    deinit {
        Self.recording.withLock { [path = folder.path] recording in
            recording.folders.remove(path)
            recording.synced = recording.synced.filter { !$0.key.hasPrefix(path + "/") }
        }
    }

    /// The folder as it would be found.
    func afterPowerCut() throws -> TemporaryFolder {
        let found = try TemporaryFolder()
        let synced = Self.recording.withLock { $0.synced }
        for (path, content) in synced
        where path.hasPrefix(folder.path + "/") && FileManager.default.fileExists(atPath: path) {
            try content.write(
                to: URL(filePath: found.file(String(path.dropFirst(folder.path.count + 1)))))
        }
        return found
    }

    // MARK: The layer

    private struct Recording {
        var folders: Set<String> = []
        /// By path; what is there when a file is first opened counts as synced.
        var synced: [String: Data] = [:]
        /// The open files by address, and what the layer below does with them.
        var opened: [UInt: (path: String, methods: UInt)] = [:]
        /// The methods that files are given here, by the address of those below.
        var methods: [UInt: UInt] = [:]
    }

    private static let recording = Mutex(Recording())

    /// The layer below. Set once, before there is a file to open.
    private static let below = Mutex<UInt>(0)

    private struct NoLayer: Error {}

    private static let begun = Result {
        // The one that all databases of the house go through comes to be with the first of them.
        let folder = try TemporaryFolder()
        try SQLiteViewStore(path: folder.file("first.sqlite")).close()
        guard let found = sqlite3_vfs_find(nil) else { throw NoLayer() }
        below.withLock { $0 = UInt(bitPattern: found) }
        let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        layer.initialize(to: found.pointee)
        layer.pointee.zName = UnsafePointer(strdup("synced-files"))
        layer.pointee.pNext = nil
        layer.pointee.xOpen = { _, name, file, flags, flagsOut in
            SyncedFiles.open(name, file, flags, flagsOut)
        }
        guard sqlite3_vfs_register(layer, 1) == SQLITE_OK else { throw NoLayer() }
    }

    private static func open(
        _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ flagsOut: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let vfs = UnsafeMutablePointer<sqlite3_vfs>(bitPattern: below.withLock { $0 })
        guard let vfs, let file else { return SQLITE_CANTOPEN }
        let code = vfs.pointee.xOpen(vfs, name, file, flags, flagsOut)
        guard code == SQLITE_OK, let name, let methods = file.pointee.pMethods else { return code }
        let path = String(cString: name)
        let own = recording.withLock { recording -> UInt? in
            guard recording.folders.contains(where: { path.hasPrefix($0 + "/") }) else {
                return nil
            }
            let below = UInt(bitPattern: methods)
            recording.opened[UInt(bitPattern: file)] = (path, below)
            if recording.synced[path] == nil { recording.synced[path] = content(of: path) }
            let own = recording.methods[below] ?? UInt(bitPattern: recordingMethods(methods))
            recording.methods[below] = own
            return own
        }
        if let own { file.pointee.pMethods = UnsafePointer(bitPattern: own) }
        return code
    }

    /// Kept for good, as files may stay open until the process ends.
    private static func recordingMethods(
        _ below: UnsafePointer<sqlite3_io_methods>
    ) -> UnsafeMutablePointer<sqlite3_io_methods> {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: below.pointee)
        methods.pointee.xSync = { file, flags in SyncedFiles.sync(file, flags) }
        return methods
    }

    private static func sync(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
        let opened = recording.withLock { $0.opened[UInt(bitPattern: file)] }
        guard let opened,
            let below = UnsafePointer<sqlite3_io_methods>(bitPattern: opened.methods)
        else { return SQLITE_IOERR }
        let code = below.pointee.xSync(file, flags)
        if code == SQLITE_OK {
            recording.withLock { $0.synced[opened.path] = content(of: opened.path) }
        }
        return code
    }

    private static func content(of path: String) -> Data {
        (try? Data(contentsOf: URL(filePath: path))) ?? Data()
    }
}
