/// All resources of a desk port. Which one a path names does not depend on the order of adding.
package struct DeskRoutes: Sendable {
    package enum Match: Sendable {
        case found(DeskRoute, [String: String])
        /// The path names a resource, which does not take this method.
        case methods(
            [DeskMethod], openToOtherSites: Bool, discovery: [DeskRequest.Header])
        case nothing
    }

    private struct Place: Sendable {
        let pattern: PathPattern
        var routes: [DeskRoute]

        /// Of all its routes, each once.
        var discovery: [DeskRequest.Header] {
            routes.flatMap(\.discovery).reduce(into: []) { headers, header in
                if !headers.contains(header) { headers.append(header) }
            }
        }
    }

    /// The most particular patterns first.
    private var places: [Place] = []
    /// Positions in `places` by first literal segment, so that a path is compared with few patterns;
    /// the empty string holds the patterns that begin with none.
    private var byFirst: [String: [Int]] = [:]

    package init(_ routes: [DeskRoute] = []) {
        add(routes)
    }

    /// - Precondition: no two routes have the same method and pattern.
    package mutating func add(_ routes: [DeskRoute]) {
        for route in routes {
            if let index = places.firstIndex(where: { $0.pattern == route.pattern }) {
                precondition(
                    !places[index].routes.contains { $0.method == route.method },
                    "two routes for \(route.method.rawValue) \(route.pattern)")
                places[index].routes.append(route)
            } else {
                places.append(Place(pattern: route.pattern, routes: [route]))
            }
        }
        places.sort { $0.pattern.goesBefore($1.pattern) }
        byFirst = [:]
        for (position, place) in places.enumerated() {
            var first = ""
            if case .literal(let text)? = place.pattern.pieces.first { first = text }
            byFirst[first, default: []].append(position)
        }
    }

    /// Every route, in an order that does not depend on the order of adding.
    package var all: [DeskRoute] {
        places.flatMap(\.routes).sorted {
            ($0.pattern.description, $0.method) < ($1.pattern.description, $1.method)
        }
    }

    package func match(_ method: DeskMethod?, _ target: RequestTarget) -> Match {
        if let first = target.segments.first, let match = match(method, target, among: first) {
            return match
        }
        return match(method, target, among: "") ?? .nothing
    }

    /// - Parameter first: the literal that patterns begin with.
    private func match(
        _ method: DeskMethod?, _ target: RequestTarget, among first: String
    ) -> Match? {
        for position in byFirst[first] ?? [] {
            let place = places[position]
            guard let values = place.pattern.match(target.segments) else { continue }
            if let route = place.routes.first(where: { $0.method == method }) {
                return .found(route, values)
            }
            return .methods(
                place.routes.map(\.method).sorted(),
                openToOtherSites: place.routes.contains(where: \.isOpenToOtherSites),
                discovery: place.discovery)
        }
        return nil
    }
}
