import NIOCore
import NIOHTTP1

/// One answer as the connection writes it.
struct ServerAnswer: Sendable {
    /// What becomes of the connection.
    enum Ending: Sendable {
        case keepAlive, close
    }

    let status: HTTPResponseStatus
    /// All but `content-length` and `connection`, which the connection adds.
    var headers: HTTPHeaders
    let body: ByteBuffer
    /// To a HEAD request: the body's length is told, its bytes are not sent.
    var isHeadOnly = false

    func head(_ ending: Ending) -> HTTPResponseHead {
        var headers = headers
        // RFC 9110, section 8.6: a 204 has none, and that of a 304 would be the length of what is not sent.
        if status != .noContent, status != .notModified {
            headers.add(name: "content-length", value: String(body.readableBytes))
        }
        if ending == .close { headers.add(name: "connection", value: "close") }
        return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    }
}
