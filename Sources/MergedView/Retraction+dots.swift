import AllianceNames
import CRDT
package import Statements

extension Retraction {
    /// As many as it takes.
    package static func statements(of dots: [StatementDot]) -> [Statement] {
        stride(from: 0, to: dots.count, by: dotsMax).map { start in
            .retract(
                Retraction(
                    dots: dots[start..<min(dots.count, start + dotsMax)].map {
                        .init(origin: $0.log, index: $0.index)
                    }))
        }
    }
}
