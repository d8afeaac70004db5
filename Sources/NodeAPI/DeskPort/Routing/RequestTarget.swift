package import Peering

/// The path and query of a request, taken apart by grammar: segments and parameters are decoded one
/// by one, so that an escaped slash stays inside its segment. A target is refused, never repaired,
/// and is no file path.
///
/// Source: RFC 9112, section 3.2.1 (origin form); RFC 3986, sections 3.3 and 3.4.
package struct RequestTarget: Hashable, Sendable {
    package static let bytesMax = 4096
    package static let segmentsMax = 32
    package static let parametersMax = 64

    package struct Parameter: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// As it was sent, without the query.
    package let path: String
    /// As it was sent, without the question mark; nil if there is none.
    package let query: String?
    /// Decoded; one slash at the end is passed over.
    package let segments: [String]
    /// Decoded, in their order; `+` in a value is a space.
    package let parameters: [Parameter]

    /// - Throws: a problem of status 400, or 414 for one that is too long.
    package init(parsing text: String) throws(PeerProblem) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.bytesMax else {
            throw PeerProblem(
                status: 414, keyword: "target-too-long",
                detail: "Path and query have more than \(Self.bytesMax) bytes.")
        }
        guard bytes.first == UInt8(ascii: "/") else {
            throw Self.malformed("the request target does not begin with a slash")
        }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
        let path = bytes[..<(mark ?? bytes.endIndex)]
        let query = mark.map { bytes[($0 + 1)...] }
        // Browsers and the examples of TAXII leave brackets in a query as they are (WHATWG URL, query state).
        guard path.allSatisfy(Self.allowed.contains),
            query?.allSatisfy({ Self.allowed.contains($0) || Self.brackets.contains($0) }) != false
        else {
            throw Self.malformed("path or query has a character that stands in no URI")
        }
        self.path = String(decoding: path, as: UTF8.self)
        self.query = query.map { String(decoding: $0, as: UTF8.self) }
        segments = try Self.segments(path)
        parameters = try Self.parameters(query ?? [])
    }

    /// The value of a parameter that may stand once; nil where it does not.
    ///
    /// - Throws: status 400 where it stands twice.
    package func parameter(_ name: String) throws(PeerProblem) -> String? {
        let values = parameters.filter { $0.name == name }.map(\.value)
        guard values.count < 2 else { throw Self.malformed("parameter '\(name)' stands twice") }
        return values.first
    }

    private static func segments(_ path: ArraySlice<UInt8>) throws(PeerProblem) -> [String] {
        var pieces = path.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        guard pieces.count <= segmentsMax else {
            throw malformed("the path has more than \(segmentsMax) segments")
        }
        var segments: [String] = []
        segments.reserveCapacity(pieces.count)
        for piece in pieces {
            let segment = try decoded(piece, plusIsSpace: false)
            guard !segment.isEmpty, segment != ".", segment != ".." else {
                throw malformed("the path has an empty or dotted segment")
            }
            segments.append(segment)
        }
        return segments
    }

    private static func parameters(_ query: ArraySlice<UInt8>) throws(PeerProblem) -> [Parameter] {
        let pieces = query.split(separator: UInt8(ascii: "&"))
        guard pieces.count <= parametersMax else {
            throw PeerProblem(
                status: 414, keyword: "target-too-long",
                detail: "The query has more than \(parametersMax) parameters.")
        }
        var parameters: [Parameter] = []
        for piece in pieces {
            let sides = piece.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            parameters.append(
                Parameter(
                    name: try decoded(sides[0], plusIsSpace: true),
                    value: sides.count > 1 ? try decoded(sides[1], plusIsSpace: true) : ""))
        }
        return parameters
    }

    private static func decoded(
        _ text: ArraySlice<UInt8>, plusIsSpace: Bool
    ) throws(PeerProblem) -> String {
        // Nothing is escaped in most, and all that may stand there is ASCII.
        guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(decoding: text, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue),
                let low = rest.popFirst().flatMap(hexValue)
            else { throw malformed("'%' is not followed by two hex digits") }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self),
            decoded.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
        else { throw malformed("an escape stands for a control character or is not UTF-8") }
        return decoded
    }

    /// Some of the characters of ASCII.
    private struct Characters: Sendable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        init(_ text: String) {
            for byte in text.utf8 {
                if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
            }
        }

        func contains(_ byte: UInt8) -> Bool {
            byte < 0x80 && (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 == 1
        }
    }

    private static let allowed = Characters(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?@!$&'()*+,;=%")
    private static let brackets = Characters("[]")

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func malformed(_ what: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "target", detail: "This address cannot be read: \(what).")
    }
}
