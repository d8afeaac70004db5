import JSON

/// What a document says before its events: the version, the prefixes, what is not hashed.
struct EPCISHeader: Equatable, Sendable {
    /// The reference implementation's namespace for members that a repository adds for itself.
    private static let repository = "{https://repository-x.example.com/}ignoreFields"
    private static let types: Set = ["EPCISDocument", "EPCISQueryDocument"]

    let context: LinkedDataContext
    /// Extension members of events that the repository added for itself.
    let ignoring: Set<String>

    /// Of a single event without document.
    init() {
        context = LinkedDataContext()
        ignoring = []
    }

    /// - Parameter isWhole: whether the document was read to its end, so that what must be there is.
    /// - Throws: `EPCISError.notADocument`, `.version`, `.context`.
    init(_ value: JSONValue, isWhole: Bool) throws(EPCISError) {
        let members = Self.members(of: value)
        switch members["type"] {
        case .string(let type)? where Self.types.contains(type): break
        case nil where !isWhole: break
        case .string(let type)?: throw .notADocument(found: "its type is '\(type.prefix(60))'")
        default: throw .notADocument(found: "it has no type")
        }
        switch members["schemaVersion"] {
        case .string(let version)? where version == "2.0" || version.hasPrefix("2.0."): break
        case .string(let version)?: throw .version(found: version)
        case nil where !isWhole: break
        default: throw .version(found: members["schemaVersion"]?.kind ?? "nothing")
        }
        guard let context = members["@context"] else {
            throw .context("is missing, and with it what the names of fields mean")
        }
        self.context = try LinkedDataContext(context)
        let results = Self.members(
            of: Self.members(of: members["epcisBody"] ?? .null)["queryResults"] ?? .null)
        var ignoring: Set<String> = []
        for (name, value) in Array(members) + Array(results)
        where self.context.expanded(name: name) == Self.repository {
            guard case .array(let names) = value else { continue }
            for case .string(let name) in names { ignoring.insert(name) }
        }
        self.ignoring = ignoring
    }

    static func members(of value: JSONValue) -> [String: JSONValue] {
        if case .object(let members) = value { members } else { [:] }
    }
}
