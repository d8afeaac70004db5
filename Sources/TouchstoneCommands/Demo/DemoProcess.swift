import Foundation
import Synchronization

/// This program once more, as a process of its own: what the demo does, anybody can do by hand.
enum DemoProcess {
    struct Result {
        let status: Int32
        let output: Data
        let remarks: String
    }

    static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()

    /// Runs one command to its end.
    static func run(_ arguments: [String]) throws -> Result {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        let output = Pipe()
        let remarks = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = remarks
        try process.run()
        // Both pipes are drained at once, so that neither fills up and stops the child.
        let collected = Mutex(Data())
        let drained = DispatchSemaphore(value: 0)
        let remarksHandle = remarks.fileHandleForReading
        Thread.detachNewThread {
            let bytes = remarksHandle.readDataToEndOfFile()
            collected.withLock { $0 = bytes }
            drained.signal()
        }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        drained.wait()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: bytes,
            remarks: String(decoding: collected.withLock { $0 }, as: UTF8.self))
    }

    /// Runs one command that must succeed, and gives what it printed.
    @discardableResult
    static func output(of arguments: [String]) throws -> Data {
        let result = try run(arguments)
        guard result.status == 0 else {
            throw DemoFailure(
                "touchstone \(arguments.joined(separator: " ")) left with \(result.status): "
                    + result.remarks.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return result.output
    }

    /// Runs a command whose answer may be no (exit 1), and decodes its JSON.
    static func answer<Answer: Decodable>(
        _ type: Answer.Type, from arguments: [String]
    ) throws -> Answer {
        let arguments = arguments + ["--format", "json"]
        let result = try run(arguments)
        guard result.status == 0 || result.status == 1 else {
            throw DemoFailure(
                "touchstone \(arguments.joined(separator: " ")) left with \(result.status): "
                    + result.remarks.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return try JSONDecoder().decode(type, from: result.output)
    }
}

/// A promise of the demo that did not hold.
struct DemoFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
