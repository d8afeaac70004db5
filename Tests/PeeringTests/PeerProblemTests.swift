import Peering
import Testing

@Suite struct PeerProblemTests {
    @Test("a problem prints what is parsed")
    func roundTrip() throws {
        let problem = PeerProblem(
            status: 404, keyword: "not-found", detail: "No \"such\"\nthing é.")
        #expect(try PeerProblem(parsing: problem.bytes) == problem)
        let text = String(decoding: problem.bytes, as: UTF8.self)
        #expect(
            text
                == #"{"title":"Not Found","status":404,"detail":"No \"such\"\nthing é.","keyword":"not-found"}"#
        )
    }

    @Test("a problem of another implementation is read, with a type and without a keyword")
    func foreign() throws {
        let text = #"{"type":"about:blank","status":503,"detail":"Later."}"#
        let problem = try PeerProblem(parsing: Array(text.utf8))
        #expect(problem == PeerProblem(status: 503, keyword: "", detail: "Later."))
    }

    @Test(
        "what is no problem is refused",
        arguments: [
            "", "{}", #"{"status":200,"detail":"x"}"#, #"{"status":404}"#,
            #"{"status":404,"detail":"x"}x"#, #"{"status":"404","detail":"x"}"#,
        ])
    func refusals(text: String) {
        #expect(throws: (any Error).self) { try PeerProblem(parsing: Array(text.utf8)) }
    }
}
