import NIOHTTP1
import Peering

/// What the address of a request names: read once, however often one connection asks for it.
struct RouteLookup {
    /// Handed around as one thing, since it is asked for at each step of a request.
    final class Found {
        fileprivate let method: HTTPMethod
        fileprivate let uri: String
        let target: RequestTarget
        let match: DeskRoutes.Match

        /// - Throws: for an address that cannot be read, as `RequestTarget` says.
        fileprivate init(_ head: HTTPRequestHead, in routes: DeskRoutes) throws(PeerProblem) {
            (method, uri) = (head.method, head.uri)
            target = try RequestTarget(parsing: uri)
            match = routes.match(
                method == .HEAD ? .get : DeskMethod(rawValue: method.rawValue), target)
        }
    }

    private let routes: DeskRoutes
    /// Of the newest request.
    private var newest: Found?

    init(_ routes: DeskRoutes) { self.routes = routes }

    /// - Throws: for an address that cannot be read, as `RequestTarget` says.
    mutating func look(_ head: HTTPRequestHead) throws(PeerProblem) -> Found {
        if let newest, newest.method == head.method, newest.uri == head.uri { return newest }
        let found = try Found(head, in: routes)
        newest = found
        return found
    }
}
