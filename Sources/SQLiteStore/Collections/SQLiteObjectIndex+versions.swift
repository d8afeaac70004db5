package import AllianceNames
import CRDT
import JSON
package import MergedView
package import STIX
import TAXII

/// A member's newest seen version of an object, and the statements that say it.
package struct NewestVersion: Sendable {
    package let version: STIXTimestamp
    /// As it is served.
    package let json: [UInt8]
    package let dots: [StatementDot]
}

extension SQLiteObjectIndex {
    /// Those of these names that are the member's.
    package func newest(
        of names: Set<String>, in channel: ChannelID, by member: MemberID
    ) throws -> [String: NewestVersion] {
        guard let number = try self.names.number(of: channel, in: database) else { return [:] }
        var newest: [String: NewestVersion] = [:]
        for name in names.sorted() {
            newest[name] = try self.newest(name, number, member)
        }
        return newest
    }

    private func newest(
        _ name: String, _ channel: Int64, _ member: MemberID
    ) throws -> NewestVersion? {
        guard let log = try lastLog(name, channel),
            let origin = try names.log(log, in: database)
        else { return nil }
        var version: Int64?
        var json: [UInt8] = []
        let places = try database.read { db in
            let query = try RawStatement(
                db,
                """
                SELECT seq, id, version, version_text, created, flags, log, idx, form, body
                FROM object INDEXED BY object_id
                WHERE channel = ?1 AND id = ?2 AND flags & 2 AND log IS NOT NULL
                """)
            query.bind(1, channel)
            query.bind(2, name)
            defer { query.reset() }
            guard try query.step(), query.integer(6) == log else {
                return [(log: Int64, index: UInt64)]()
            }
            let found = query.integer(2)
            version = found
            let time = STIXTimestamp(microseconds: UInt64(clamping: found))
            var writer = JSONWriter()
            if try Self.object(query, time, origin)?.write(to: &writer) == true {
                json = writer.bytes
            }
            let all = try RawStatement(
                db,
                """
                SELECT log, idx FROM object INDEXED BY object_id
                WHERE channel = ?1 AND id = ?2 AND version = ?3 AND log IS NOT NULL
                """)
            all.bind(1, channel)
            all.bind(2, name)
            all.bind(3, found)
            var places: [(log: Int64, index: UInt64)] = []
            while try all.step() {
                places.append((all.integer(0), UInt64(clamping: all.integer(1))))
            }
            return places
        }
        guard let version, !json.isEmpty else { return nil }
        let dots = try places.compactMap { place in
            try names.log(place.log, in: database).map {
                StatementDot(log: $0, index: place.index)
            }
        }
        // Others may say something under the same name, which is not shown.
        let own = dots.filter { $0.log.member == member }.sorted()
        guard !own.isEmpty else { return nil }
        return NewestVersion(
            version: STIXTimestamp(microseconds: UInt64(clamping: version)), json: json, dots: own)
    }

    /// The log in which the last seen version of an object is said.
    private func lastLog(_ name: String, _ channel: Int64) throws -> Int64? {
        try database.readStatement { db in
            let query = try RawStatement(
                db,
                """
                SELECT log FROM object INDEXED BY object_id
                WHERE channel = ?1 AND id = ?2 AND flags & 2 AND log IS NOT NULL
                """)
            query.bind(1, channel)
            query.bind(2, name)
            defer { query.reset() }
            return try query.step() ? query.integer(0) : nil
        }
    }
}
