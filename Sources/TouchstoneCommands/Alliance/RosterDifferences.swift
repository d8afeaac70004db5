package import JSON
import Roster

/// All that differs between two registers, by where it stands in their text: whoever signs the later one has seen every
/// change, whatever this program knows of it.
package struct RosterDifferences {
    /// `+` for what is new, `-` for what is gone, `~` for what is another.
    package private(set) var lines: [String] = []

    /// - Throws: `JSONError` for what no roster is printed as.
    init(from before: Roster, to after: Roster) throws {
        self.init(from: try Self.contents(of: before), to: try Self.contents(of: after))
    }

    /// Writes all of them, for whoever is to sign the later one, or to go by it.
    static func show(from before: Roster, to after: Roster) throws {
        Output.write(
            "Register \(after.version) of \(after.alliance), which differs from \(before.version) in this:"
        )
        for line in try RosterDifferences(from: before, to: after).lines {
            // A line that is wrapped cannot pass for two.
            let shown = Table.visible(line).replacing(#/ {2,}/#) { "<\($0.output.count) spaces>" }
            Output.write("  \(shown)")
        }
    }

    package init(from before: JSONValue, to after: JSONValue) { compare(before, after, "") }

    /// All but what makes each version another one.
    private static func contents(of roster: Roster) throws -> JSONValue {
        guard case .object(var members) = try JSONValue(parsing: roster.text) else { return .null }
        members["version"] = nil
        members["previous"] = nil
        return .object(members)
    }

    private mutating func compare(_ before: JSONValue, _ after: JSONValue, _ path: String) {
        // By bytes: texts that look the same can be others.
        guard before.compactBytes != after.compactBytes else { return }
        // Where nothing inside tells them apart, the whole is shown.
        let told = lines.count
        defer {
            if lines.count == told {
                lines.append("~ \(path): \(before.compact) -> \(after.compact)")
            }
        }
        switch (before, after) {
        case (.object(let old), .object(let new)):
            for name in Set(old.keys).union(new.keys).sorted() {
                compare(
                    old[name], new[name],
                    path.isEmpty ? Self.shown(name) : "\(path).\(Self.shown(name))")
            }
        case (.array(let old), .array(let new)): compareItems(old, new, path)
        default: break
        }
    }

    private mutating func compare(_ before: JSONValue?, _ after: JSONValue?, _ path: String) {
        switch (before, after) {
        case (let old?, let new?): compare(old, new, path)
        case (nil, let new?): lines.append("+ \(path): \(new.compact)")
        case (let old?, nil): lines.append("- \(path): \(old.compact)")
        case (nil, nil): break
        }
    }

    /// Items are matched by what they are called; lists in which two are called the same are shown whole.
    private mutating func compareItems(
        _ before: [JSONValue], _ after: [JSONValue], _ path: String
    ) {
        guard let (old, new) = Self.named(before, after) else { return }
        let common = Set(old).intersection(new)
        for (name, item) in zip(old, before) where !common.contains(name) {
            lines.append("- \(path): \(item.compact)")
        }
        let held = Dictionary(uniqueKeysWithValues: zip(old, before))
        for (name, item) in zip(new, after) {
            if let was = held[name] {
                compare(was, item, "\(path)[\(Self.shown(name))]")
            } else {
                lines.append("+ \(path): \(item.compact)")
            }
        }
        if old.filter(common.contains) != new.filter(common.contains) {
            lines.append("~ \(path): in another order")
        }
    }

    /// A name that could be taken for something else stands in quotation marks.
    private static func shown(_ name: String) -> String {
        name.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? name : JSONValue.string(name).compact
    }

    /// Names of the items, each once in its list; nil where none make them so.
    private static func named(
        _ before: [JSONValue], _ after: [JSONValue]
    ) -> (before: [String], after: [String])? {
        for withTime in [false, true] {
            let names = [before, after].map { $0.map { name($0, withTime) } }
            if names.allSatisfy({ Set($0).count == $0.count }) { return (names[0], names[1]) }
        }
        return nil
    }

    /// What does not change while it stands in registers: not its end, and of what has an identifier nothing else.
    private static func name(_ item: JSONValue, _ withTime: Bool) -> String {
        guard case .object(let members) = item else { return item.compact }
        if case .string(let id)? = members["id"] { return id }
        return members.sorted { $0.key < $1.key }.compactMap { name, value in
            guard case .string(let text) = value, name != "until", withTime || name != "from"
            else { return nil }
            return text
        }.joined(separator: " ")
    }
}
