package import Replication

/// An answer of the peer port or the desk port that is not the resource: one sentence for a person and a bounded
/// keyword for a program, as `application/problem+json` (RFC 9457).
///
///     {"title":"Forbidden","status":403,"detail":"...","keyword":"member-not-active"}
package struct PeerProblem: Error, Equatable, Sendable, CustomStringConvertible {
    package static let mediaType = "application/problem+json"
    package static let bytesMax = 4096

    package let status: Int
    /// What is wrong and what to do about it; never personal data, never a serial number.
    package let detail: String
    package let keyword: String

    package init(status: Int, keyword: String, detail: String) {
        self.status = status
        self.keyword = keyword
        self.detail = detail
    }

    package var description: String { detail }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = Array(#"{"title":"#.utf8)
        JSONText.append(Self.title(of: status), to: &bytes)
        bytes += #","status":\#(status),"detail":"#.utf8
        JSONText.append(detail, to: &bytes)
        bytes += #","keyword":"#.utf8
        JSONText.append(keyword, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Reads what `bytes` prints, in any order of members.
    ///
    /// - Throws: `PeerError.malformed` for anything else.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        var status = 0
        var detail = ""
        var keyword = ""
        var reader = JSONReader(bytes: bytes)
        try reader.object { (key, reader) throws(PeerError) in
            switch key {
            case "status": status = try reader.number()
            case "detail": detail = try reader.string()
            case "keyword": keyword = try reader.string()
            default: _ = try reader.string()
            }
        }
        try reader.end()
        guard (400...599).contains(status), !detail.isEmpty else {
            throw .malformed("the problem has no error status or no detail")
        }
        self.init(status: status, keyword: keyword, detail: detail)
    }

    /// RFC 9110, section 15.
    package static func title(of status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: "Error"
        }
    }
}
