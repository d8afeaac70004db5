import Foundation

/// The independent peer: Debian's `openssl`. A test that needs it fails where it is missing.
enum OpenSSL {
    struct Output: Sendable {
        let status: Int32
        let text: String
    }

    /// Runs `openssl` to its end; standard output and error come as one text.
    static func run(_ arguments: [String], input: String = "") throws -> Output {
        let (process, output, stdin) = try start(arguments)
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Output(
            status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
    }

    static func start(_ arguments: [String]) throws -> (Process, output: Pipe, input: Pipe) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        let (output, input) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = output
        process.standardInput = input
        try process.run()
        return (process, output, input)
    }
}
