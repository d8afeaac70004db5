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
/// goes back, the same lines stand in memory for as long as the machine runs (`SigningMemory.systemFolder`): whoever
/// takes the file in hand gives each of the two what only the other has. Calls block.
package final class WitnessMarksFile: WitnessMarks {
    /// Up to this size it is never written anew.
    package static let tidyBytesMin = 1 << 20
    /// Some hundred thousand logs.
    package static let bytesMax = 1 << 26

    package let path: String
    private let file: LockedFile
    private let memoryFolder: String
    private let boot: String
    private let bytesMax: Int
    /// What was read so far. Taken out by whoever has locked the file.
    private let known = Mutex(Known())

    private struct Known {
        /// Name of the marks; nil until it was read.
        var id: FenceID?
        /// What file and memory hold, as far as `file` and `memory` say. Nothing is here that is not durable.
        var lines = WitnessMarkLines()
        var file = KnownCopy()
        var memory = KnownCopy()
        /// Size from which on the file is written anew, in bytes.
        var tidyAt = WitnessMarksFile.tidyBytesMin
        /// Why nothing is written any more, after a failed sync.
        var stopped: WitnessMarksError?
    }

    /// Which file was read, and how far: it may have been written anew since, or put back.
    private struct KnownCopy {
        var header = ""
        var end = 0
    }

    /// Touches nothing before there is something to mark, or a file.
    /// - Parameters:
    ///   - memory: the folder of what this machine remembers; below that of the file, where it does not begin with a
    ///     slash.
    ///   - boot: names one start of the machine.
    ///   - disk: what the file is written with; not the memory.
    ///   - waitSeconds: how long another process is waited for.
    ///   - bytesMax: so large the file becomes.
    package init(
        path: String, memory: String = SigningMemory.systemFolder,
        boot: String = OwnLogComparison.currentBoot, disk: any FileDisk = SystemDisk(),
        waitSeconds: Int? = nil, bytesMax: Int = WitnessMarksFile.bytesMax
    ) {
        self.path = path
        file = LockedFile(
            path: path, disk: disk, waitSeconds: waitSeconds ?? LockedFile.waitSecondsMax)
        let parent = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        memoryFolder = memory.hasPrefix("/") ? memory : parent + memory
        self.boot = boot
        self.bytesMax = bytesMax
    }

    // MARK: Marks

    package func advance(
        _ origin: LogOrigin, _ body: (WitnessRecord?) throws -> WitnessRecord
    ) throws -> WitnessRecord {
        try locked { known, memory in
            let last = try mark(of: origin, in: known.lines)
            let next = try body(last)
            if next.state != last?.state {
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
            if raised != known.lines { try write(raised, &known, memory) }
        }
    }

    package func note(_ putBack: WitnessPutBack) throws {
        try locked { known, memory in
            // The last one counts, also where the clock was ahead at the one before.
            let before = known.lines.putBack?.at
            let at = before.map { max(putBack.at, $0 &+ 1) } ?? putBack.at
            let lines = WitnessMarkLines(putBack: WitnessPutBack(at: at, logs: putBack.logs))
            try add(lines, to: &known, memory)
        }
    }

    package func mark(of origin: LogOrigin) throws -> WitnessRecord? {
        guard DurableFile.exists(path) else { return nil }
        return try locked { known, _ in try mark(of: origin, in: known.lines) }
    }

    package func all() throws -> KnownWitnessMarks {
        guard DurableFile.exists(path) else { return KnownWitnessMarks(marks: [:], putBack: nil) }
        return try locked { known, _ in Self.marks(in: known.lines, path: path) }
    }

    /// Whether the file at a path, where there is one, could be used; changes nothing.
    /// - Returns: why logs of it could not be cosigned.
    /// - Throws: `WitnessMarksError` where none could.
    package static func check(_ path: String) throws -> [WitnessMarksError] {
        guard DurableFile.exists(path) else { return [] }
        let bytes: [UInt8]
        do {
            bytes = try DurableFile.read(path, bytesMax: bytesMax)
        } catch {
            throw WitnessMarksError.failed(path: path, reason: "\(error)")
        }
        let start = WitnessMarkLines.headerBytes
        let header = String(decoding: bytes.prefix(start), as: UTF8.self)
        var lines = WitnessMarkLines()
        guard WitnessMarkLines.id(inHeader: header) != nil,
            lines.read(bytes.dropFirst(start), at: start) != nil
        else { throw WitnessMarksError.damaged(path: path) }
        return marks(in: lines, path: path).faults.sorted { $0.key < $1.key }.map(\.value)
    }

    private func mark(
        of origin: LogOrigin, in lines: WitnessMarkLines
    ) throws(WitnessMarksError) -> WitnessRecord? {
        if let fault = lines.faults[origin] { throw Self.error(fault, of: origin, path: path) }
        return lines.marks[origin]
    }

    private static func marks(in lines: WitnessMarkLines, path: String) -> KnownWitnessMarks {
        let faults = lines.faults.map { ($0, error($1, of: $0, path: path)) }
        return KnownWitnessMarks(
            marks: faults.isEmpty
                ? lines.marks : lines.marks.filter { lines.faults[$0.key] == nil },
            faults: Dictionary(uniqueKeysWithValues: faults), putBack: lines.putBack)
    }

    private static func error(
        _ fault: WitnessMarkLines.Fault, of origin: LogOrigin, path: String
    ) -> WitnessMarksError {
        switch fault {
        case .damaged: .logDamaged(origin: origin, path: path)
        case .contradicts(let size): .twoRoots(origin: origin, size: size)
        }
    }

    // MARK: Taking in hand

    /// - Parameter body: gets what is known now, and the open memory, negative where there is none.
    private func locked<Result>(_ body: (inout Known, Int32) throws -> Result) throws -> Result {
        do {
            return try file.locked { try balanced(body) }
        } catch FileLockError.held(let seconds) {
            throw WitnessMarksError.locked(path: path, seconds: seconds)
        } catch FileLockError.failed(let reason) {
            throw WitnessMarksError.failed(path: path, reason: reason)
        }
    }

    private func balanced<Result>(
        _ body: (inout Known, Int32) throws -> Result
    ) throws -> Result {
        var known = self.known.withLock { kept in
            defer { kept = Known() }
            return kept
        }
        defer { self.known.withLock { $0 = known } }
        if let error = known.stopped { throw error }
        let memory: Int32
        do {
            memory = try balance(&known)
        } catch {
            // Else the next one would take the two for what they were to become.
            (known.file, known.memory) = (KnownCopy(), KnownCopy())
            throw error
        }
        defer { if memory >= 0 { close(memory) } }
        return try body(&known, memory)
    }

    /// - Returns: the open memory, negative where there is none.
    private func balance(_ known: inout Known) throws -> Int32 {
        let inFile = try read(&known)
        let id = known.id ?? FenceID()
        known.id = id
        let memory = try openMemory(of: id)
        do {
            try balance(inFile, memory, &known)
        } catch {
            if memory >= 0 { close(memory) }
            throw error
        }
        return memory
    }

    /// Gives the file, the memory and this process what only one of the others has.
    /// - Parameter inFile: nil where nothing has come to the file.
    private func balance(
        _ inFile: WitnessMarkLines?, _ memory: Int32, _ known: inout Known
    ) throws {
        let inMemory = memory >= 0 ? read(memory, &known) : nil
        guard inFile != nil || inMemory != nil || known.file.header.isEmpty else { return }
        // What has no news holds what is known.
        let file = inFile ?? known.lines
        var all = known.lines
        all.join(file)
        if let inMemory { all.join(inMemory) }
        if known.file.header.isEmpty || all != file { return try write(all, &known, memory) }
        let remembered = inMemory ?? known.lines
        known.lines = all
        if memory >= 0, known.memory.header.isEmpty || all != remembered {
            rememberAll(in: memory, &known)
        }
    }

    /// - Returns: what the file holds, where something has come to it since it was read; nil where not, and where
    ///   there is no file.
    private func read(_ known: inout Known) throws -> WitnessMarkLines? {
        guard DurableFile.exists(path) else {
            known.file = KnownCopy()
            return nil
        }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failed(FileDiskError.reason("open")) }
        defer { close(file) }
        guard let size = LockedFile.size(of: file), size <= bytesMax,
            let header = LockedFile.bytes(of: file, from: 0, count: WitnessMarkLines.headerBytes),
            let id = WitnessMarkLines.id(inHeader: String(decoding: header, as: UTF8.self))
        else { throw WitnessMarksError.damaged(path: path) }
        let text = String(decoding: header, as: UTF8.self)
        // Of a file with faults nothing is taken for read: a line that is put back as it was has the same length.
        let isSame =
            text == known.file.header && size >= known.file.end && known.lines.faults.isEmpty
        if isSame, size == known.file.end { return nil }
        let start = isSame ? known.file.end : WitnessMarkLines.headerBytes
        var lines = isSame ? known.lines : WitnessMarkLines()
        guard let bytes = LockedFile.bytes(of: file, from: start, count: size - start),
            let count = lines.read(bytes[...], at: start)
        else { throw WitnessMarksError.damaged(path: path) }
        // What another process wrote, and may not have synced, is built upon from here on; what one has left that
        // broke off is nothing to write over.
        try written(&known) { disk in
            try disk.sync(path)
            if start + count < size { try disk.put([], at: start + count, isEnd: true, of: path) }
        }
        if !isSame { known.tidyAt = tidyAt(start + count) }
        known.id = id
        known.file = KnownCopy(header: text, end: start + count)
        return lines
    }

    // MARK: Writing

    private func tidyAt(_ bytes: Int) -> Int { min(max(Self.tidyBytesMin, 2 * bytes), bytesMax) }

    private func add(
        _ lines: WitnessMarkLines, to known: inout Known, _ memory: Int32
    ) throws {
        let bytes = Array(lines.text.utf8)
        guard known.file.end + bytes.count <= known.tidyAt else {
            var all = known.lines
            all.join(lines)
            return try write(all, &known, memory)
        }
        let end = known.file.end
        do {
            try written(&known) { try $0.put(bytes, at: end, isEnd: true, of: path) }
        } catch {
            // A part may be there.
            known.file = KnownCopy()
            throw error
        }
        known.file.end += bytes.count
        known.lines.join(lines)
        guard memory >= 0 else { return }
        if known.memory.header.isEmpty {
            rememberAll(in: memory, &known)
        } else {
            remember(bytes, at: known.memory.end, in: memory, &known)
        }
    }

    /// Puts all lines in the place of what is there, whole or not at all.
    private func write(
        _ lines: WitnessMarkLines, _ known: inout Known, _ memory: Int32
    ) throws {
        let id = known.id ?? FenceID()
        let header = WitnessMarkLines.header(id, write: FenceID())
        let bytes = Array((header + lines.text).utf8)
        guard bytes.count <= bytesMax else {
            throw failed("it has no room for more than \(bytesMax) bytes")
        }
        do {
            try written(&known) { try $0.replace(path, with: bytes) }
        } catch {
            // It may be there all the same.
            known.file = KnownCopy()
            throw error
        }
        known.id = id
        known.lines = lines
        known.file = KnownCopy(header: header, end: bytes.count)
        known.tidyAt = tidyAt(bytes.count)
        if memory >= 0 { rememberAll(in: memory, &known) }
    }

    private func written(
        _ known: inout Known, _ body: (any FileDisk) throws -> Void
    ) throws {
        do {
            try body(file.disk)
        } catch FileDiskError.failed(let reason) {
            throw failed(reason)
        } catch FileDiskError.unsynced(let reason) {
            known.stopped = failed(reason)
            throw failed(reason)
        }
    }

    private func failed(_ reason: String) -> WitnessMarksError {
        .failed(path: path, reason: reason)
    }

    // MARK: Memory

    private func openMemory(of id: FenceID) throws -> Int32 {
        guard SigningMemory.makeFolder(memoryFolder) else { return -1 }
        let memory = open("\(memoryFolder)/\(id)", O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard memory >= 0 else { return -1 }
        do {
            // Copies of one file on a machine have it together.
            if try LockedFile.lock(memory, waitSeconds: file.waitSeconds) { return memory }
        } catch {
            close(memory)
            throw error
        }
        close(memory)
        return -1
    }

    private var memoryHead: String { "boot \(boot)\n" }

    /// - Returns: what it holds, nothing where it says nothing; nil where nothing has come to it since it was read.
    private func read(_ memory: Int32, _ known: inout Known) -> WitnessMarkLines? {
        let count = memoryHead.utf8.count + WitnessMarkLines.headerBytes
        guard let header = LockedFile.bytes(of: memory, from: 0, count: count),
            let size = LockedFile.size(of: memory), size <= bytesMax + count
        else {
            known.memory = KnownCopy()
            return WitnessMarkLines()
        }
        let text = String(decoding: header, as: UTF8.self)
        let isSame = text == known.memory.header && size >= known.memory.end
        if isSame, size == known.memory.end { return nil }
        let start = isSame ? known.memory.end : count
        var lines = isSame ? known.lines : WitnessMarkLines()
        guard text.hasPrefix(memoryHead),
            let bytes = LockedFile.bytes(of: memory, from: start, count: size - start),
            let read = lines.read(bytes[...], at: start)
        else {
            known.memory = KnownCopy()
            return WitnessMarkLines()
        }
        known.memory = KnownCopy(header: text, end: start + read)
        return lines
    }

    private func rememberAll(in memory: Int32, _ known: inout Known) {
        let header = memoryHead + known.file.header
        known.memory = KnownCopy(header: header, end: 0)
        remember(Array((header + known.lines.text).utf8), at: 0, in: memory, &known)
    }

    /// Best effort: it vouches for nothing where it fails.
    private func remember(_ bytes: [UInt8], at start: Int, in memory: Int32, _ known: inout Known) {
        // In the place of what one who broke off has left.
        if ftruncate(memory, off_t(start)) == 0, LockedFile.put(bytes, into: memory, at: start) {
            known.memory.end = start + bytes.count
        } else {
            ftruncate(memory, 0)
            known.memory = KnownCopy()
        }
    }
}
