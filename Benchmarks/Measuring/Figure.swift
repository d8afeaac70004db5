/// One result, beside what the machine allows at best.
struct Figure: Encodable, CustomStringConvertible {
    let name: String
    let value: Double
    /// `entries/s` or `ms`.
    let unit: String
    /// What the limit is.
    let limit: String
    /// In the same unit.
    let limitValue: Double
    /// Of the process that did the work, user and system.
    let cpuSeconds: Double
    let peakMemoryBytes: Int
    /// What else was seen on the way, for people.
    var remarks: [String] = []

    private enum CodingKeys: CodingKey {
        case name, value, unit, limit, limitValue, cpuSeconds, peakMemoryBytes
    }

    var description: String {
        let share = unit == "ms" ? value / limitValue : limitValue / value
        let head =
            "\(name): \(Self.rounded(value)) \(unit), \(Self.rounded(cpuSeconds)) CPU s, "
            + "\(peakMemoryBytes >> 20) MiB at most"
        let beside =
            "    limit \(Self.rounded(limitValue)) \(unit), \(limit): \(Self.rounded(share)) times off"
        return ([head, beside] + remarks.map { "    " + $0 }).joined(separator: "\n")
    }

    /// Three digits that matter.
    static func rounded(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        if value >= 100 { return String(Int(value.rounded())) }
        let scale: Double = value >= 10 ? 10 : value >= 1 ? 100 : 10_000
        return String((value * scale).rounded() / scale)
    }
}
