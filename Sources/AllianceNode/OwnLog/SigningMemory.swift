import AllianceNames
import Credentials
import Replication

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a fence has signed on this machine since it was started, kept in memory outside the node's
/// folder: a folder that is put back to an old copy, fence and all, cannot take this back with it.
///
/// It is gone when the machine starts anew, and never stands on a disk, so nothing depends on it being
/// there: without it a log is signed only after others were asked how far it goes. All copies of one
/// fence on a machine share it.
package struct SigningMemory: Sendable {
    /// Memories kept for one user; of more, those go that were used longest ago, and not in the last hour.
    package static let keptMax = 1_024
    static let youngSeconds = 3_600
    /// At most, whenever they were used: some 64 MiB.
    static let allMax = 16_384
    package static let environmentName = "TOUCHSTONE_SIGNING_MEMORY"

    /// Where they are, in memory: a folder for this user alone. Another one, where there is no such
    /// memory or where copies of a folder are tried out, is named by the environment.
    package static let systemFolder: String = {
        if let named = getenv(environmentName).map({ String(cString: $0) }), !named.isEmpty {
            return named
        }
        #if os(Linux)
            return "/dev/shm/touchstone-\(geteuid())"
        #else
            return "/tmp/touchstone-\(geteuid())"
        #endif
    }()

    /// What is remembered of one fence.
    struct Content: Equatable {
        /// Of the start of the machine that it is of.
        let boot: String
        /// `MachineClocks.startedAt` when it was written; nil in one of an earlier version.
        var startedAt: Int64?
        /// Logs of which others were asked since; nil where the key was made since, and has signed
        /// nothing but what is known here.
        var confirmed: Set<LogOrigin>?
        var marks: FenceMarks

        func isConfirmed(_ origin: LogOrigin) -> Bool { confirmed?.contains(origin) ?? true }
    }

    let path: String
    private let folder: String
    private let boot: String
    private let clocks: MachineClocks

    /// - Parameter folder: below that of the fence, where it does not begin with a slash.
    init(
        of fence: FenceID, in folder: String, beside fencePath: String,
        boot: String = OwnLogComparison.currentBoot, clocks: MachineClocks = .system
    ) {
        let parent = fencePath.lastIndex(of: "/").map { fencePath[...$0] } ?? ""
        self.folder = folder.hasPrefix("/") ? folder : parent + folder
        path = "\(self.folder)/\(fence)"
        self.boot = boot
        self.clocks = clocks
    }

    /// Holds it against other processes while `body` runs, those with another copy of the fence among
    /// them.
    /// - Parameter body: gets nil where nothing is remembered, and nothing can be.
    /// - Throws: `FileLockError.held`, since it may know what must not be signed again; what `body` throws.
    func withLock<Result>(_ body: (HeldMemory?) throws -> Result) throws -> Result {
        guard Self.makeFolder(folder) else { return try body(nil) }
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return try body(nil) }
        defer { close(file) }
        guard try LockedFile.lock(file) else { return try body(nil) }
        return try body(HeldMemory(file: file, boot: boot, startedAt: clocks.startedAt()))
    }

    /// False where there is no folder of this user's that nobody else writes to.
    static func makeFolder(_ folder: String) -> Bool {
        mkdir(folder, 0o700) == 0 || DurableFile.isPrivateFolder(folder)
    }

    /// Sees to it that those of folders long gone do not fill the memory.
    ///
    /// - Parameter now: seconds since 1970.
    func prune(now: Int = time(nil)) {
        let names = (try? DurableFile.names(in: folder)) ?? []
        guard names.count > Self.keptMax else { return }
        let byAge = names.filter { FenceID(parsing: $0) != nil }
            .map { (used: DurableFile.modifiedAt("\(folder)/\($0)") ?? 0, name: $0) }
            .sorted { ($0.used, $0.name) < ($1.used, $1.name) }
        let tooMany = names.count - Self.allMax
        for (place, (used, name)) in byAge.prefix(names.count - Self.keptMax).enumerated()
        where place < tooMany || used <= now - Self.youngSeconds {
            unlink("\(folder)/\(name)")
        }
    }
}

/// The memory of one fence in the hands of the one who has locked it.
struct HeldMemory {
    private let file: Int32
    private let boot: String
    private let startedAt: Int64

    fileprivate init(file: Int32, boot: String, startedAt: Int64) {
        self.file = file
        self.boot = boot
        self.startedAt = startedAt
    }

    /// Nil where it is of an earlier start of the machine, empty, or cut. Where a clock was set since it was
    /// written, the machine may have been put back with its memory: then it says what was signed at least, and no log
    /// is confirmed.
    func read() -> SigningMemory.Content? {
        let size = lseek(file, 0, SEEK_END)
        guard size > 0, size <= 2 * FenceMarks.textBytesMax else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count, let text = String(validating: bytes, as: UTF8.self),
            var content = SigningMemory.Content(parsing: text), content.boot == boot
        else { return nil }
        if let before = content.startedAt,
            MachineClocks.haveStepped(from: before, to: startedAt)
        {
            content.confirmed = []
        }
        return content
    }

    /// Best effort: where it fails, others are asked again.
    /// - Returns: what is remembered now.
    @discardableResult
    func write(confirmed: Set<LogOrigin>?, _ marks: FenceMarks) -> SigningMemory.Content? {
        let content = SigningMemory.Content(
            boot: boot, startedAt: startedAt, confirmed: confirmed, marks: marks)
        let bytes = Array(content.description.utf8)
        let count = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        if count == bytes.count, ftruncate(file, off_t(bytes.count)) == 0 { return content }
        ftruncate(file, 0)
        return nil
    }
}

extension SigningMemory.Content: CustomStringConvertible {
    private static let head = "touchstone-signing 1"
    private static let bootWord = "boot "
    private static let startedWord = "started "
    private static let confirmedWord = "confirmed "

    private static let all = "all"

    init?(parsing text: String) {
        var rest = text[...]
        func line() -> Substring? {
            guard let end = rest.firstIndex(of: "\n") else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return rest[..<end]
        }
        guard line() == Self.head[...], let boot = line(), boot.hasPrefix(Self.bootWord) else {
            return nil
        }
        self.boot = String(boot.dropFirst(Self.bootWord.count))
        if rest.hasPrefix(Self.startedWord) {
            guard let time = line().flatMap({ Int64($0.dropFirst(Self.startedWord.count)) }) else {
                return nil
            }
            startedAt = time
        }
        var confirmed: Set<LogOrigin>? = []
        while rest.hasPrefix(Self.confirmedWord), let name = line() {
            let name = name.dropFirst(Self.confirmedWord.count)
            if name == Self.all[...] {
                confirmed = nil
            } else {
                guard let origin = try? LogOrigin(parsing: name) else { return nil }
                confirmed?.insert(origin)
            }
        }
        guard let marks = FenceMarks(parsing: String(rest)) else { return nil }
        (self.confirmed, self.marks) = (confirmed, marks)
    }

    var description: String {
        let names = confirmed.map { $0.sorted().map(\.description) } ?? [Self.all]
        let lines = names.map { "\(Self.confirmedWord)\($0)\n" }.joined()
        let started = startedAt.map { "\(Self.startedWord)\($0)\n" } ?? ""
        return "\(Self.head)\n\(Self.bootWord)\(boot)\n\(started)\(lines)\(marks)"
    }
}
