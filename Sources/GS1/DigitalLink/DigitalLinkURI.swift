/// A URI taken apart for reading a Digital Link: where in the input its path and its query stand.
struct DigitalLinkURI {
    let path: ArraySlice<UInt8>
    let query: ArraySlice<UInt8>

    static let schemes = ["https://", "HTTPS://", "http://", "HTTP://"]

    /// - Parameter hasDomain: whether scheme and domain come first, or the path.
    /// - Throws: `GS1Error.message` for what is no URI of the web.
    init(_ bytes: ArraySlice<UInt8>, hasDomain: Bool) throws(GS1Error) {
        if let bad = bytes.firstIndex(where: { !Self.isURICharacter($0) }) {
            throw .message(
                GS1Fault(.digitalLink, at: bad, length: 1, "this character stands in no URI"))
        }
        var rest = bytes
        if hasDomain {
            let scheme = Self.schemes.first { bytes.starts(with: $0.utf8) }
            guard let scheme else {
                throw .message(
                    GS1Fault(.digitalLink, at: bytes.startIndex, "expected https:// or http://"))
            }
            rest = rest.dropFirst(scheme.utf8.count)
            let host = rest.prefix { $0 != UInt8(ascii: "/") }
            guard !host.isEmpty, host.allSatisfy(Self.isHostCharacter) else {
                throw .message(
                    GS1Fault(
                        .digitalLink, at: host.startIndex, length: host.count,
                        "the domain is missing or malformed"))
            }
            rest = rest.dropFirst(host.count)
        }
        // The fragment is for people.
        if let fragment = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
        let mark = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
        path = rest[..<mark]
        query = rest[mark...].dropFirst()
    }

    static func isURICharacter(_ byte: UInt8) -> Bool {
        PercentEncoding.isUnreserved(byte) || ":/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }

    static func isHostCharacter(_ byte: UInt8) -> Bool {
        PercentEncoding.isUnreserved(byte) && byte != UInt8(ascii: "~")
            || ":[]".utf8.contains(byte)
    }
}
