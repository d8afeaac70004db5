import Foundation

/// Another program, run on bytes that may be hostile: in a folder of its own, with next to no environment, none
/// of this process's files, and an end to its time, memory, files, processes and output.
///
/// The limits are set by a shell that then becomes the program (`exec`), since they cannot be set from
/// outside before it begins; nothing from outside is part of what the shell reads. Whatever the program
/// started ends with it.
package struct BoundedProcess {
    package struct Limits: Sendable {
        package var seconds = 10
        /// Of the processor.
        package var cpuSeconds = 8
        package var memoryBytes = 1 << 30
        package var outputBytes = 64 << 10
        /// Whether it may begin further processes, which end with it.
        package var mayStartOthers = false

        package init() {}
    }

    enum Outcome: Equatable {
        /// By the shell, which could set no limits, or begin no such program. A program that ends with a status like these
        /// would be taken for that; those that are run here end with smaller ones.
        case notStarted(status: Int32)
        /// With what it printed, and its exit status.
        case ended(output: [UInt8], status: Int32)
        /// By a signal: of ours, where it took too long or printed too much, or its own.
        case killed(Reason)
    }

    enum Reason: Equatable { case time, output, signal(Int32) }

    /// What the shell ends with where it does not become the program.
    private static let statusesOfShell: ClosedRange<Int32> = 125...127
    /// Found at the same place on every system that this runs on.
    private static let shell = "/bin/sh"
    /// The shell's own arguments come first: units are KiB for memory and 512 bytes for files, of which it
    /// may write none. Processes are counted over all of a user's, so that none more can be begun; not
    /// every shell can set that, and for the superuser nobody counts.
    private static let script = """
        cd "$1" && ulimit -v "$2" && ulimit -t "$3" && ulimit -f 0 && ulimit -c 0 && ulimit -n 32 || exit 125
        if [ "$4" = true ]; then :
        elif (ulimit -p 0) 2>/dev/null; then ulimit -p 0
        elif (ulimit -u 0) 2>/dev/null; then ulimit -u 0; fi
        unset OLDPWD; shift 4; exec "$@"
        """

    let program: String
    let arguments: [String]
    let folder: String
    var limits = Limits()

    /// Names beside values: all that it inherits.
    private var environment: [String] {
        [
            "LC_ALL=C.UTF-8", "HOME=\(folder)", "TMPDIR=\(folder)", "MAGICK_TMPDIR=\(folder)",
            "MAGICK_THREAD_LIMIT=1", "OMP_NUM_THREADS=1",
        ]
    }

    /// Runs it to its end, and keeps what it prints. Blocks.
    ///
    /// - Throws: `ProgramError` where no process can be begun.
    func run() throws -> Outcome {
        var output: [UInt8] = []
        let outcome = try run { piece in
            output += piece
            return output.count <= limits.outputBytes
        }
        guard case .ended(_, let status) = outcome else { return outcome }
        return .ended(output: output, status: status)
    }

    /// The same with what it prints handed on piece by piece, of which none is kept here.
    ///
    /// - Parameter take: false ends it, as what prints too much.
    func run(_ take: (ArraySlice<UInt8>) -> Bool) throws -> Outcome {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ProgramError.failed("pipe", errno) }
        let child: pid_t
        do {
            child = try start(writingTo: ends[1])
        } catch {
            close(ends[0])
            close(ends[1])
            throw error
        }
        close(ends[1])
        defer { close(ends[0]) }
        let reason = follow(child, ends[0], take)
        // The leader is not reaped yet, so the group's number is still its own.
        kill(-child, SIGKILL)
        // It may have left that group.
        kill(child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        if let reason { return .killed(reason) }
        let signal = status & 0x7f
        guard signal == 0 else { return .killed(.signal(signal)) }
        let code = (status >> 8) & 0xff
        return Self.statusesOfShell.contains(code)
            ? .notStarted(status: code) : .ended(output: [], status: code)
    }

    private func start(writingTo output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        Self.closeOthers(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setpgroup(&attributes, 0)
        // This process ignores signals that would end it; the other does not.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let words =
            [
                Self.shell, "-c", Self.script, "sh", folder,
                String(limits.memoryBytes >> 10), String(limits.cpuSeconds),
                String(limits.mayStartOthers), program,
            ] + arguments
        var child: pid_t = 0
        let failure = Self.withCStrings(words) { arguments in
            Self.withCStrings(environment) { environment in
                posix_spawn(&child, Self.shell, &actions, &attributes, arguments, environment)
            }
        }
        guard failure == 0 else { throw ProgramError.failed("posix_spawn", failure) }
        return child
    }

    private typealias CloseFrom = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32

    /// Has a program that is about to be started inherit none of this process's files but the first three.
    static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
        #if canImport(Glibc)
            // It is there from glibc 2.34 on, but only declared where C is asked for all of GNU's.
            if let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") {
                let closeFrom = unsafeBitCast(symbol, to: CloseFrom.self)
                if withUnsafeMutablePointer(to: &actions, { closeFrom($0, 3) }) == 0 { return }
            }
        #endif
        for file in 3...openFileMax { posix_spawn_file_actions_addclose(&actions, file) }
    }

    /// The highest number of a file that is open here, and some more: what this process opens meanwhile takes
    /// the lowest that is free.
    private static var openFileMax: Int32 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return (names.compactMap { Int32($0) }.max() ?? 1_024) + 16
    }

    /// Reads until it has ended, or must.
    private func follow(
        _ child: pid_t, _ output: Int32, _ take: (ArraySlice<UInt8>) -> Bool
    ) -> Reason? {
        let end = ContinuousClock.now + .seconds(limits.seconds)
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        var isOpen = true
        while ContinuousClock.now < end {
            var waiting = pollfd(fd: isOpen ? output : -1, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Self.sliceMilliseconds)
            if ready > 0 {
                let count = read(output, &piece, piece.count)
                if count > 0 {
                    guard take(piece[..<count]) else { return .output }
                    continue
                }
                if count == 0 || errno != EINTR { isOpen = false }
            }
            // What it leaves running holds the pipe open, and is not waited for.
            if ready == 0 || !isOpen, hasEnded(child) { return nil }
        }
        return .time
    }

    private static let sliceMilliseconds: Int32 = 20
    /// As much as a pipe holds.
    private static let pieceBytes = 64 << 10

    /// Leaves it to be reaped.
    private func hasEnded(_ child: pid_t) -> Bool {
        var information = siginfo_t()
        guard waitid(P_PID, id_t(child), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return true
        }
        return information.si_signo != 0
    }

    /// C's arrays of texts, ended by a null.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}

/// Why no program could be asked.
package enum ProgramError: Error, Equatable, CustomStringConvertible {
    case failed(String, Int32)
    /// By the shell that sets its limits.
    case notStarted(program: String, status: Int32)

    package var description: String {
        switch self {
        case .failed(let call, let number):
            "\(call) for reading a file failed: \(String(cString: strerror(number)))"
        case .notStarted(let program, let status):
            "\(program) could not be started to read a file, or not within its limits (status \(status))"
        }
    }
}
