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
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    package static func write(json value: some VersionedOutput) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        var data = try encoder.encode(value)
        data.append(UInt8(ascii: "\n"))
        FileHandle.standardOutput.write(data)
    }

    /// Writes progress and remarks to standard error, away from the data.
    package static func remark(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
