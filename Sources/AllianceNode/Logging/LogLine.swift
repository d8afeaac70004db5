import AllianceNames
package import Logging
import Roster

/// One event of the log as the line that is written. Whatever a peer sent stands in it as text alone:
/// no character of it can begin a line, steer a terminal or turn the direction of what is read.
package struct LogLine {
    /// What is longer is cut.
    package static let valueBytesMax = 4_096
    /// The names of an event's own fields; all others are metadata.
    package static let ownFields = ["time", "level", "message"]

    private let time: String
    private let level: Logger.Level
    private let message: String
    /// Sorted by name.
    private let fields: [(name: String, value: String)]

    /// - Parameter milliseconds: since 1970.
    package init(
        at milliseconds: UInt64, _ level: Logger.Level, _ message: String,
        _ metadata: Logger.Metadata
    ) {
        let seconds = UTCTimestamp(millisecondsSince1970: milliseconds).description.dropLast()
        let fraction = String(milliseconds % 1_000 + 1_000).dropFirst()
        time = "\(seconds).\(fraction)Z"
        self.level = level
        self.message = Self.bounded(message)
        fields = metadata.map { name, value in
            (Self.ownFields.contains(name) ? name + "_" : name, Self.bounded("\(value)"))
        }.sorted { $0.0 < $1.0 }
    }

    /// With a newline at the end, and nowhere else.
    package func text(_ format: LogFormat) -> String {
        var line: String
        switch format {
        case .text:
            line = "\(time) \(level.rawValue) \(Self.escaped(message))"
            for field in fields {
                let value = Self.isPlain(field.value) ? field.value : Self.quoted(field.value)
                line += " \(Self.escaped(field.name))=\(value)"
            }
        case .json:
            line = "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"message\":"
            line += Self.quoted(message)
            for field in fields {
                line += ",\(Self.quoted(field.name)):\(Self.quoted(field.value))"
            }
            line += "}"
        }
        return line + "\n"
    }

    private static func bounded(_ text: String) -> String { text.cut(toBytes: valueBytesMax) }

    /// Readable without quotes.
    private static func isPlain(_ value: String) -> Bool {
        !value.isEmpty
            && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") }
    }

    /// As a JSON text.
    private static func quoted(_ text: String) -> String {
        let marks = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped(marks))\""
    }

    /// Without characters that are not seen and do something.
    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: acts) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            guard acts(scalar) else {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                escaped += "\\u" + String(UInt32(unit) + 0x1_0000, radix: 16).dropFirst()
            }
        }
        return escaped
    }

    private static func acts(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value < 0x20 || scalar.value > 0x7e else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
