import NodeAPI
import Testing

@Suite(.timeLimit(.minutes(30))) struct MetricsRouteTests {
    private static let families = [
        MetricFamily(
            "touchstone_log_entries", .gauge, "Entries held of a log\nwith a \\.",
            [
                .init(3, [.init("origin", "a/b/c/e1"), .init("note", "say \"yes\"\n\\")]),
                .init(1_795_659_503.5), .init(9_007_199_254_740_991),
            ]),
        MetricFamily("touchstone_empty_total", .counter, "Nothing yet.", []),
    ]

    @Test("is written as monitoring systems read it")
    func text() {
        #expect(
            MetricFamily.text(Self.families) == #"""
                # HELP touchstone_log_entries Entries held of a log\nwith a \\.
                # TYPE touchstone_log_entries gauge
                touchstone_log_entries{origin="a/b/c/e1",note="say \"yes\"\n\\"} 3
                touchstone_log_entries 1795659503.5
                touchstone_log_entries 9007199254740991
                # HELP touchstone_empty_total Nothing yet.
                # TYPE touchstone_empty_total counter

                """#)
    }

    @Test("only the systems of the node's own member are told")
    func access() async throws {
        let route = MetricsRoute { Self.families }
        try await LiveDesk.with(routes: route.routes) { desk in
            let own = try await desk.connect("hub")
            let answer = try await own.get("/metrics")
            #expect(answer.status == 200)
            #expect(answer.text.contains("touchstone_log_entries{"))
            let other = try await desk.connect("brand")
            let refused = try await other.get("/metrics")
            #expect(refused.status == 403)
            #expect(refused.text.contains("not-own-system"))
            #expect(!refused.text.contains("touchstone_log"))
            let stranger = try await desk.connect(nil)
            #expect(try await stranger.get("/metrics").status == 401)
        }
    }
}
