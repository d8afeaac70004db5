import Foundation

/// A file that somebody names on the command line, or standard input where the name is `-`.
enum InputFile {
    /// The file as a sentence names it.
    static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

    /// - Throws: a sentence that says which file, and why it cannot be read.
    static func open(_ path: String) throws -> FileHandle {
        if path == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandError("there is no file \(path)")
        }
        guard !isFolder.boolValue else {
            throw CommandError("\(path) is a folder; name a file in it")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CommandError("\(path) cannot be read; look at its mode and owner")
        }
        return handle
    }
}
