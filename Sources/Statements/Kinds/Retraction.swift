package import AllianceNames
package import TransparencyLog

/// Takes back own dots of the same channel. Which of them count, the view decides: this says only
/// what the author wrote. It holds no personal data, so it stands in the entry and is never erased.
package struct Retraction: Hashable, Sendable {
    /// An entry, by its log and its place there.
    package struct Dot: Hashable, Comparable, Sendable {
        package let origin: LogOrigin
        package let index: EntryIndex

        package init(origin: LogOrigin, index: EntryIndex) {
            self.origin = origin
            self.index = index
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.origin, left.index) < (right.origin, right.index)
        }
    }

    package static let dotsMax = 1_024

    /// 1...1,024 of them, in the author's order.
    package var dots: [Dot]
    package var unknownFields = UnknownFields()

    package init(dots: [Dot]) { self.dots = dots }

    init(wire: WireRetract) throws(StatementError) {
        let count = wire.dots.reduce(0) { $0 + $1.index.count }
        guard count > 0 else { throw .fieldMissing("retracted dot") }
        try FieldCheck.count(count, "retracted dot", countMax: Self.dotsMax)
        dots = []
        dots.reserveCapacity(count)
        for part in wire.dots where !part.index.isEmpty {
            let origin: LogOrigin
            do {
                origin = try LogOrigin(parsing: part.origin)
            } catch {
                throw .name(error)
            }
            dots.append(contentsOf: part.index.map { Dot(origin: origin, index: $0) })
        }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireRetract {
        var wire = WireRetract()
        for dot in dots {
            let origin = dot.origin.description
            if wire.dots.last?.origin != origin {
                var part = WireRetractedDots()
                part.origin = origin
                wire.dots.append(part)
            }
            wire.dots[wire.dots.count - 1].index.append(dot.index)
        }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
