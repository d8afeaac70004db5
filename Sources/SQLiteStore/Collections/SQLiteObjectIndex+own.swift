package import AllianceNames
import CRDT
import GRDB
import JSON
package import MergedView
package import STIX
import TAXII

/// What a member itself says under the name of an object, in sight or behind what another member says under it.
package struct OwnVersions: Sendable {
    package let newest: NewestVersion
    /// All of them, the newest one included.
    package let versions: Set<STIXTimestamp>
}

extension SQLiteObjectIndex {
    /// Rows of one name that are looked at, the newest ones.
    private static let ownRowsMax: Int64 = 10_000

    private struct OwnRow {
        let sequence: Int64
        let version: Int64
        let log: Int64
        let index: UInt64
    }

    /// What a member says under these names; without those under which it says nothing.
    ///
    /// - Parameter taken: statements that are passed over, since they are about to be taken back.
    package func own(
        of names: Set<String>, in channel: ChannelID, by member: MemberID,
        without taken: Set<StatementDot> = []
    ) throws -> [String: OwnVersions] {
        guard let number = try self.names.number(of: channel, in: database),
            let author = try database.read({ try ObjectName.find("member \(member)", $0) })
        else { return [:] }
        var own: [String: OwnVersions] = [:]
        for name in names.sorted() { own[name] = try self.own(name, number, author, taken) }
        return own
    }

    private func own(
        _ name: String, _ channel: Int64, _ author: Int64, _ taken: Set<StatementDot>
    ) throws -> OwnVersions? {
        let rows = try ownRows(name, channel, author).filter { row in
            guard !taken.isEmpty, let log = try names.log(row.log, in: database) else {
                return true
            }
            return !taken.contains(StatementDot(log: log, index: row.index))
        }
        guard let newest = rows.first, let origin = try names.log(newest.log, in: database) else {
            return nil
        }
        let version = Self.time(newest.version)
        let dots = try rows.filter { $0.version == newest.version }.compactMap { row in
            try names.log(row.log, in: database).map {
                StatementDot(log: $0, index: row.index)
            }
        }
        return OwnVersions(
            newest: NewestVersion(
                version: version, json: try json(at: newest.sequence, version, origin),
                dots: dots.sorted()),
            versions: Set(rows.map { Self.time($0.version) }))
    }

    private func ownRows(
        _ name: String, _ channel: Int64, _ author: Int64
    ) throws -> [OwnRow] {
        try database.read { db in
            let query = try RawStatement(
                db,
                """
                SELECT seq, version, log, idx FROM object INDEXED BY object_id
                WHERE channel = ?1 AND id = ?2 AND author = ?3 AND log IS NOT NULL
                ORDER BY version DESC, seq LIMIT ?4
                """)
            query.bind(1, channel)
            query.bind(2, name)
            query.bind(3, author)
            query.bind(4, Self.ownRowsMax)
            defer { query.reset() }
            var rows: [OwnRow] = []
            while try query.step() {
                rows.append(
                    OwnRow(
                        sequence: query.integer(0), version: query.integer(1),
                        log: query.integer(2), index: UInt64(clamping: query.integer(3))))
            }
            return rows
        }
    }

    /// An object as it is served; empty where it is gone meanwhile.
    private func json(
        at sequence: Int64, _ version: STIXTimestamp, _ origin: LogOrigin
    ) throws -> [UInt8] {
        try database.read { db in
            let query = try RawStatement(
                db,
                """
                SELECT seq, id, version, version_text, created, flags, log, idx, form, body
                FROM object WHERE seq = ?1
                """)
            query.bind(1, sequence)
            defer { query.reset() }
            var writer = JSONWriter()
            guard try query.step(),
                try Self.object(query, version, origin)?.write(to: &writer) == true
            else { return [] }
            return writer.bytes
        }
    }

    private static func time(_ version: Int64) -> STIXTimestamp {
        STIXTimestamp(microseconds: UInt64(clamping: version))
    }
}
