/// The eight ways to lay an image down: turned by quarters, and mirrored.
package enum ImageTurn: String, CaseIterable, Sendable {
    case original
    case rotated90 = "rotated-90"
    case rotated180 = "rotated-180"
    case rotated270 = "rotated-270"
    case flippedVertically = "flipped-vertically"
    case flippedHorizontally = "flipped-horizontally"
    /// Over the diagonal from the upper left.
    case transposed
    /// Over the other.
    case transversed

    var exchangesAxes: Bool {
        switch self {
        case .rotated90, .rotated270, .transposed, .transversed: true
        case .original, .rotated180, .flippedVertically, .flippedHorizontally: false
        }
    }

    /// Whether the frequency at this place of the original changes its sign: `row` and `column` are one less
    /// than the frequency.
    func negates(_ row: Int, _ column: Int) -> Bool {
        switch self {
        case .original, .transposed: false
        case .rotated90, .flippedHorizontally: column % 2 == 0
        case .rotated270, .flippedVertically: row % 2 == 0
        case .rotated180, .transversed: (row + column) % 2 == 1
        }
    }
}
