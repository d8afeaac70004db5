/// Times of single calls.
struct Latencies {
    private(set) var milliseconds: [Double] = []

    mutating func time<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let start = ContinuousClock.now
        let result = try await body()
        milliseconds.append((ContinuousClock.now - start).inSeconds * 1000)
        return result
    }

    mutating func append(milliseconds: Double) { self.milliseconds.append(milliseconds) }

    /// The smallest time that `share` of the calls did not exceed.
    func quantile(_ share: Double) -> Double {
        guard !milliseconds.isEmpty else { return .nan }
        let rank = Int((Double(milliseconds.count) * share).rounded(.up)) - 1
        return milliseconds.sorted()[max(0, min(milliseconds.count - 1, rank))]
    }

    var p99: Double { quantile(0.99) }
    var remark: String {
        "median \(Figure.rounded(quantile(0.5))) ms, worst \(Figure.rounded(quantile(1))) ms, "
            + "\(milliseconds.count) calls"
    }
}
