import NIOCore
import NIOHTTP1
import Peering
import Replication

/// One answer of the peer port, ready to be written.
struct PeerAnswer: Sendable {
    /// Who may keep an answer. All of it is for one member's eyes, hence `private`.
    enum Caching: String, Sendable {
        /// Changes, or may be erased.
        case noStore = "no-store"
        /// Named by its content's place in an append-only log: it never changes.
        case immutable = "private, max-age=31536000, immutable"
    }

    enum MediaType: String, Sendable {
        case bytes = "application/octet-stream"
        case json = "application/json"
        case note = "text/plain; charset=utf-8"
        /// RFC 8555, section 9.1.
        case certificate = "application/pem-certificate-chain"
        case problem = "application/problem+json"
        /// c2sp.org/tlog-witness, of a 409.
        case treeSize = "text/x.tlog.size"
        /// c2sp.org/tlog-mirror.
        case mirrorInfo = "text/x.tlog.mirror-info"
    }

    let status: HTTPResponseStatus
    let mediaType: MediaType
    let caching: Caching
    let body: ByteBuffer
    /// RFC 9110, section 15.5.6: a 405 says what is allowed.
    private var allow: String?

    init(_ mediaType: MediaType, _ caching: Caching, _ body: ByteBuffer) {
        self.status = .ok
        self.mediaType = mediaType
        self.caching = caching
        self.body = body
    }

    /// A refusal that is not a problem document, because a protocol of others has its own form.
    init(status: HTTPResponseStatus, _ mediaType: MediaType, _ body: ByteBuffer) {
        self.status = status
        self.mediaType = mediaType
        caching = .noStore
        self.body = body
    }

    init(_ mirror: MirrorAnswer) {
        let (status, info): (HTTPResponseStatus, MirrorInfo) =
            switch mirror {
            case .taken(let info): (.ok, info)
            case .partly(let info): (.accepted, info)
            case .conflict(let info): (.conflict, info)
            }
        self.init(status: status, .mirrorInfo, ByteBuffer(string: info.text))
    }

    init(_ problem: PeerProblem) {
        status = HTTPResponseStatus(statusCode: problem.status)
        mediaType = .problem
        caching = .noStore
        body = ByteBuffer(bytes: problem.bytes)
        allow = problem.status == 405 ? "GET, POST" : nil
    }

    var served: ServerAnswer {
        var headers = HTTPHeaders([
            ("content-type", mediaType.rawValue), ("cache-control", caching.rawValue),
        ])
        if let allow { headers.add(name: "allow", value: allow) }
        return ServerAnswer(status: status, headers: headers, body: body)
    }
}
