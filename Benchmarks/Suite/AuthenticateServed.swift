import ProductAuthentication

/// Questions of another member over mutual TLS, each looked up, judged and signed by the owner; beside
/// it the same server with an empty handler, and nginx with a file of an answer's size.
enum AuthenticateServed {
    static let name = "authenticate.served"
    /// Questions of one run.
    static let questions = 60_000

    static func run(_ bench: Workbench) async throws -> Figure {
        let load = try await QuestionLoad(bench)
        // Empty, answering, empty again: the machine is not ours alone.
        let before = try await load.measure(.empty, questions: questions)
        let answering = try await load.measure(.answering, questions: questions)
        let placed = try await load.measure(
            .answering, questions: questions, place: Country(parsing: "DE").place)
        let after = try await load.measure(.empty, questions: questions)
        let empty = (before.rate + after.rate) / 2
        func micro(_ seconds: Double) -> String { Figure.rounded(seconds * 1e6) + " µs" }
        func share(_ rate: Double) -> String { Figure.rounded(100 * rate / empty) + " %" }
        return Figure(
            name: name, value: answering.rate, unit: "requests/s",
            limit: "an empty handler in the same server", limitValue: empty,
            cpuSeconds: answering.cpuSeconds, peakMemoryBytes: answering.memoryAfter,
            remarks: [
                "share of the empty handler \(share(answering.rate)) "
                    + "(empty before \(Figure.rounded(before.rate)), after \(Figure.rounded(after.rate)))",
                "CPU of the server a request: \(micro(answering.perRequest)), empty \(micro((before.perRequest + after.perRequest) / 2))",
                answering.remark,
                "each with a place, so that each is kept as a scan: \(Figure.rounded(placed.rate)) requests/s, "
                    + "\(share(placed.rate)), \(micro(placed.perRequest))",
                "memory of the server \(answering.memoryBefore >> 20) MiB after the first tenth, \(answering.memoryAfter >> 20) MiB at the end",
                try await nginx(bench, load, answering.rate),
            ])
    }

    private static func nginx(
        _ bench: Workbench, _ load: QuestionLoad, _ answering: Double
    ) async throws -> String {
        guard let file = try await NginxFile(bench) else {
            return "nginx is not installed, so there is no static file to compare with"
        }
        defer { file.stop() }
        _ = try await load.fetch(questions / 10, from: file)
        let rate = try await load.fetch(questions, from: file).perSecond
        return
            "nginx, a file of \(NginxFile.bytes) bytes over the same TLS: \(Figure.rounded(rate)) requests/s, "
            + "of which the answers are \(Figure.rounded(100 * answering / rate)) %"
    }
}
