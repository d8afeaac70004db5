/// The form of an answer that is a version and one list of texts:
///
///     {"version":1,"questions":["…", …]}
struct TextList {
    static let version = 1

    /// Of the list.
    let name: String
    let textsMax: Int
    /// For messages: `waiting questions`.
    let noun: String

    func bytes(_ texts: some Sequence<String>) -> [UInt8] {
        var bytes = Array(#"{"version":\#(Self.version),"\#(name)":"#.utf8)
        JSONText.append(texts, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    func texts(parsing bytes: [UInt8]) throws(PeerError) -> [String] {
        var reader = JSONReader(bytes: bytes)
        var version: Int?
        var texts: [String]?
        try reader.object { (key, reader) throws(PeerError) in
            switch key {
            case "version" where version == nil: version = try reader.number()
            case name where texts == nil: texts = try reader.strings(max: textsMax)
            default: throw .malformed("\(noun) have an unexpected '\(excerpt(key))'")
            }
        }
        try reader.end()
        guard version == Self.version, let texts else {
            throw .malformed("these are no \(noun) of version \(Self.version)")
        }
        return texts
    }
}
