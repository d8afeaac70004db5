package import ArgumentParser
import Foundation

/// `--format table|json`: for people, or for programs.
package enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case table, json
}

package struct FormatOption: ParsableArguments {
    @Option(name: .customLong("format"), help: "How to print what was found.")
    package var format: OutputFormat = .table

    package init() {}
}

/// What a command prints with `--format json`: an object with a named list and a version. A field
/// never changes its meaning without a new version.
package protocol VersionedOutput: Encodable {
    var version: Int { get }
}

package enum Output {
    /// Writes data to standard output.
    package static func write(_ text: String) {
        put(Data((text + "\n").utf8))
    }

    package static func write(json value: some VersionedOutput) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        var data = try encoder.encode(value)
        data.append(UInt8(ascii: "\n"))
        put(data)
    }

    /// A full disk or a closed stream ends the command: whoever reads the data must not take the part
    /// that arrived for the whole.
    private static func put(_ data: Data) {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            remark(
                "touchstone: standard output takes no more data: \(CommandExit.sentence(of: error))"
            )
            exit(CommandExit.couldNotFindOut.rawValue)
        }
    }

    /// Writes progress and remarks to standard error, away from the data.
    package static func remark(_ text: String) { show(text + "\n") }

    /// Where standard error takes nothing there is nobody to tell, and the work goes on.
    package static func show(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
