import AllianceNames
package import Casework
package import JSON
package import Peering
import SignIn
import Statements

/// What programs put into a case, files apart: of each kind what the console's form of that kind has.
package struct CaseItemBody: Sendable {
    package let body: CaseItem.Body

    private static let allNames = CaseItem.Kind.allCases.filter { $0 != .file }
        .reduce(Set<String>()) { $0.union(names(of: $1)) }

    private static func names(of kind: CaseItem.Kind) -> Set<String> {
        switch kind {
        case .identifier: ["kind", "type", "value", "note"]
        case .note: ["kind", "text"]
        case .task: ["kind", "text", "of", "due"]
        case .person: ["kind", "name", "role", "contact"]
        case .event: ["kind", "at", "text"]
        case .file: ["kind"]
        case .link: ["kind", "link", "reference"]
        }
    }

    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    package init(_ value: JSONValue) throws(PeerProblem) {
        let any = try RESTBody(value, names: Self.allNames, what: "The entry")
        let kind = try any.required("kind", any.word("kind", CaseItem.Kind.init(rawValue:)))
        guard kind != .file else { throw RESTBody.problem("Files go to 'files' of the case.") }
        // What another kind has would be lost without a word.
        let said = try RESTBody(
            value, names: Self.names(of: kind), what: "An entry of kind '\(kind.rawValue)'")
        switch kind {
        case .identifier:
            body = .identifier(try said.indicator(), note: try said.long("note") ?? "")
        case .note: body = .note(try said.required("text", said.long("text")))
        case .task:
            var person: PersonID?
            if let name = said["of"] { person = try Self.person(name, "of") }
            body = .task(
                try said.required("text", said.long("text")), of: person,
                due: try said.moment("due"))
        case .person:
            body = .person(
                name: try said.required("name", said.short("name")),
                role: try said.short("role") ?? "", contact: try said.long("contact") ?? "")
        case .event:
            body = .event(
                at: try said.required("at", said.moment("at")),
                try said.required("text", said.long("text")))
        case .link:
            body = .link(
                try said.required("link", said.word("link", CaseLink.init(rawValue:))),
                reference: try said.required("reference", said.short("reference")))
        case .file: preconditionFailure("a file is no such entry")
        }
    }

    /// One of this member's people, by the name that it was given.
    static func person(_ value: JSONValue, _ name: String) throws(PeerProblem) -> PersonID {
        let text = try RESTBody.text(value, name, 1...identifierBytesMax)
        guard let person = try? PersonID(parsing: text) else {
            throw RESTBody.problem("'\(name)' has what is no name of a person.")
        }
        return person
    }

    // MARK: As the description has it

    private static let long = JSONSchema.text(min: 1, max: CaseLimits.textCharactersMax)
    private static let short = JSONSchema.text(min: 1, max: CaseLimits.nameCharactersMax)

    private static func described(_ kind: CaseItem.Kind) -> JSONValue {
        let word = JSONSchema.word([kind.rawValue])
        return switch kind {
        case .identifier:
            JSONSchema.object(
                ["kind": word, "type": RESTBody.typeSchema, "value": RESTBody.valueSchema],
                optional: ["note": long], isClosed: true)
        case .note: JSONSchema.object(["kind": word, "text": long], isClosed: true)
        case .task:
            JSONSchema.object(
                ["kind": word, "text": long],
                optional: ["of": JSONSchema.identifier, "due": JSONSchema.moment], isClosed: true)
        case .person:
            JSONSchema.object(
                ["kind": word, "name": short], optional: ["role": short, "contact": long],
                isClosed: true)
        case .event:
            JSONSchema.object(
                ["kind": word, "at": JSONSchema.moment, "text": long], isClosed: true)
        case .link:
            JSONSchema.object(
                [
                    "kind": word, "link": JSONSchema.word(CaseLink.allCases.map(\.rawValue)),
                    "reference": short,
                ], isClosed: true)
        case .file: JSONSchema.object(["kind": word], isClosed: true)
        }
    }

    static let schema: JSONValue = .object([
        "oneOf": .array(
            CaseItem.Kind.allCases.filter { $0 != .file }.map { described($0) })
    ])
}

extension RESTBody {
    fileprivate func long(_ name: String) throws(PeerProblem) -> String? {
        try text(name, characters: 1...CaseLimits.textCharactersMax)
    }

    fileprivate func short(_ name: String) throws(PeerProblem) -> String? {
        try text(name, characters: 1...CaseLimits.nameCharactersMax)
    }

    /// Milliseconds since 1970.
    fileprivate func moment(_ name: String) throws(PeerProblem) -> UInt64? {
        guard let text = try text(name, characters: 10...20) else { return nil }
        return try RESTMoment.time(text, name)
    }
}
