package import ArgumentParser
import Foundation

/// Runs the command line: the one place where an error becomes a sentence and an exit status.
package enum CommandExit {
    /// The answer is no: a negative verdict, nothing found, a check that failed.
    package static let negative = ExitCode(1)
    /// The question could not be answered: wrong input, something missing, something refused.
    package static let couldNotFindOut = ExitCode(2)

    package static func runToExit() async -> Never {
        fillStandardStreams()
        var running: (any ParsableCommand.Type)?
        do {
            var command = try TouchstoneCommand.parseAsRoot()
            running = type(of: command)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            exit(0)
        } catch {
            leave(for: error, of: running)
        }
    }

    /// The number of a stream that is closed at the start would go to the first file that is opened,
    /// and what is printed would be written into that file.
    private static func fillStandardStreams() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// - Parameter command: the one that ran; nil where the words named none.
    private static func leave(
        for error: any Error, of command: (any ParsableCommand.Type)?
    ) -> Never {
        if let error = error as? ValidationError, let command {
            Output.remark("Error: \(error.message)\n\(usage(of: command))")
            exit(ExitCode.validationFailure.rawValue)
        }
        let code = TouchstoneCommand.exitCode(for: error)
        if command == nil, code == .validationFailure,
            let (unknown, group) = UnknownSubcommand.find(
                in: CommandLine.arguments.dropFirst(), of: TouchstoneCommand.self)
        {
            Output.remark("Error: \(unknown)\n\(usage(of: group))")
            exit(ExitCode.validationFailure.rawValue)
        }
        // ArgumentParser knows its own: help, version, wrong usage (64) and our exit codes.
        let text = TouchstoneCommand.fullMessage(for: error)
        if error is ExitCode || error is CleanExit || code == .success || code == .validationFailure
        {
            TouchstoneCommand.exit(withError: error)
        }
        // Anything thrown by our own code is one sentence that says what, where and what to try.
        let sentence =
            fileSentence(of: error)
            ?? (text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text)
        Output.remark("touchstone: \(sentence)")
        exit(couldNotFindOut.rawValue)
    }

    /// What was found wrong only while it ran reads as what was found before: ArgumentParser would show the usage of
    /// the whole program.
    private static func usage(of command: any ParsableCommand.Type) -> String {
        let usage = TouchstoneCommand.usageString(for: command)
        let name = usage.split(separator: " ").prefix { $0.first?.isLetter == true }
            .joined(separator: " ")
        return "Usage: \(usage)\n  See '\(name) --help' for more information."
    }

    static func sentence(of error: any Error) -> String { fileSentence(of: error) ?? "\(error)" }

    /// What Foundation throws for files describes itself in its own terms: said here are the file and
    /// the system's reason.
    private static func fileSentence(of error: any Error) -> String? {
        let information: [String: Any]
        switch error {
        case let error as CocoaError: information = error.userInfo
        case let error as NSError where error.domain == NSCocoaErrorDomain:
            information = error.userInfo
        default: return nil
        }
        let code: Int32? =
            switch information[NSUnderlyingErrorKey] {
            case let cause as POSIXError: cause.code.rawValue
            case let cause as NSError where cause.domain == NSPOSIXErrorDomain: Int32(cause.code)
            default: nil
            }
        let reason = code.map { String(cString: strerror($0)) } ?? error.localizedDescription
        let path =
            information[NSFilePathErrorKey] as? String
            ?? (information[NSURLErrorKey] as? URL)?.path(percentEncoded: false)
        return path.map { "\($0): \(reason)" } ?? reason
    }
}
