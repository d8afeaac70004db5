import Foundation
import NodeAPI
import ProductAuthentication
import Testing

/// The façade from the outside: real TLS, a real registry, all outcomes of the table.
@Suite(.timeLimit(.minutes(30))) struct VerificationTranscriptTests {
    struct Exchange {
        let rule: String
        let gtin: String
        let lot: String
        let serial: String
        let expiry: String

        var path: String {
            "/verify/gtin/\(gtin)/lot/\(lot)/ser/\(serial)?exp=\(expiry)"
                + "&linkType=verificationService&context=dscsaSaleableReturn"
                + "&reqGLN=4006381000017&corrUUID=0f3f8f5e-6a44-4b0e-9d52-5d0a1c1e7a01"
        }
    }

    static let exchanges: [Exchange] = [
        ("A1", VerificationDesk.strict, "L1", "FIT", "281231"),
        ("A2", VerificationDesk.lenient, "EXT", "EXTENDED", "260101"),
        ("B1", VerificationDesk.lenient, "L1", "RECALLED", "281231"),
        ("B2", VerificationDesk.strict, "L1", "RECALLED", "281231"),
        ("B1exp", VerificationDesk.lenient, "L1", "OLD", "260101"),
        ("B2exp", VerificationDesk.strict, "L1", "OLD", "260101"),
        ("C1.1", VerificationDesk.strict, "L1", "DESTROYED", "281231"),
        ("C1.2", VerificationDesk.strict, "L1", "STOLEN", "281231"),
        ("C2", VerificationDesk.strict, "L1", "SAMPLE", "281231"),
        ("D-gs", VerificationDesk.strict, "L9", "GUESSED", "281231"),
        ("D-gsl", VerificationDesk.strict, "L9", "FIT", "281231"),
        ("D-gse", VerificationDesk.strict, "L1", "FIT", "280101"),
        ("D-gsle", VerificationDesk.strict, "L9", "FIT", "280101"),
        ("D-np", VerificationDesk.silent, "L9", "FIT", "281231"),
    ].map { Exchange(rule: $0.0, gtin: $0.1, lot: $0.2, serial: $0.3, expiry: $0.4) }

    static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/verification-transcript.txt").standardizedFileURL

    @Test("all 14 outcomes over TLS are those of the committed transcript")
    func transcript() async throws {
        try await VerificationDesk.with { desk in
            var text = ""
            for exchange in Self.exchanges {
                let reply = try await desk.get(exchange.path)
                text += "# \(exchange.rule)\nGET \(exchange.path)\n"
                text += "\(reply.status) \(reply.headers["content-type"] ?? "")\n\(reply.body)\n\n"
            }
            // What came, for whoever has to renew the page.
            let came = FileManager.default.temporaryDirectory
                .appending(path: "verification-transcript.txt")
            try Data(text.utf8).write(to: came)
            let committed = (try? String(contentsOf: Self.page, encoding: .utf8)) ?? ""
            #expect(text == committed, "what came is in \(came.path())")
        }
    }

    @Test("each exchange has the outcome that its rule names")
    func outcomes() async throws {
        #expect(
            Set(Self.exchanges.map(\.rule)) == Set(VerificationOutcome.allCases.map(\.rawValue)))
        try await VerificationDesk.with { desk in
            for exchange in Self.exchanges {
                let outcome = try #require(VerificationOutcome(rawValue: exchange.rule))
                let reply = try await desk.get(exchange.path)
                #expect(reply.status == 200)
                let body = try #require(
                    try JSONSerialization.jsonObject(with: Data(reply.body.utf8))
                        as? [String: Any])
                let data = try #require(body["data"] as? [String: Any])
                #expect(data["verified"] as? Bool == outcome.isVerified, "\(exchange.rule)")
                #expect(
                    data["verificationFailureReason"] as? String == outcome.failureReason,
                    "\(exchange.rule)")
                #expect(
                    data["additionalInfo"] as? String == outcome.additionalInfo,
                    "\(exchange.rule)")
                #expect(body["corrUUID"] as? String == "0f3f8f5e-6a44-4b0e-9d52-5d0a1c1e7a01")
                #expect(body["responderGLN"] as? String == "4006381000000")
            }
        }
    }

    @Test("a member who guesses numbers is told no more than its budget allows")
    func guessing() async throws {
        try await VerificationDesk.with { desk in
            func ask(_ serial: String) async throws -> String {
                try await desk.get(
                    Exchange(
                        rule: "", gtin: VerificationDesk.strict, lot: "L1", serial: serial,
                        expiry: "281231"
                    ).path
                ).body
            }
            for number in 0..<100 {
                #expect(try await ask("GUESS\(number)").contains("No_match_GTIN_Serial"))
            }
            // A number that was issued gets the same answer now as one that was not.
            let (known, unknown) = (try await ask("FIT"), try await ask("GUESS100"))
            #expect(known == unknown)
            #expect(known.contains("No_reason_provided"))
        }
    }
}
