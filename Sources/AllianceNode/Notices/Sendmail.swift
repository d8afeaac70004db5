#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Hands a message to the system's `sendmail`, which queues it: with status 0 it has it, as every mail system on Unix
/// promises of it. Calls block.
struct Sendmail {
    static let secondsMax = 60
    private static let step: useconds_t = 20_000

    let program: String

    /// Recipients are those that the message names (`-t`); a line of a full stop ends nothing (`-i`).
    ///
    /// - Throws: `SendmailError`.
    func submit(_ message: [UInt8]) throws(SendmailError) {
        // A pair of sockets in place of a pipe: who stops reading ends the writing, and not this process.
        var ends: [Int32] = [0, 0]
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .cannotStart(program, errno) }
        let child: pid_t
        do throws(SendmailError) {
            child = try start(reading: ends[1])
        } catch {
            close(ends[0])
            close(ends[1])
            throw error
        }
        close(ends[1])
        let isWritten = write(message, to: ends[0])
        close(ends[0])
        let status = try wait(for: child)
        guard status == 0 else { throw .refused(program, status: status) }
        guard isWritten else { throw .stoppedReading(program) }
    }

    private func start(reading end: Int32) throws(SendmailError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, end, 0)
        for output in Int32(1)...2 {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        BoundedProcess.closeOthers(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // This process passes signals over that its own service handles.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        func copy(_ text: String) -> UnsafeMutablePointer<CChar>? { strdup(text) }
        let arguments = [program, "-i", "-t"].map(copy)
        let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"].map(copy)
        defer { (arguments + environment).forEach { free($0) } }
        var child: pid_t = 0
        let result = posix_spawn(
            &child, program, &actions, &attributes, arguments + [nil], environment + [nil])
        guard result == 0 else { throw .cannotStart(program, result) }
        return child
    }

    private func write(_ message: [UInt8], to end: Int32) -> Bool {
        var limit = timeval(tv_sec: Self.secondsMax, tv_usec: 0)
        setsockopt(end, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            var on: Int32 = 1
            setsockopt(end, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
            let flags: Int32 = 0
        #endif
        var sent = 0
        while sent < message.count {
            let count = message[sent...].withUnsafeBytes {
                send(end, $0.baseAddress, $0.count, flags)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// - Returns: its exit status; 128 and the number of a signal that ended it.
    private func wait(for child: pid_t) throws(SendmailError) -> Int32 {
        var status: Int32 = 0
        let start = ContinuousClock.now
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { break }
            if ended < 0, errno != EINTR { throw .cannotStart(program, errno) }
            if ContinuousClock.now - start > .seconds(Self.secondsMax) {
                kill(child, SIGKILL)
                waitpid(child, &status, 0)
                throw .tooSlow(program)
            }
            usleep(Self.step)
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}

/// Why a message was not taken.
enum SendmailError: Error, Equatable, CustomStringConvertible {
    case cannotStart(String, Int32)
    case refused(String, status: Int32)
    case stoppedReading(String)
    case tooSlow(String)

    var description: String {
        switch self {
        case .cannotStart(let program, let code):
            "\(program) cannot be started: \(String(cString: strerror(code)))"
        case .refused(let program, let status): "\(program) ended with status \(status)"
        case .stoppedReading(let program): "\(program) did not read the whole message"
        case .tooSlow(let program): "\(program) took more than \(Sendmail.secondsMax) s"
        }
    }
}
