extension JSONValue {
    /// The one form in which values are printed: keys sorted by their UTF-8 bytes, two spaces an
    /// indent, a newline at the end. Small objects and lists of small values stand on one line.
    package var printed: String {
        var bytes: [UInt8] = []
        print(into: &bytes, indent: 0)
        bytes.append(UInt8(ascii: "\n"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same without white space, for what travels: keys sorted by their UTF-8 bytes.
    package var compact: String { String(decoding: compactBytes, as: UTF8.self) }

    /// `compact` in UTF-8.
    package var compactBytes: [UInt8] {
        var bytes: [UInt8] = []
        printCompact(into: &bytes)
        return bytes
    }

    private static func sorted(
        _ members: [String: JSONValue]
    ) -> [(key: String, value: JSONValue)] {
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private func print(into bytes: inout [UInt8], indent: Int) {
        let line = "\n" + String(repeating: "  ", count: indent + 1)
        let lastLine = "\n" + String(repeating: "  ", count: indent)
        switch self {
        case .object(let members):
            guard !members.isEmpty else { return bytes += "{}".utf8 }
            let short = members.count <= 5 && members.values.allSatisfy(\.isScalar)
            bytes.append(UInt8(ascii: "{"))
            for (position, member) in Self.sorted(members).enumerated() {
                bytes +=
                    (short ? (position > 0 ? ", " : "") : (position > 0 ? "," : "") + line).utf8
                Self.print(string: member.key, into: &bytes)
                bytes += ": ".utf8
                member.value.print(into: &bytes, indent: indent + 1)
            }
            bytes += (short ? "}" : lastLine + "}").utf8
        case .array(let values):
            guard !values.isEmpty else { return bytes += "[]".utf8 }
            bytes.append(UInt8(ascii: "["))
            for (position, value) in values.enumerated() {
                bytes += ((position > 0 ? "," : "") + line).utf8
                value.print(into: &bytes, indent: indent + 1)
            }
            bytes += (lastLine + "]").utf8
        case .string, .number, .bool, .null: printScalar(into: &bytes)
        }
    }

    private func printCompact(into bytes: inout [UInt8]) {
        switch self {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (position, member) in Self.sorted(members).enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.print(string: member.key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.printCompact(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (position, value) in values.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                value.printCompact(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string, .number, .bool, .null: printScalar(into: &bytes)
        }
    }

    private var isScalar: Bool {
        switch self {
        case .object, .array: false
        case .string, .number, .bool, .null: true
        }
    }

    private func printScalar(into bytes: inout [UInt8]) {
        switch self {
        case .object, .array: preconditionFailure("printed member by member")
        case .string(let string): Self.print(string: string, into: &bytes)
        case .number(let digits): bytes += digits.utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .null: bytes += "null".utf8
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// Runs of what needs no escape go over as they are.
    private static func print(string: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { utf8 in
            var start = 0
            for (position, byte) in utf8.enumerated() {
                let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                guard byte < 0x20 || byte == 0x7f || isQuoted else { continue }
                bytes += utf8[start..<position]
                start = position + 1
                if isQuoted {
                    bytes += [UInt8(ascii: "\\"), byte]
                } else {
                    bytes += "\\u00".utf8
                    bytes += [digits[Int(byte >> 4)], digits[Int(byte & 0xf)]]
                }
            }
            bytes += utf8[start...]
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
