/// The 16 × 16 lowest frequencies of 64 × 64 samples, without the constant ones: rows and columns 1 to 16 of
/// their discrete cosine transform.
struct Frequencies: Sendable {
    static let side = 16

    /// Row by row.
    private(set) var values: [Float]

    init(of samples: [Float]) {
        let (count, side) = (SampleGrid.side, Self.side)
        let matrix = Self.matrix
        var half = [Float](repeating: 0, count: side * count)
        for row in 0..<side {
            for column in 0..<count {
                var sum: Float = 0
                for place in 0..<count {
                    sum += matrix[row * count + place] * samples[place * count + column]
                }
                half[row * count + column] = sum
            }
        }
        values = [Float](repeating: 0, count: side * side)
        for row in 0..<side {
            for column in 0..<side {
                var sum: Float = 0
                for place in 0..<count {
                    sum += half[row * count + place] * matrix[column * count + place]
                }
                values[row * side + column] = sum
            }
        }
    }

    private init(values: [Float]) { self.values = values }

    /// Those of the same image, turned.
    func turned(_ turn: ImageTurn) -> Frequencies {
        var turned = [Float](repeating: 0, count: values.count)
        for row in 0..<Self.side {
            for column in 0..<Self.side {
                let value = values[row * Self.side + column]
                let place =
                    turn.exchangesAxes ? column * Self.side + row : row * Self.side + column
                turned[place] = turn.negates(row, column) ? -value : value
            }
        }
        return Frequencies(values: turned)
    }

    /// A bit for each: whether it is above the lower one of both in the middle.
    var hash: PDQHash {
        let median = values.sorted()[values.count / 2 - 1]
        return PDQHash(
            rows: (0..<Self.side).map { row in
                (0..<Self.side).reduce(0) { bits, column in
                    values[row * Self.side + column] > median ? bits | 1 << UInt16(column) : bits
                }
            })
    }

    /// 16 × 64: the cosines of frequencies 1 to 16 at the samples' places.
    private static let matrix: [Float] = {
        let count = SampleGrid.side
        // Rounded as the reference rounds it.
        let scale = Double(Float((2 / Double(count)).squareRoot()))
        return (0..<side).flatMap { row in
            (0..<count).map { column in
                Float(scale * cosine(of128thsOfPi: (row + 1) * (2 * column + 1)))
            }
        }
    }()

    /// By its series, of the angle brought between 0 and half of pi, where twelve terms are exact.
    private static func cosine(of128thsOfPi count: Int) -> Double {
        let around = count % 256
        let upper = min(around, 256 - around)
        let (nearest, sign) = upper <= 64 ? (upper, 1.0) : (128 - upper, -1.0)
        let angle = Double(nearest) * Double.pi / 128
        var (term, sum) = (1.0, 1.0)
        for step in 1...12 {
            term *= -angle * angle / Double((2 * step - 1) * 2 * step)
            sum += term
        }
        return sign * sum
    }
}
