package import ArgumentParser
import Foundation

/// Runs the command line: the one place where an error becomes a sentence and an exit status.
package enum CommandExit {
    /// The answer is no: a negative verdict, nothing found, a check that failed.
    package static let negative = ExitCode(1)
    /// The question could not be answered: wrong input, something missing, something refused.
    package static let couldNotFindOut = ExitCode(2)

    package static func runToExit() async -> Never {
        do {
            var command = try TouchstoneCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            exit(0)
        } catch {
            leave(for: error)
        }
    }

    private static func leave(for error: any Error) -> Never {
        // ArgumentParser knows its own: help, version, wrong usage (64) and our exit codes.
        let text = TouchstoneCommand.fullMessage(for: error)
        let code = TouchstoneCommand.exitCode(for: error)
        if error is ExitCode || error is CleanExit || code == .success || code == .validationFailure
        {
            TouchstoneCommand.exit(withError: error)
        }
        // Anything thrown by our own code is one sentence that says what, where and what to try.
        let sentence = text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
        FileHandle.standardError.write(Data("touchstone: \(sentence)\n".utf8))
        exit(couldNotFindOut.rawValue)
    }
}
