import NIOHTTP1
import Peering

/// This port as the caller addressed it, for links in answers.
///
/// Source: RFC 9112, section 3.2: a request with no `Host`, two of them or a malformed one is refused.
enum RequestOrigin {
    static let hostBytesMax = 253 + 6

    /// - Parameter publicOrigin: goes before what the request says.
    static func of(
        _ headers: HTTPHeaders, publicOrigin: String?
    ) throws(PeerProblem) -> String {
        let hosts = headers["host"]
        guard hosts.count == 1, let host = hosts.first,
            (1...hostBytesMax).contains(host.utf8.count),
            host.utf8.allSatisfy(isAllowed)
        else {
            throw PeerProblem(
                status: 400, keyword: "host",
                detail: "A request names the host it is for, once, as 'Host: name:port'.")
        }
        return publicOrigin ?? "https://" + host
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._:[]".utf8.contains(byte)
        }
    }
}
