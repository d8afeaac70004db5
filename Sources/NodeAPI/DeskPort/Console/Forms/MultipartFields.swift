package import Peering

/// The fields of a form that was posted, files among them.
///
/// Source: RFC 7578 (multipart/form-data), RFC 2046, section 5.1; strictly: what is not understood is
/// refused, and nothing of it is kept.
package struct MultipartFields: Sendable {
    /// A list of 64 columns comes with the meaning of each, and a few fields beside (`CheckedList.columnsMax`).
    package static let partsMax = 72
    package static let partHeaderBytesMax = 2_048
    package static let boundaryBytesMax = 70

    private var values: [String: [UInt8]] = [:]
    /// Each once, in their order.
    private(set) var names: [String] = []

    /// - Throws: status 415 for another media type, 400 for what is malformed.
    package init(_ request: DeskRequest) throws(PeerProblem) {
        try self.init(request.body, contentType: request.header("content-type") ?? "")
    }

    package init(_ body: [UInt8], contentType: String) throws(PeerProblem) {
        let delimiter = Array("--\(try Self.boundary(contentType))".utf8)
        var rest = body[...]
        guard Self.take(delimiter, from: &rest) else { throw Self.malformed("it has no parts") }
        var parts = 0
        while !Self.take(Array("--".utf8), from: &rest) {
            guard Self.take([13, 10], from: &rest) else {
                throw Self.malformed("a boundary does not end its line")
            }
            parts += 1
            guard parts <= Self.partsMax else {
                throw Self.malformed("it has more than \(Self.partsMax) parts")
            }
            let (name, _) = try Self.name(from: &rest)
            guard let end = Self.find([13, 10] + delimiter, in: rest) else {
                throw Self.malformed("its last part does not end")
            }
            // An input for a file that was left empty comes along too.
            let value = Array(rest[rest.startIndex..<end])
            if values[name] == nil { names.append(name) }
            if values[name]?.isEmpty ?? true { values[name] = value }
            rest = rest[(end + 2 + delimiter.count)...]
        }
    }

    /// The first value that is not empty.
    package func bytes(_ name: String) -> [UInt8]? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    package func text(_ name: String) -> String? {
        bytes(name).flatMap { String(validating: $0, as: UTF8.self) }
    }

    static func boundary(_ contentType: String) throws(PeerProblem) -> String {
        let parts = contentType.split(separator: ";").map(QualityValue.trimmed)
        guard parts.first?.lowercased() == "multipart/form-data" else {
            throw PeerProblem(
                status: 415, keyword: "media-type",
                detail: "Forms are taken as multipart/form-data.")
        }
        let named = parts.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }
        var boundary = (named ?? "").dropFirst("boundary=".count)
        if boundary.count >= 2, boundary.first == "\"", boundary.last == "\"" {
            boundary = boundary.dropFirst().dropLast()
        }
        guard (1...boundaryBytesMax).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { throw malformed("its content type names no boundary") }
        return String(boundary)
    }

    /// The header of a part, up to and with the empty line: the name of its field, and that of a file, as it is sent; nil
    /// for what is none.
    static func name(
        from rest: inout ArraySlice<UInt8>
    ) throws(PeerProblem) -> (String, file: String?) {
        let head = rest.prefix(partHeaderBytesMax)
        guard let end = find([13, 10, 13, 10], in: head),
            let text = String(validating: head[head.startIndex..<end], as: UTF8.self)
        else { throw malformed("the header of a part does not end") }
        rest = rest[(end + 4)...]
        for line in text.split(separator: "\r\n")
        where line.lowercased().hasPrefix("content-disposition:") {
            let marker = "; name=\""
            guard let start = line.firstRange(of: marker)?.upperBound,
                let close = line[start...].firstIndex(of: "\"")
            else { break }
            return (String(line[start..<close]), file(in: line[close...]))
        }
        throw malformed("a part has no name")
    }

    private static func file(in line: Substring) -> String? {
        guard let start = line.firstRange(of: "; filename")?.upperBound else { return nil }
        return line[start...].split(separator: "\"", omittingEmptySubsequences: false)
            .dropFirst().first.map(String.init) ?? ""
    }

    private static func take(_ bytes: [UInt8], from rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: bytes) else { return false }
        rest = rest.dropFirst(bytes.count)
        return true
    }

    /// Where `needle`, which begins with a carriage return, begins.
    static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            var place = 0
            while place + needle.count <= buffer.count {
                if buffer[place] == needle[0],
                    needle.indices.allSatisfy({ buffer[place + $0] == needle[$0] })
                {
                    return bytes.startIndex + place
                }
                place += 1
            }
            return nil
        }
    }

    private static func malformed(_ what: String) -> PeerProblem {
        PeerProblem(
            status: 400, keyword: "form", detail: "The form cannot be read: \(what).")
    }
}
