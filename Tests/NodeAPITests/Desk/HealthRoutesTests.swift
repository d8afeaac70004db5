import AllianceNames
import JSON
import NodeAPI
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct HealthRoutesTests {
    @Test("everybody is told ok or not ok; why not, only this member's own systems")
    func access() async throws {
        let obstacles = Mutex<[ReadinessObstacle]>([])
        let health = HealthRoutes(of: try MemberID(parsing: "hub")) { obstacles.withLock { $0 } }
        try await LiveDesk.with(routes: health.routes) { desk in
            let own = try await desk.connect("hub")
            let other = try await desk.connect("brand")
            let stranger = try await desk.connect(nil)
            for caller in [own, other, stranger] {
                for path in ["/healthz", "/readyz"] {
                    let answer = try await caller.get(path)
                    #expect(answer.status == 200)
                    #expect(answer.text == "ok\n")
                }
            }
            obstacles.withLock {
                $0 = [
                    .init("register-expired", "It expired at \"noon\"."), .init("x", "And this."),
                ]
            }
            for caller in [other, stranger] {
                let answer = try await caller.get("/readyz")
                #expect(answer.status == 503)
                #expect(answer.text == "not ok\n")
                #expect(try await caller.get("/healthz").status == 200)
            }
            let told = try await own.get("/readyz")
            #expect(told.status == 503)
            guard case .object(let problem) = try JSONValue(parsing: told.text) else {
                Issue.record("no object: \(told.text)")
                return
            }
            #expect(problem["keyword"] == .string("not-ready"))
            #expect(problem["detail"] == .string("It expired at \"noon\". And this."))
            #expect(
                problem["reasons"]
                    == .array([
                        .object([
                            "keyword": .string("register-expired"),
                            "detail": .string("It expired at \"noon\"."),
                        ]),
                        .object(["keyword": .string("x"), "detail": .string("And this.")]),
                    ]))
        }
    }
}
