import ProductAuthentication

/// A million questions to one server over mutual TLS, every one kept as a scan: what its memory grows,
/// once SQLite's page caches are full, which are of a fixed size.
enum AuthenticateServedMemory {
    static let name = "authenticate.served.memory"
    static let questions = 1_000_000
    /// Questions that fill the caches before.
    static let warmUp = 300_000
    /// Questions that are made before they are sent: the asker's memory, not the server's.
    private static let part = 100_000

    static func run(_ bench: Workbench) async throws -> Figure {
        let load = try await QuestionLoad(bench)
        let server = try load.server(.answering)
        defer { server.stop() }
        let place = try Country(parsing: "DE").place
        var memory: [Int] = []
        var answers = 0
        for first in stride(from: 0, to: warmUp + questions, by: part) {
            answers += try await load.ask(part, from: first, place: place).answers
            memory.append(server.memoryBytes)
        }
        let before = memory[warmUp / part - 1]
        func mebibytes(_ bytes: Int) -> Double { Double(bytes) / 1_048_576 }
        return Figure(
            name: name, value: mebibytes(memory.last ?? 0), unit: "MiB at the end",
            limit: "the same server before, after \(warmUp) others", limitValue: mebibytes(before),
            cpuSeconds: server.cpuSeconds, peakMemoryBytes: memory.max() ?? 0,
            remarks: [
                "\(answers) questions; MiB after each \(part): "
                    + memory.map { "\($0 >> 20)" }.joined(separator: " ")
            ])
    }
}
