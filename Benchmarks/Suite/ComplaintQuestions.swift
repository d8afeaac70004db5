import AllianceNames
import Complaints
import Foundation
import SQLiteStore
import Statements

/// A platform's register of 1,000,000 complaints: what its pages ask of it, in process.
enum ComplaintQuestions: String, CaseIterable {
    case page = "complaints.page"
    case queue = "complaints.queue"
    case figures = "complaints.figures"

    /// In milliseconds.
    static let wanted = 200.0
    private static let calls = 40

    static func run(_ bench: Workbench, _ question: Self) async throws -> Figure {
        let load = try bench.complaints()
        var random = SystemRandomNumberGenerator()
        // Read once, as a node has at work.
        _ = try question.ask(load, 0, &random)
        let measured = try await Measured.of {
            var random = SystemRandomNumberGenerator()
            var latencies = Latencies()
            for number in 0..<calls {
                let rows = try await latencies.time { try question.ask(load, number, &random) }
                guard rows > 0 else {
                    throw BenchmarkFailure("\(question.rawValue) \(number) found nothing")
                }
            }
            return latencies
        }
        return Figure(
            name: question.rawValue, value: measured.result.quantile(1), unit: "ms",
            limit: "wanted of each call", limitValue: wanted, cpuSeconds: measured.cpuSeconds,
            peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                "worst; " + measured.result.remark,
                "\(try load.store.count()) complaints of \(ComplaintLoad.brands) brands, written in \(Figure.rounded(load.seconds)) s, \(load.bytes >> 20) MiB",
            ])
    }

    private func ask(
        _ load: ComplaintLoad, _ number: Int, _ random: inout SystemRandomNumberGenerator
    ) throws -> Int {
        let day = CaseRules.dayMilliseconds
        switch self {
        case .page:
            var query = ComplaintQuery(channels: load.channels)
            switch number % 8 {
            case 0: break
            case 1: query.stages = [.contested, .appealed]
            case 2: query.isOpen = true
            case 3: query.grounds = [.patent]
            case 4: (query.marketplace, query.stages) = ("daraz", [.refused])
            case 5:
                query.right =
                    Complaint.RightReference(
                        office: "EM", number: ComplaintLoad.right(number)
                    ).key
            case 6:
                let from = ComplaintLoad.now - UInt64.random(in: 30...700, using: &random) * day
                query.filed = from..<from + 7 * day
            default:
                query.limit = 500
                let first = try load.store.page(query)
                query.after = first.next
            }
            return try load.store.page(query).complaints.count
        case .queue:
            var query = ReviewQuery(channels: load.channels, now: ComplaintLoad.now)
            if number % 2 == 1 { query.notDecidedBy = "reviewer-3" }
            return try load.store.queue(query).count
        case .figures:
            var query = FigureQuery(channels: load.channels, now: ComplaintLoad.now)
            if number % 4 == 1 {
                query.filed = ComplaintLoad.now - 30 * day..<ComplaintLoad.now
            }
            let figures = try load.store.figures(query)
            // As the page of figures shows them.
            return figures.values.reduce(0) { $0 + ($1.medianTime == nil ? 0 : $1.cases) }
        }
    }
}
