import Credentials

/// A file that a command is to write where none is yet: nobody's file gives way.
enum NewFile {
    /// - Throws: `CommandError` where something is there; nothing was done then.
    static func check(_ path: String) throws {
        guard !DurableFile.exists(path) else {
            throw CommandError("\(path) is there already; name another file")
        }
    }
}
