import AllianceNames
package import JSON
import SignIn

/// How an entry is kept, and told to programs: a compact JSON object, so that a further kind needs no other table.
extension InquiryEntry.Body {
    package enum Kind: String, CaseIterable, Sendable {
        case asked, further, answered, photo, assigned, managed, note, contact
        case handedOver = "handed-over"
        case escalated, closed, undelivered
    }

    package var kind: Kind {
        switch self {
        case .asked: .asked
        case .further: .further
        case .answered: .answered
        case .photo: .photo
        case .assigned: .assigned
        case .managed: .managed
        case .note: .note
        case .contact: .contact
        case .handedOver: .handedOver
        case .escalated: .escalated
        case .closed: .closed
        case .undelivered: .undelivered
        }
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = ["kind": .string(kind.rawValue)]
        switch self {
        case .asked(let text), .further(let text), .note(let text):
            members["text"] = .string(text)
        case .undelivered(let why):
            members["why"] = .string(why.keyword)
            members["text"] = .string(why.words)
        case .answered(let answer):
            members["verdict"] = .string(answer.verdict.rawValue)
            members["text"] = .string(answer.text)
        case .photo(let photo): members["photo"] = photo.json
        case .assigned(let person), .managed(let person):
            members["person"] = person.map { .string($0.rawValue) }
        case .contact(let whom, let text, let next):
            members["with"] = .string(whom)
            members["text"] = .string(text)
            members["next"] = next.map { .integer($0) }
        case .handedOver(let person): members["person"] = .string(person.rawValue)
        case .escalated, .closed: break
        }
        return .object(members)
    }

    /// Nil for what no version of this program wrote.
    package init?(_ json: JSONValue) {
        guard case .object(let members) = json else { return nil }
        func text(_ name: String) -> String? {
            if case .string(let text)? = members[name] { text } else { nil }
        }
        guard let kind = text("kind").flatMap(Kind.init(rawValue:)) else { return nil }
        let person = text("person").flatMap { try? PersonID(parsing: $0) }
        let words = text("text")
        switch kind {
        case .escalated: self = .escalated
        case .closed: self = .closed
        case .assigned: self = .assigned(person)
        case .managed: self = .managed(person)
        case .handedOver:
            guard let person else { return nil }
            self = .handedOver(to: person)
        case .photo:
            guard let photo = try? InquiryPhoto(members["photo"]) else { return nil }
            self = .photo(photo)
        case .answered:
            guard let verdict = text("verdict").flatMap(InquiryAnswer.Verdict.init(rawValue:)),
                let words
            else { return nil }
            self = .answered(InquiryAnswer(verdict, words))
        case .asked, .further, .note, .undelivered:
            guard let words else { return nil }
            switch kind {
            case .asked: self = .asked(words)
            case .further: self = .further(words)
            case .note: self = .note(words)
            // Earlier versions kept words alone; the keyword is for programs.
            default: self = .undelivered(LetterFailure(keptAs: words))
            }
        case .contact:
            guard let whom = text("with"), let words else { return nil }
            var next: UInt64?
            if case .number(let digits)? = members["next"] { next = UInt64(digits) }
            self = .contact(with: whom, words, next: next)
        }
    }
}

extension InquiryEntry.Author {
    /// `person ina`, `member brand`, `node`.
    package var text: String {
        switch self {
        case .person(let id): "person \(id.rawValue)"
        case .member(let id): "member \(id.rawValue)"
        case .node: "node"
        }
    }
}
