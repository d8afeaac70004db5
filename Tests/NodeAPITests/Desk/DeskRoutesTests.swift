import NodeAPI
import Testing

@Suite struct DeskRoutesTests {
    private static func route(_ method: DeskMethod, _ path: String) -> DeskRoute {
        DeskRoute(method, path, for: .everybody) { _ in .empty(status: 204) }
    }

    private func found(
        _ routes: DeskRoutes, _ method: DeskMethod, _ path: String
    ) throws -> String? {
        switch routes.match(method, try RequestTarget(parsing: path)) {
        case .found(let route, let values):
            ([route.pattern.description] + values.keys.sorted().map { "\($0)=\(values[$0] ?? "")" })
                .joined(separator: " ")
        case .methods(let methods, _, _): "methods \(methods.map(\.rawValue))"
        case .nothing: nil
        }
    }

    @Test("what stands for itself goes before a name, and a name before the rest, in any order")
    func precedence() throws {
        let all = ["/a/{x}", "/a/b", "/a/{rest...}", "/{x}/b", "/a/{x}/c"].map {
            Self.route(.get, $0)
        }
        for routes in [DeskRoutes(all), DeskRoutes(all.reversed())] {
            #expect(try found(routes, .get, "/a/b") == "/a/b")
            #expect(try found(routes, .get, "/a/q") == "/a/{x} x=q")
            #expect(try found(routes, .get, "/a/q/c") == "/a/{x}/c x=q")
            #expect(try found(routes, .get, "/a/q/d") == "/a/{rest...} rest=q/d")
            #expect(try found(routes, .get, "/z/b") == "/{x}/b x=z")
            #expect(try found(routes, .get, "/z") == nil)
            #expect(try found(routes, .get, "/a") == nil)
        }
    }

    @Test("the rest is one segment or more")
    func rest() throws {
        let routes = DeskRoutes([Self.route(.get, "/a/{rest...}")])
        #expect(try found(routes, .get, "/a") == nil)
        #expect(try found(routes, .get, "/a/b") == "/a/{rest...} rest=b")
        #expect(try found(routes, .get, "/a/b/c") == "/a/{rest...} rest=b/c")
    }

    @Test("a path without the method names the methods that it takes")
    func methods() throws {
        let routes = DeskRoutes([Self.route(.get, "/e"), Self.route(.post, "/e")])
        #expect(try found(routes, .post, "/e") == "/e")
        #expect(try found(routes, .delete, "/e") == #"methods ["GET", "POST"]"#)
    }

    @Test("an escaped slash stays inside its segment")
    func escapedSlash() throws {
        let routes = DeskRoutes([Self.route(.get, "/ser/{serial}")])
        #expect(try found(routes, .get, "/ser/a%2Fb") == "/ser/{serial} serial=a/b")
        #expect(try found(routes, .get, "/ser/a/b") == nil)
    }
}
