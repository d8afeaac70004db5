#if canImport(Glibc)
    // Compiled as a whole with swift-certificates, which brings it in, the module takes `stat` for
    // CoreFoundation's.
    import CoreFoundation
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// Inside `DurableFile` these names are its own functions.
private let writeSome = write
private let readSome = read

/// Small files that must be there after a power cut, whole or not at all.
package enum DurableFile {
    package enum Mode: UInt32, Sendable {
        /// For keys: nobody but the owner.
        case secret = 0o600
        case open = 0o644
    }

    /// Largest file that is read: a roster note.
    package static let bytesMax = 1 << 20

    /// Puts `bytes` in the place of whatever `path` names: written beside it, synced, renamed, the
    /// folder synced. A crash leaves the old file or the new one.
    ///
    /// - Parameter replacing: false to refuse where there is a file already, also one that appears
    ///   meanwhile.
    /// - Throws: `exists`; `file`. A failed sync is never tried again: the next one may succeed
    ///   although the bytes are gone.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: Mode, replacing: Bool = false
    ) throws(CredentialsError) {
        let temporary = UnfinishedFileName(of: path).description
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode.rawValue)
        guard file >= 0 else { throw failure("create", temporary) }
        defer { unlink(temporary) }
        do {
            defer { close(file) }
            // Whatever the umask took away or left.
            guard fchmod(file, mode.rawValue) == 0 else { throw failure("protect", temporary) }
            try writeAll(bytes, to: file, path: temporary)
            guard fsync(file) == 0 else { throw failure("sync", temporary) }
        }
        if replacing {
            guard rename(temporary, path) == 0 else { throw failure("rename", path) }
        } else {
            try name(temporary, path)
        }
        try syncFolder(of: path)
    }

    /// Puts a file where there is none yet, piece by piece: it has its name once all of it is there, and durable.
    ///
    /// - Parameter body: is handed what writes a piece.
    /// - Throws: `CredentialsError.exists`, `.file`; what `body` throws. Nothing is left then.
    package static func write(
        to path: String, mode: Mode, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let temporary = UnfinishedFileName(of: path).description
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode.rawValue)
        guard file >= 0 else { throw failure("create", temporary) }
        defer { unlink(temporary) }
        do {
            defer { close(file) }
            guard fchmod(file, mode.rawValue) == 0 else { throw failure("protect", temporary) }
            try body { try writeAll($0, to: file, path: temporary) }
            guard fsync(file) == 0 else { throw failure("sync", temporary) }
        }
        try name(temporary, path)
        try syncFolder(of: path)
    }

    /// A link never replaces.
    private static func name(
        _ temporary: String, _ path: String
    ) throws(CredentialsError) {
        guard link(temporary, path) == 0 else {
            throw errno == EEXIST ? .exists(path: path) : failure("create", path)
        }
    }

    private static func writeAll(
        _ bytes: [UInt8], to file: Int32, path: String
    ) throws(CredentialsError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeSome(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("write", path)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Has the folder that `path` is in hold its names durably.
    package static func syncFolder(of path: String) throws(CredentialsError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw failure("open", folder) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw failure("sync", folder) }
    }

    /// Reads a whole file.
    ///
    /// - Parameter secret: refuse a file that others than its owner may read or change, or that
    ///   belongs to somebody else than this user or root.
    /// - Parameter followingLinks: false for a file that others put there: a symbolic link is refused, and nothing is
    ///   waited for.
    package static func read(
        _ path: String, bytesMax: Int = bytesMax, secret: Bool = false, followingLinks: Bool = true
    ) throws(CredentialsError) -> [UInt8] {
        let file = open(
            path, O_RDONLY | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW | O_NONBLOCK))
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : failure("open", path)
        }
        defer { close(file) }
        // Asked of the opened file, not of the path: nobody can exchange it in between.
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("examine", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        if secret {
            let mode = UInt32(status.st_mode) & 0o7777
            guard mode & 0o077 == 0 else { throw .permissions(path: path, mode: mode) }
            guard status.st_uid == geteuid() || status.st_uid == 0 else {
                throw .owner(path: path, found: status.st_uid, expected: geteuid())
            }
        }
        guard status.st_size <= bytesMax else { throw .fileTooLarge(path: path, max: bytesMax) }
        return try readAll(file, path: path, bytesMax: bytesMax)
    }

    private static func readAll(
        _ file: Int32, path: String, bytesMax: Int
    ) throws(CredentialsError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = buffer.withUnsafeMutableBytes { readSome(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("read", path)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= bytesMax else { throw .fileTooLarge(path: path, max: bytesMax) }
        }
    }

    /// Reads at most `count` bytes from `offset` on; none beyond the end.
    package static func piece(
        of path: String, from offset: Int, count: Int
    ) throws(CredentialsError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : failure("open", path)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        var held = 0
        while held < count {
            let read = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress.map { $0 + held }, count - held, off_t(offset + held))
            }
            if read < 0 {
                if errno == EINTR { continue }
                throw failure("read", path)
            }
            if read == 0 { break }
            held += read
        }
        bytes.removeLast(count - held)
        return bytes
    }

    /// Removes a file for good, if it is there.
    package static func remove(_ path: String) throws(CredentialsError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
        try syncFolder(of: path)
    }

    /// Gives a file another name in its folder; one that has that name is replaced.
    package static func move(_ path: String, to name: String) throws(CredentialsError) {
        guard rename(path, name) == 0 else { throw failure("rename", path) }
        try syncFolder(of: name)
    }

    package static func write(
        _ text: String, to path: String, mode: Mode, replacing: Bool = false
    ) throws(CredentialsError) {
        try write(Array(text.utf8), to: path, mode: mode, replacing: replacing)
    }

    /// Reads a file of UTF-8.
    package static func text(
        _ path: String, bytesMax: Int = bytesMax, secret: Bool = false
    ) throws(CredentialsError) -> String {
        let bytes = try read(path, bytesMax: bytesMax, secret: secret)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(path: path, problem: "not UTF-8")
        }
        return text
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether it is a folder itself, and no link to one.
    package static func isFolderItself(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether it is a folder, and no link to one, of this user's that nobody else reads or writes.
    package static func isPrivateFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            && status.st_uid == geteuid() && UInt32(status.st_mode) & 0o077 == 0
    }

    /// When a file was written last, in seconds since 1970; nil where it is not there.
    package static func modifiedAt(_ path: String) -> Int? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            return status.st_mtimespec.tv_sec
        #else
            return status.st_mtim.tv_sec
        #endif
    }

    /// Which version of a file there is, as the file system tells without its being read.
    package struct Version: Hashable, Sendable {
        fileprivate let device: UInt64
        fileprivate let inode: UInt64
        fileprivate let byteCount: Int64
        fileprivate let seconds: Int
        fileprivate let nanoseconds: Int
    }

    /// What a file system's clock goes in steps of at most: two writes within one may bear the same time.
    package static let clockStepSeconds = 2

    /// The version of what `path` leads to, for who has read it and asks whether to read it again.
    ///
    /// - Returns: nil where there is no file, and for one that was written just now: the next write might not be told
    ///   from the last.
    package static func version(of path: String) -> Version? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
            let written = status.st_mtimespec
        #else
            let written = status.st_mtim
        #endif
        guard Int(written.tv_sec) + clockStepSeconds < Int(time(nil)) else { return nil }
        return Version(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino),
            byteCount: Int64(status.st_size), seconds: Int(written.tv_sec),
            nanoseconds: Int(written.tv_nsec))
    }

    /// Of a file itself, and not of what a link leads to; nil where there is none.
    package static func byteCount(of path: String) -> UInt64? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(clamping: status.st_size)
    }

    /// The names in a folder, sorted, without those that begin with a dot.
    ///
    /// - Parameter isIncluded: which of them are wanted.
    package static func names(
        in folder: String, where isIncluded: (String) -> Bool = { _ in true }
    ) throws(CredentialsError) -> [String] {
        guard let handle = opendir(folder) else { throw failure("list", folder) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix("."), isIncluded(name) { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder, and those above it, unless they are there.
    package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(CredentialsError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .file(path: path, action: "make folder", errno: ENOTDIR)
            }
            return
        }
        if let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex {
            try makeFolder(String(path[..<slash]))
        }
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw failure("make folder", path)
        }
    }

    static func reason(_ errno: Int32) -> String { String(cString: strerror(errno)) }

    private static func failure(_ action: String, _ path: String) -> CredentialsError {
        .file(path: path, action: action, errno: errno)
    }
}
