import NIOHTTP1
import Peering

/// The body of who has not said who it is, judged by the head: it gets little memory.
enum StrangersBody {
    /// Whether it shows something that may be known by the newest list of persons.
    static func showsSomething(_ head: HTTPRequestHead) -> Bool {
        if case .token = BearerToken.shown(in: head.headers["authorization"]) { return true }
        return SessionCookie.session(in: head.headers["cookie"]) != nil
    }

    /// - Throws: status 411 without a length, 413 for more than `DeskRoute.openBodyBytesMax`.
    static func check(_ head: HTTPRequestHead) throws(PeerProblem) {
        guard !head.headers.contains(name: "transfer-encoding") else {
            throw PeerProblem(
                status: 411, keyword: "length-needed",
                detail: "A body that goes here says how long it is (Content-Length).")
        }
        guard length(head) ?? 0 <= DeskRoute.openBodyBytesMax else {
            throw RequestFraming.tooLarge(DeskRoute.openBodyBytesMax)
        }
    }

    /// In bytes; nil where it is not said.
    static func length(_ head: HTTPRequestHead) -> Int? {
        head.headers.first(name: "content-length").flatMap { Int($0) }
    }
}
