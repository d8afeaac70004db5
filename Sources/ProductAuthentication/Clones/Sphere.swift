/// Distances on the earth as a sphere of radius 6,371 km (0.5 % off at most). The few functions needed
/// are computed here, so that the same scans give the same score on every machine.
struct UnitVector: Sendable {
    let x, y, z: Double

    init(latitude: Double, longitude: Double) {
        let (sinLatitude, cosLatitude) = Self.sineAndCosine(latitude * .pi / 180)
        let (sinLongitude, cosLongitude) = Self.sineAndCosine(longitude * .pi / 180)
        x = cosLatitude * cosLongitude
        y = cosLatitude * sinLongitude
        z = sinLatitude
    }

    static let earthKilometres = 6_371.0

    /// Along the great circle. The haversine of the angle is a quarter of the chord's square.
    func kilometres(to other: UnitVector) -> Double {
        let dx = x - other.x
        let dy = y - other.y
        let dz = z - other.z
        let haversine = min(1, (dx * dx + dy * dy + dz * dz) / 4)
        // The arc sine is steep near 1, so the far half is measured from the opposite point.
        let angle =
            haversine <= 0.5
            ? 2 * Self.arcSine(haversine.squareRoot())
            : .pi - 2 * Self.arcSine((1 - haversine).squareRoot())
        return angle * Self.earthKilometres
    }

    /// - Parameter angle: radians, -π...π.
    static func sineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
        // Taylor series of half the angle, which is at most π/2: 10 terms leave 1e-16.
        let half = angle / 2
        let square = half * half
        var sine = half
        var cosine = 1.0
        var sineTerm = half
        var cosineTerm = 1.0
        for step in stride(from: 1.0, through: 19, by: 2) {
            cosineTerm *= -square / (step * (step + 1))
            sineTerm *= -square / ((step + 1) * (step + 2))
            cosine += cosineTerm
            sine += sineTerm
        }
        return (2 * sine * cosine, cosine * cosine - sine * sine)
    }

    /// - Parameter value: 0...√½, where Newton's method converges in four steps.
    static func arcSine(_ value: Double) -> Double {
        var angle = value
        for _ in 0..<4 {
            let (sine, cosine) = sineAndCosine(angle)
            angle -= (sine - value) / cosine
        }
        return angle
    }
}
