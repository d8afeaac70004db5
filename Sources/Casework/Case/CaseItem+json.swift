import AllianceNames
package import JSON
import SignIn
import Statements
import TransparencyLog

/// How an item is kept: a compact JSON object, so that a further kind needs no other table.
extension CaseItem.Body {
    package var json: JSONValue {
        var members: [String: JSONValue] = ["kind": .string(kind.rawValue)]
        switch self {
        case .identifier(let indicator, let note):
            members["type"] = .string(indicator.type.name)
            members["value"] = .string(indicator.value)
            members["note"] = .string(note)
        case .note(let text): members["text"] = .string(text)
        case .task(let text, let person, let due):
            members["text"] = .string(text)
            members["of"] = person.map { .string($0.rawValue) }
            members["due"] = due.map { .integer($0) }
        case .person(let name, let role, let contact):
            members["name"] = .string(name)
            members["role"] = .string(role)
            members["contact"] = .string(contact)
        case .event(let at, let text):
            members["at"] = .integer(at)
            members["text"] = .string(text)
        case .file(let name, let sha256, let byteCount):
            members["name"] = .string(name)
            members["sha256"] = .string(sha256.hex)
            members["bytes"] = .integer(UInt64(byteCount))
        case .link(let link, let reference):
            members["link"] = .string(link.rawValue)
            members["reference"] = .string(reference)
        }
        return .object(members)
    }

    /// Nil for what no version of this program wrote.
    package init?(_ json: JSONValue) {
        guard case .object(let members) = json else { return nil }
        func text(_ name: String) -> String? {
            if case .string(let text)? = members[name] { text } else { nil }
        }
        func number(_ name: String) -> UInt64? {
            if case .number(let digits)? = members[name] { UInt64(digits) } else { nil }
        }
        guard let kind = text("kind").flatMap(CaseItem.Kind.init(rawValue:)) else { return nil }
        switch kind {
        case .identifier:
            guard let type = text("type").flatMap({ IndicatorType(name: $0) }),
                let value = text("value"), let indicator = try? Indicator(type, parsing: value)
            else { return nil }
            self = .identifier(indicator, note: text("note") ?? "")
        case .note:
            guard let text = text("text") else { return nil }
            self = .note(text)
        case .task:
            guard let words = text("text") else { return nil }
            self = .task(
                words, of: text("of").flatMap { try? PersonID(parsing: $0) }, due: number("due"))
        case .person:
            guard let name = text("name") else { return nil }
            self = .person(name: name, role: text("role") ?? "", contact: text("contact") ?? "")
        case .event:
            guard let at = number("at"), let text = text("text") else { return nil }
            self = .event(at: at, text)
        case .file:
            guard let name = text("name"), let sha256 = text("sha256").flatMap({ Digest(hex: $0) }),
                let byteCount = number("bytes").flatMap({ Int(exactly: $0) })
            else { return nil }
            self = .file(name: name, sha256: sha256, byteCount: byteCount)
        case .link:
            guard let link = text("link").flatMap(CaseLink.init(rawValue:)),
                let reference = text("reference")
            else { return nil }
            self = .link(link, reference: reference)
        }
    }
}
