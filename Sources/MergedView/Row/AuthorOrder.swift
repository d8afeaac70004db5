import AllianceNames
import CRDT

/// In which order one member has said things.
///
/// Within a log its own order decides, whatever clock the author had, and a later epoch comes after an earlier
/// one. The logs that one member writes at a time, one for each channel, have nothing in common but the author's
/// clock: between them the times decide that the statements bear, where none counts as earlier than one before
/// it in its log. Everybody who reads the same logs comes to the same order.
package enum AuthorOrder {
    /// - Parameters:
    ///   - said: of one member, in any order.
    ///   - place: where one stands, and the time that it bears, in ms since 1970.
    /// - Returns: the same, the oldest first.
    package static func sorted<Said>(
        _ said: [Said], by place: (Said) throws -> (dot: StatementDot, issuedAt: UInt64)
    ) rethrows -> [Said] {
        guard said.count > 1 else { return said }
        var placed = try said.map { (said: $0, place: try place($0)) }
        placed.sort { $0.place.dot < $1.place.dot }
        for position in placed.indices.dropFirst()
        where placed[position].place.dot.log == placed[position - 1].place.dot.log {
            placed[position].place.issuedAt = max(
                placed[position].place.issuedAt, placed[position - 1].place.issuedAt)
        }
        return placed.sorted { left, right in
            let (left, right) = (left.place, right.place)
            return (left.dot.log.epoch, left.issuedAt, left.dot)
                < (right.dot.log.epoch, right.issuedAt, right.dot)
        }.map(\.said)
    }

    /// The last of rows of one member.
    /// - Throws: `MergedViewError` for one that cannot be read.
    package static func newest(of rows: [ViewRow]) throws -> ViewRow? {
        try sorted(rows) { ($0.dot, try $0.decoded().head.issuedAt) }.last
    }
}
