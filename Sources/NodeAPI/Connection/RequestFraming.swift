import NIOHTTP1
import Peering

/// What a request head says about the body that follows.
struct RequestFraming {
    let hasBody: Bool
    let expectsContinue: Bool

    /// - Throws: status 413 for a length over the limit, 417 for an expectation that is not
    ///   `100-continue`; both before a byte of the body is read.
    init(_ head: HTTPRequestHead, bodyBytesMax: Int) throws(PeerProblem) {
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard length <= bodyBytesMax else {
            throw Self.tooLarge(bodyBytesMax)
        }
        hasBody = length > 0 || head.headers.contains(name: "transfer-encoding")
        let expectations = head.headers[canonicalForm: "expect"]
        guard expectations.allSatisfy({ $0.lowercased() == "100-continue" }) else {
            throw PeerProblem(
                status: 417, keyword: "expectation",
                detail: "The only expectation that can be met is 100-continue.")
        }
        expectsContinue = !expectations.isEmpty
    }

    static func tooLarge(_ bodyBytesMax: Int) -> PeerProblem {
        PeerProblem(
            status: 413, keyword: "body-too-large",
            detail: "The body is larger than \(bodyBytesMax) bytes.")
    }

    /// For bytes that the parser refused.
    static func problem(_ error: HTTPParserError, _ limits: ConnectionLimits) -> PeerProblem {
        guard error == .headerOverflow else {
            return PeerProblem(
                status: 400, keyword: "not-http", detail: "This is not HTTP/1.1 (\(error)).")
        }
        return PeerProblem(
            status: 431, keyword: "headers-too-large",
            detail:
                "The header fields have more than \(limits.headerListBytesMax) bytes or \(limits.headerFieldsMax) lines."
        )
    }
}
