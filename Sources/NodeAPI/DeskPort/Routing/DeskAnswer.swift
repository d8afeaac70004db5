package import Peering

/// What a route answers. The port adds the headers that all answers have.
package struct DeskAnswer: Hashable, Sendable {
    package enum Caching: Hashable, Sendable {
        /// Personal, or true at this moment only.
        case noStore
        /// Personal, and may be kept by who asked, who asks each time whether it still holds.
        case revalidated
        /// The same for everybody, for so many seconds.
        case everybody(seconds: Int)
    }

    package let status: Int
    /// Nil without a body.
    package let mediaType: String?
    package let body: [UInt8]
    package var caching = Caching.noStore
    /// Further header fields, names in lower case.
    package var headers: [DeskRequest.Header] = []
    /// What it shows, for the audit log.
    package var note: AuditNote?

    package init(status: Int = 200, mediaType: String?, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }

    package static func html(_ text: String, status: Int = 200) -> DeskAnswer {
        DeskAnswer(status: status, mediaType: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    package static func json(
        _ body: [UInt8], status: Int = 200, mediaType: String = "application/json"
    ) -> DeskAnswer {
        DeskAnswer(status: status, mediaType: mediaType, body: body)
    }

    package static func empty(status: Int) -> DeskAnswer {
        DeskAnswer(status: status, mediaType: nil, body: [])
    }

    /// - Parameter location: an absolute URI of visible ASCII characters.
    package static func redirect(to location: String, status: Int = 307) -> DeskAnswer {
        precondition(
            location.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "a location is visible ASCII")
        return DeskAnswer(status: status, mediaType: nil, body: [])
            .adding("location", location)
    }

    package static func problem(_ problem: PeerProblem) -> DeskAnswer {
        DeskAnswer(status: problem.status, mediaType: PeerProblem.mediaType, body: problem.bytes)
    }

    /// The same with one more header field.
    package func adding(_ name: String, _ value: String) -> DeskAnswer {
        var answer = self
        answer.headers.append(.init(name, value))
        return answer
    }
}
