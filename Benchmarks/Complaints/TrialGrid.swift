import ComplaintYear

/// Years that differ in some parameters: every value of one with every value of the others.
struct TrialGrid {
    static let pointsMax = 200

    struct Point {
        /// What is different about it, in words; empty where nothing is.
        let name: String
        let parameters: YearParameters
    }

    let points: [Point]

    /// - Parameter axes: each `NAME=V1,V2,…`.
    init(_ parameters: YearParameters, axes: [String]) throws {
        var points = [Point(name: "", parameters: parameters)]
        for axis in axes {
            let parts = axis.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw UsageError("--over needs NAME=VALUE,VALUE") }
            let values = parts[1].split(separator: ",", omittingEmptySubsequences: false)
            guard points.count * values.count <= Self.pointsMax else {
                throw UsageError("--over makes more than \(Self.pointsMax) years")
            }
            points = try points.flatMap { point in
                try values.map { value in
                    var changed = point.parameters
                    try changed.set(String(parts[0]), to: String(value))
                    let name = "\(parts[0])=\(value)"
                    return Point(
                        name: point.name.isEmpty ? name : point.name + " " + name,
                        parameters: changed)
                }
            }
        }
        self.points = points
    }
}
