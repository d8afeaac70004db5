package import AllianceNames
import GRDB
import JSON
import STIX
package import TAXII

/// What a channel has of what a client is about to add.
extension SQLiteObjectIndex {
    /// What a channel has under a name and version.
    package enum Presence: Equatable, Sendable {
        /// Nothing, or an observable made here that says less than the object.
        case absent
        /// This very version is there.
        case present
        /// Other versions are there.
        case versions
        /// The name belongs to another member's object.
        case foreign
        /// Something else is there, and the object has no version by which it could follow that.
        case otherwise
    }

    /// Rows of one name that an object without versions is compared with.
    private static let comparedMax: Int64 = 100

    /// What is there of each of these that could be read, in one look.
    ///
    /// - Parameter member: who would add them.
    package func presence(
        of objects: [PostedObject], in channel: ChannelID, for member: MemberID
    ) throws -> [Presence] {
        let read = objects.compactMap { object -> (head: STIXObjectHead, value: JSONValue)? in
            guard case .object(let head, let value) = object.reading else { return nil }
            return (head, value)
        }
        return try database.read { db in
            guard let number = try ObjectName.find("channel \(channel)", db) else {
                return read.map { _ in .absent }
            }
            let author = try ObjectName.find("member \(member)", db) ?? -1
            return try read.map { head, value in
                if let version = head.version {
                    try Self.presence(of: head, version, number, author, db)
                } else {
                    try Self.presence(of: head, value, number, author, db)
                }
            }
        }
    }

    private static func presence(
        of head: STIXObjectHead, _ version: STIXTimestamp, _ channel: Int64, _ author: Int64,
        _ db: Database
    ) throws -> Presence {
        let query = try RawStatement(
            db,
            """
            SELECT version, author FROM object INDEXED BY object_id
            WHERE channel = ?1 AND id = ?2 AND flags & 1 ORDER BY version = ?3 DESC LIMIT 1
            """)
        query.bind(1, channel)
        query.bind(2, head.id.description)
        query.bind(3, Int64(version.microseconds))
        defer { query.reset() }
        guard try query.step() else { return .absent }
        if query.integer(0) == Int64(version.microseconds) { return .present }
        return query.integer(1) == author ? .versions : .foreign
    }

    /// Of an object without versions: whether the very same is there, in sight or out of sight by the same member.
    private static func presence(
        of head: STIXObjectHead, _ value: JSONValue, _ channel: Int64, _ author: Int64,
        _ db: Database
    ) throws -> Presence {
        let query = try RawStatement(
            db,
            """
            SELECT seq, id, version, version_text, created, flags, log, idx, form, body, author
            FROM object INDEXED BY object_id
            WHERE channel = ?1 AND id = ?2 AND (flags & 1 OR author = ?3)
            ORDER BY flags & 1 DESC, seq DESC LIMIT ?4
            """)
        query.bind(1, channel)
        query.bind(2, head.id.description)
        query.bind(3, author)
        query.bind(4, comparedMax)
        defer { query.reset() }
        var seen: (flags: Int64, author: Int64)?
        while try query.step() {
            let (flags, owner) = (query.integer(5), query.integer(10))
            if flags & ObjectIndexSchema.visible != 0, seen == nil { seen = (flags, owner) }
            // What every collection has is the same whoever writes it.
            if owner == 0 { return .present }
            let time = STIXTimestamp(microseconds: UInt64(clamping: query.integer(2)))
            var writer = JSONWriter()
            if try object(query, time, nil)?.write(to: &writer) == true,
                (try? JSONValue(parsing: writer.bytes, depthMax: STIXObjectHead.depthMax)) == value
            {
                return .present
            }
        }
        guard let seen else { return .absent }
        if seen.flags & ObjectIndexSchema.derived != 0 {
            return STIXObservable.isNamed(head, value) ? .absent : .otherwise
        }
        return seen.author == author ? .otherwise : .foreign
    }
}
