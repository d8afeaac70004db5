import Foundation

/// A command line in a shell of its own.
///
/// Not Foundation's `Process`: where some 1,360 files are open, as all tests together have, it reads past the end of the
/// last record of `/proc/self/fd`, and may end with a crash (Swift 6.3).
struct SpawnedShell {
    let folder: URL
    let environment: [String: String]
    let output: URL
    let errors: URL

    struct NotStarted: Error {
        let code: Int32
    }

    /// Blocks until the command has ended.
    /// - Returns: its exit status; of one that a signal ended, the signal.
    func run(_ command: String) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 1, output.path(), flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors.path(), flags, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // As a terminal would have it, whatever the tests ignore or block.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let code = Self.withCStrings(["/bin/bash", "-c", Self.entering + command]) { arguments in
            Self.withCStrings(
                environment.map { "\($0.key)=\($0.value)" } + ["FOLDER=\(folder.path())"]
            ) { variables in
                posix_spawn(&child, "/bin/bash", &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw NotStarted(code: code) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : signal
    }

    /// On the line of what follows, so that messages name its lines.
    private static let entering = "cd \"$FOLDER\" || exit 125; unset FOLDER OLDPWD; "

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = texts.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(&pointers)
    }
}
