package import AllianceNames
package import TransparencyLog

/// An entry that a statement speaks of, by its log and its place there. Nobody can write another one
/// under the same reference, so it is the name of what it points at.
package struct EntryReference: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let origin: LogOrigin
    package let index: EntryIndex

    package init(origin: LogOrigin, index: EntryIndex) {
        self.origin = origin
        self.index = index
    }

    init(wire: WireEntryReference, _ field: StaticString) throws(StatementError) {
        guard !wire.origin.isEmpty else { throw .fieldMissing(field.description) }
        do {
            origin = try LogOrigin(parsing: wire.origin)
        } catch {
            throw .name(error)
        }
        index = wire.index
    }

    var wire: WireEntryReference {
        var wire = WireEntryReference()
        wire.origin = origin.description
        wire.index = index
        return wire
    }

    package var description: String { "\(origin)/\(index)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.origin, left.index) < (right.origin, right.index)
    }
}
