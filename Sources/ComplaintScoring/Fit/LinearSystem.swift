/// Solves A x = b for a symmetric, positive definite A (Cholesky).
enum LinearSystem {
    /// - Returns: nil where A is not positive definite.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        let count = right.count
        var lower = matrix
        for row in 0..<count {
            for column in 0...row {
                var sum = matrix[row][column]
                for before in 0..<column { sum -= lower[row][before] * lower[column][before] }
                if row == column {
                    guard sum > 0 else { return nil }
                    lower[row][row] = sum.squareRoot()
                } else {
                    lower[row][column] = sum / lower[column][column]
                }
            }
        }
        var solution = right
        for row in 0..<count {
            for before in 0..<row { solution[row] -= lower[row][before] * solution[before] }
            solution[row] /= lower[row][row]
        }
        for row in (0..<count).reversed() {
            for after in row + 1..<count { solution[row] -= lower[after][row] * solution[after] }
            solution[row] /= lower[row][row]
        }
        return solution
    }
}
