package import AllianceNames
import Credentials
package import Replication
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file outside the database that says how far this member has cosigned each log.
///
/// **Leave it out of backups**: its worth is that it never goes back in time. A line is added for each larger tree
/// that is cosigned, with one sync; once most lines have been outdone, all is written anew. Where the whole folder
/// goes back, the same lines stand in memory for as long as the machine runs (`SigningMemory.systemFolder`). Calls
/// block.
package final class WitnessMarksFile: WitnessMarks {
    /// Up to this size it is never written anew.
    package static let tidyBytesMin = 1 << 20
    /// Some hundred thousand logs.
    private static let bytesMax = 1 << 26

    package let path: String
    private let memoryFolder: String
    private let boot: String
    /// What was read so far. Taken out by whoever has locked the file.
    private let known = Mutex(Known())

    private struct Known {
        var lines = WitnessMarkLines()
        var file = KnownFile()
        var memory = KnownFile()
        /// Size from which on it is written anew.
        var tidyAt = WitnessMarksFile.tidyBytesMin
        /// Why nothing is written any more. After a failed sync the next one may succeed although the bytes are
        /// gone.
        var stopped: WitnessMarksError?
    }

    /// Which file was read, and how far: it may have been written anew since, or put back.
    private struct KnownFile {
        var header = ""
        var end = 0
    }

    /// Touches nothing before there is something to mark, or a file.
    /// - Parameters:
    ///   - memory: the folder of what this machine remembers; below that of the file, where it does not begin with a
    ///     slash.
    ///   - boot: names one start of the machine.
    package init(
        path: String, memory: String = SigningMemory.systemFolder,
        boot: String = OwnLogComparison.currentBoot
    ) {
        self.path = path
        let parent = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        memoryFolder = memory.hasPrefix("/") ? memory : parent + memory
        self.boot = boot
    }

    // MARK: Marks

    package func advance(
        _ origin: LogOrigin, _ body: (WitnessRecord?) throws -> WitnessRecord
    ) throws -> WitnessRecord {
        try locked { known, memory in
            let mark = known.lines.marks[origin]
            let next = try body(mark)
            if next.state != mark?.state {
                try add(WitnessMarkLines([origin: next]), to: &known, memory)
            }
            return next
        }
    }

    package func raise(_ records: [LogOrigin: WitnessRecord]) throws {
        guard !records.isEmpty else { return }
        try locked { known, memory in
            var raised = known.lines
            raised.join(WitnessMarkLines(records))
            guard raised != known.lines else { return }
            known.lines = raised
            try write(&known, memory)
        }
    }

    package func note(_ putBack: WitnessPutBack) throws {
        try locked { known, memory in
            try add(WitnessMarkLines(putBack: putBack), to: &known, memory)
        }
    }

    package func mark(of origin: LogOrigin) throws -> WitnessRecord? {
        guard DurableFile.exists(path) else { return nil }
        return try locked { known, _ in known.lines.marks[origin] }
    }

    package func all() throws -> [LogOrigin: WitnessRecord] {
        guard DurableFile.exists(path) else { return [:] }
        return try locked { known, _ in known.lines.marks }
    }

    package func lastPutBack() throws -> WitnessPutBack? {
        guard DurableFile.exists(path) else { return nil }
        return try locked { known, _ in known.lines.putBack }
    }

    /// Whether the file at a path, where there is one, could be used; changes nothing.
    /// - Throws: `WitnessMarksError`.
    package static func check(_ path: String) throws {
        guard DurableFile.exists(path) else { return }
        let bytes: [UInt8]
        do {
            bytes = try DurableFile.read(path, bytesMax: bytesMax)
        } catch {
            throw WitnessMarksError.failed(path: path, reason: "\(error)")
        }
        let header = String(decoding: bytes.prefix(WitnessMarkLines.headerBytes), as: UTF8.self)
        var lines = WitnessMarkLines()
        guard WitnessMarkLines.id(inHeader: header) != nil,
            lines.read(bytes.dropFirst(WitnessMarkLines.headerBytes)) != nil
        else { throw WitnessMarksError.damaged(path: path) }
    }

    /// As after a start of the machine.
    package func forgetMemory() throws {
        guard DurableFile.exists(path) else { return }
        try locked { known, memory in
            if memory >= 0 { ftruncate(memory, 0) }
            known = Known()
        }
    }

    // MARK: Files

    /// - Parameter body: gets what is known now, and the open memory, negative where there is none.
    private func locked<Result>(_ body: (inout Known, Int32) throws -> Result) throws -> Result {
        let lock = open(path + ".lock", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw failed("open the lock of") }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failed("lock") }
        }
        var known = self.known.withLock { kept in
            defer { kept = Known() }
            return kept
        }
        defer { self.known.withLock { $0 = known } }
        if let error = known.stopped { throw error }
        // Where the file was put back, the memory was not, nor this process.
        var isBehind = try read(&known)
        guard let id = WitnessMarkLines.id(inHeader: known.file.header) else {
            throw WitnessMarksError.damaged(path: path)
        }
        let memory = openMemory(of: id)
        defer { if memory >= 0 { close(memory) } }
        if memory >= 0, read(memory, &known) { isBehind = true }
        if isBehind { try write(&known, memory) }
        return try body(&known, memory)
    }

    /// Reads what has come since.
    /// - Returns: whether less is there than was known.
    private func read(_ known: inout Known) throws -> Bool {
        guard DurableFile.exists(path) else {
            let isBehind = known.lines != WitnessMarkLines()
            try write(&known, -1)
            return isBehind
        }
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw failed("open") }
        defer { close(file) }
        guard let header = Self.bytes(of: file, from: 0, count: WitnessMarkLines.headerBytes),
            let size = Self.size(of: file), size <= Self.bytesMax
        else { throw WitnessMarksError.damaged(path: path) }
        let text = String(decoding: header, as: UTF8.self)
        let isSame = text == known.file.header && size >= known.file.end
        // What another process wrote, and may not have synced, is built upon from here on.
        if !isSame, fdatasync(file) != 0 {
            known.stopped = failed("sync")
            throw failed("sync")
        }
        if isSame, size == known.file.end { return false }
        let start = isSame ? known.file.end : WitnessMarkLines.headerBytes
        var lines = isSame ? known.lines : WitnessMarkLines()
        guard let bytes = Self.bytes(of: file, from: start, count: size - start),
            WitnessMarkLines.id(inHeader: text) != nil, let count = lines.read(bytes[...])
        else { throw WitnessMarksError.damaged(path: path) }
        known.file = KnownFile(header: text, end: start + count)
        let read = lines
        lines.join(known.lines)
        known.lines = lines
        if !isSame { known.tidyAt = max(Self.tidyBytesMin, 2 * lines.text.utf8.count) }
        return lines != read
    }

    private func add(
        _ lines: WitnessMarkLines, to known: inout Known, _ memory: Int32
    ) throws {
        guard known.file.end < known.tidyAt else {
            known.lines.join(lines)
            return try write(&known, memory)
        }
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw failed("open") }
        defer { close(file) }
        let bytes = Array(lines.text.utf8)
        guard Self.put(bytes, into: file, at: known.file.end) else { throw failed("write") }
        guard fdatasync(file) == 0 else {
            known.stopped = failed("sync")
            throw failed("sync")
        }
        known.file.end += bytes.count
        known.lines.join(lines)
        if memory >= 0 { remember(bytes, at: known.memory.end, in: memory, &known) }
    }

    /// Puts all that is known in the place of what is there, whole or not at all.
    private func write(_ known: inout Known, _ memory: Int32) throws {
        let id = WitnessMarkLines.id(inHeader: known.file.header) ?? FenceID()
        let header = WitnessMarkLines.header(id, write: FenceID())
        let text = header + known.lines.text
        do {
            try DurableFile.write(text, to: path, mode: .secret, replacing: true)
        } catch {
            throw WitnessMarksError.failed(path: path, reason: "\(error)")
        }
        known.file = KnownFile(header: header, end: text.utf8.count)
        known.tidyAt = max(Self.tidyBytesMin, 2 * text.utf8.count)
        if memory >= 0 { rememberAll(in: memory, &known) }
    }

    // MARK: Memory

    private func openMemory(of id: FenceID) -> Int32 {
        guard SigningMemory.makeFolder(memoryFolder) else { return -1 }
        let file = open("\(memoryFolder)/\(id)", O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return -1 }
        // Copies of one file on a machine have it together.
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(file)
                return -1
            }
        }
        return file
    }

    private var memoryHead: String { "boot \(boot)\n" }

    /// - Returns: whether it knows more than the file. One that says nothing is told all.
    private func read(_ memory: Int32, _ known: inout Known) -> Bool {
        let count = memoryHead.utf8.count + WitnessMarkLines.headerBytes
        guard let header = Self.bytes(of: memory, from: 0, count: count),
            let size = Self.size(of: memory), size <= Self.bytesMax
        else {
            rememberAll(in: memory, &known)
            return false
        }
        let text = String(decoding: header, as: UTF8.self)
        let isSame = text == known.memory.header && size >= known.memory.end
        if isSame, size == known.memory.end { return false }
        let start = isSame ? known.memory.end : count
        var lines = known.lines
        guard text.hasPrefix(memoryHead),
            let bytes = Self.bytes(of: memory, from: start, count: size - start),
            let read = lines.read(bytes[...])
        else {
            rememberAll(in: memory, &known)
            return false
        }
        known.memory = KnownFile(header: text, end: start + read)
        let isMore = lines != known.lines
        known.lines = lines
        return isMore
    }

    private func rememberAll(in memory: Int32, _ known: inout Known) {
        let header = memoryHead + known.file.header
        known.memory = KnownFile(header: header, end: 0)
        remember(Array((header + known.lines.text).utf8), at: 0, in: memory, &known)
    }

    /// Best effort: it vouches for nothing where it fails.
    private func remember(_ bytes: [UInt8], at start: Int, in memory: Int32, _ known: inout Known) {
        if Self.put(bytes, into: memory, at: start) {
            known.memory.end = start + bytes.count
        } else {
            ftruncate(memory, 0)
            known.memory = KnownFile()
        }
    }

    // MARK: Bytes

    private static func size(of file: Int32) -> Int? {
        let size = lseek(file, 0, SEEK_END)
        return size >= 0 ? Int(size) : nil
    }

    /// Nil unless all of them are there.
    private static func bytes(of file: Int32, from start: Int, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress.map { $0 + done }, count - done, off_t(start + done))
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { return nil }
            done += read
        }
        return bytes
    }

    /// Ends the file with bytes, in the place of what one who broke off has left.
    private static func put(_ bytes: [UInt8], into file: Int32, at start: Int) -> Bool {
        guard ftruncate(file, off_t(start)) == 0 else { return false }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    file, $0.baseAddress.map { $0 + done }, bytes.count - done,
                    off_t(start + done))
            }
            guard count >= 0 || errno == EINTR else { return false }
            done += max(count, 0)
        }
        return true
    }

    private func failed(_ verb: String) -> WitnessMarksError {
        .failed(path: path, reason: "could not \(verb) it: \(String(cString: strerror(errno)))")
    }
}
