import NIOHTTP1
import Peering

/// What the address of a request names: read once, however often one connection asks for it.
struct RouteLookup {
    private let routes: DeskRoutes
    /// Of the newest request.
    private var newest:
        (method: HTTPMethod, uri: String, target: RequestTarget, match: DeskRoutes.Match)?

    init(_ routes: DeskRoutes) { self.routes = routes }

    /// - Throws: for an address that cannot be read, as `RequestTarget` says.
    mutating func look(
        _ head: HTTPRequestHead
    ) throws(PeerProblem) -> (target: RequestTarget, match: DeskRoutes.Match) {
        if let newest, newest.method == head.method, newest.uri == head.uri {
            return (newest.target, newest.match)
        }
        let target = try RequestTarget(parsing: head.uri)
        let method = head.method == .HEAD ? .get : DeskMethod(rawValue: head.method.rawValue)
        let match = routes.match(method, target)
        newest = (head.method, head.uri, target, match)
        return (target, match)
    }
}
