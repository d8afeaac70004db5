package import Credentials

/// What `touchstone.conf` says: a setting a line, `name = value`. A line that begins with `#` is a
/// remark. A value is what stands behind the first `=`, without the spaces around it.
///
/// Reads on after a mistake, so that all are named at once.
package struct ConfigurationFile: Equatable, Sendable {
    package static let bytesMax = 64 * 1024
    package static let lineBytesMax = 4_096

    package let path: String
    package private(set) var given: [GivenSetting] = []
    package private(set) var problems: [ConfigurationProblem] = []

    /// - Throws: `CredentialsError` where it cannot be read.
    package init(path: String) throws(CredentialsError) {
        self.init(parsing: try DurableFile.read(path, bytesMax: Self.bytesMax), path: path)
    }

    /// - Parameter path: for messages, and for files that are named from its folder.
    package init(parsing bytes: [UInt8], path: String) {
        self.path = path
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems = [.init("configuration-file", path, "\(path) is not UTF-8 text")]
            return
        }
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }
        ).enumerated() {
            read(line, number: index + 1)
        }
    }

    private mutating func read(_ line: Substring, number: Int) {
        guard line.utf8.count <= Self.lineBytesMax,
            line.unicodeScalars.allSatisfy({
                $0 == "\t" || $0.properties.generalCategory != .control
            })
        else {
            return note(
                "configuration-line", number,
                "is longer than \(Self.lineBytesMax) bytes or has a control character")
        }
        let content = Self.trimmed(line)
        guard !content.isEmpty, content.first != "#" else { return }
        guard let sign = content.firstIndex(of: "=") else {
            return note(
                "configuration-line", number,
                "is no setting: expected 'name = value', or '#' before a remark")
        }
        let name = Self.trimmed(content[..<sign])
        let value = Self.trimmed(content[content.index(after: sign)...])
        guard let setting = NodeSetting(rawValue: String(name)) else {
            let names = NodeSetting.allCases.map(\.name).joined(separator: ", ")
            return note(
                "setting-unknown", number,
                "has an unknown setting '\(name.prefix(40))'; there are \(names)")
        }
        let entry = GivenSetting(
            setting, String(value), .file(path: path, line: number))
        if let first = given.first(where: { $0.setting == setting }),
            case .file(_, let line) = first.source
        {
            problems.append(.init("setting-twice", entry, "stands in line \(line) already"))
            return
        }
        given.append(entry)
    }

    private mutating func note(_ keyword: String, _ line: Int, _ text: String) {
        problems.append(.init(keyword, path, "\(path), line \(line) \(text)"))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return text
    }
}
