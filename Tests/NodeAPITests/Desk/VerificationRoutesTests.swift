import GS1
import NodeAPI
import ProductAuthentication
import Synchronization
import Testing

/// The HTTP codes of verification messaging; 405 and 408 are those of all routes (`DeskPortTests`).
@Suite(.timeLimit(.minutes(30))) struct VerificationRoutesTests {
    static let parameters =
        "exp=281231&reqGLN=4006381000017&corrUUID=0f3f8f5e-6a44-4b0e-9d52-5d0a1c1e7a01"
    static let path = "/verify/gtin/04006381333931/lot/L1/ser/A1?"

    @Test("a message without a certificate is 401")
    func stranger() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            #expect(try await connection.get(Self.path + Self.parameters).status == 401)
        }
    }

    @Test("what the owner does not say has its code: 404, 502, 504")
    func codes() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect("brand")
            for (reason, status) in [
                (ReasonCode.ownerUnreachable, 504), (.answerNotVerified, 502),
                (.notSerialised, 404),
            ] {
                desk.answers.judgement.withLock { $0 = Judgement([Finding(reason)]) }
                #expect(
                    try await connection.get(Self.path + Self.parameters).status == status,
                    "\(reason)")
            }
            desk.answers.finding.withLock { $0 = .notInAlliance }
            #expect(try await connection.get(Self.path + Self.parameters).status == 404)
        }
    }

    @Test("a requester whom the manufacturer does not answer is 403")
    func forbidden() async throws {
        try await LiveDesk.with { desk in
            desk.answers.policy.withLock { policy in
                policy.requesters = [GLN("4006381000000")].compactMap { $0 }
            }
            let connection = try await desk.connect("brand")
            let answer = try await connection.get(Self.path + Self.parameters)
            #expect(answer.status == 403)
            #expect(answer.text.contains("requester"))
        }
    }

    @Test(
        "a message that cannot be read is 400",
        arguments: [
            "/verify/gtin/4006381333931/lot/L1/ser/A1?\(parameters)",
            "/verify/gtin/04006381333932/lot/L1/ser/A1?\(parameters)",
            "/verify/gtin/04006381333931/lot/L%20/ser/A1?\(parameters)",
            path + "reqGLN=4006381000017&corrUUID=0f3f8f5e-6a44-4b0e-9d52-5d0a1c1e7a01",
            path + "exp=281231&corrUUID=0f3f8f5e-6a44-4b0e-9d52-5d0a1c1e7a01",
            path + "exp=281231&reqGLN=4006381000017", path + parameters + "&linkType=pip",
            path + parameters + "&context=else", path + parameters + "&respGLN=1",
            path + parameters + "&exp=281231",
        ])
    func malformed(path: String) async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect("brand")
            #expect(try await connection.get(path).status == 400)
        }
    }

    @Test("checkConnectivity says whether this port answers for a product")
    func connectivity() async throws {
        try await LiveDesk.with { desk in
            desk.answers.policy.withLock { $0.responder = GLN("4006381000000") }
            let connection = try await desk.connect("brand")
            let path = "/checkConnectivity?gtin=04006381333931&reqGLN=4006381000017"
            let answer = try await connection.get(path + "&context=dscsaSaleableReturn")
            #expect(answer.status == 200)
            #expect(answer.text == #"{"responderGLN":"4006381000000"}"#)
            #expect(try await connection.get("/checkConnectivity?reqGLN=1").status == 400)
            desk.answers.finding.withLock { $0 = .notInAlliance }
            #expect(try await connection.get(path).status == 404)
        }
    }
}
