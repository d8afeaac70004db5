/// The shape of a route's path: `/verify/gtin/{gtin}`. A segment stands for itself, `{name}` for any
/// one segment, and `{name...}` at the end for one or more.
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
    enum Piece: Hashable, Sendable {
        case literal(String)
        case parameter(String)
        case rest(String)

        /// What stands for itself goes before what stands for anything.
        var rank: Int {
            switch self {
            case .literal: 0
            case .parameter: 1
            case .rest: 2
            }
        }
    }

    package let description: String
    let pieces: [Piece]

    /// - Precondition: a slash at the beginning, none at the end, no name twice.
    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "a path pattern begins with a slash: \(text)")
        description = text
        pieces = text.dropFirst().split(separator: "/").map { piece in
            guard piece.hasPrefix("{"), piece.hasSuffix("}") else {
                return .literal(String(piece))
            }
            let name = piece.dropFirst().dropLast()
            return name.hasSuffix("...")
                ? .rest(String(name.dropLast(3))) : .parameter(String(name))
        }
        let rest = pieces.firstIndex { $0.rank == 2 } ?? pieces.count
        precondition(rest >= pieces.count - 1, "only the last piece takes the rest: \(text)")
    }

    /// What the names of the pattern stand for; nil where the path has another shape. The rest is
    /// joined with slashes again, and of use only to know that it is there.
    package func match(_ segments: [String]) -> [String: String]? {
        guard fits(segments) else { return nil }
        var values: [String: String] = [:]
        for (position, piece) in pieces.enumerated() {
            switch piece {
            case .literal: break
            case .parameter(let name): values[name] = segments[position]
            case .rest(let name): values[name] = segments[position...].joined(separator: "/")
            }
        }
        return values
    }

    private func fits(_ segments: [String]) -> Bool {
        let takesRest = pieces.last?.rank == 2
        guard takesRest ? segments.count >= pieces.count : segments.count == pieces.count else {
            return false
        }
        for (position, piece) in pieces.enumerated() {
            if case .literal(let text) = piece, segments[position] != text { return false }
        }
        return true
    }

    /// Whether this pattern is tried before another one that fits the same path.
    func goesBefore(_ other: PathPattern) -> Bool {
        for (left, right) in zip(pieces, other.pieces) where left.rank != right.rank {
            return left.rank < right.rank
        }
        return pieces.count > other.pieces.count
    }
}
