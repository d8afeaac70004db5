import JSON

extension JSONValue {
    /// An object of the members that have a value.
    static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(
            [String: JSONValue](
                members.compactMap { name, value in value.map { (name, $0) } },
                uniquingKeysWith: { first, _ in first }))
    }

    /// As it travels.
    var bytes: [UInt8] { compactBytes }
}
