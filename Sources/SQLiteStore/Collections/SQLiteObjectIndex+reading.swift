package import AllianceNames
import CRDT
import GRDB
package import MergedView
import STIX
package import TAXII

extension SQLiteObjectIndex {
    /// A page of a channel's objects, in the order of adding; without those of members in quarantine.
    ///
    /// - Parameter page: to be filled.
    package func fill(
        _ page: inout ObjectPage, from channel: ChannelID, _ query: ObjectQuery
    ) throws {
        guard !query.isOfOtherSpecification,
            let number = try names.number(of: channel, in: database)
        else { return }
        var logs: [Int64: LogOrigin] = [:]
        page = try database.readStatement { db in
            var page = page
            // What is added between the two stands behind both.
            let bound = try end(of: number, query, db)
            let rows = try rows(of: number, query, upTo: bound, db)
            var (passed, last) = (0, query.after)
            defer { rows.reset() }
            while try rows.step() {
                guard passed < query.passedMax else {
                    page.end(at: last)
                    return page
                }
                passed += 1
                last = UInt64(clamping: rows.integer(0))
                let flags = rows.integer(5)
                let version = STIXTimestamp(microseconds: UInt64(clamping: rows.integer(2)))
                guard
                    query.versions.admits(
                        version, isFirst: flags & ObjectIndexSchema.first != 0,
                        isLast: flags & ObjectIndexSchema.last != 0)
                else { continue }
                // What comes back stands behind all that was there when it did.
                if !rows.isNull(10), rows.integer(0) <= rows.integer(10) { continue }
                var origin: LogOrigin?
                if !rows.isNull(6) {
                    let log = rows.integer(6)
                    if logs[log] == nil { logs[log] = try names.log(log, in: database) }
                    guard let found = logs[log] else { continue }
                    origin = found
                }
                guard page.count < query.limit, !page.isFull else {
                    page.hasMore = true
                    return page
                }
                if let object = try Self.object(rows, version, origin) { page.append(object) }
            }
            if let bound { page.end(at: bound) }
            return page
        }
    }

    /// The place behind which nobody looks for this answer; nil where there is nothing behind it.
    ///
    /// A filter by types is the index's, which would go through all of them for those that are few. Counted are only
    /// objects that who asks is shown, and those of members in quarantine, which were or will be: the place tells of
    /// nothing else.
    private func end(
        of channel: Int64, _ query: ObjectQuery, _ db: Database
    ) throws -> UInt64? {
        guard query.types != nil, query.ids == nil else { return nil }
        let statement = try RawStatement(
            db,
            """
            SELECT seq FROM object\(Self.page(query))
            AND channel = ? AND seq > ? AND flags & ? = ? ORDER BY seq LIMIT 1 OFFSET ?
            """)
        Self.bind(channel, query, to: statement)
        statement.bind(5, Int64(query.passedMax - 1))
        defer { statement.reset() }
        return try statement.step() ? UInt64(clamping: statement.integer(0)) : nil
    }

    private func rows(
        of channel: Int64, _ query: ObjectQuery, upTo end: UInt64? = nil, _ db: Database
    ) throws -> RawStatement {
        func places(_ values: [String]?) -> String {
            (values ?? []).map { _ in "?" }.joined(separator: ", ")
        }
        let way = query.ids == nil ? Self.page(query) : " INDEXED BY object_id WHERE TRUE"
        var sql = """
            SELECT seq, id, version, version_text, created, flags, log, idx, form, body,
            \(Quarantine.column)
            FROM object\(way) AND channel = ? AND seq > ? AND flags & ? = ? AND seq <= ?
            """
        if query.ids != nil { sql += " AND id IN (\(places(query.ids)))" }
        if query.types != nil { sql += " AND type IN (\(places(query.types)))" }
        let statement = try RawStatement(db, sql + " ORDER BY seq")
        Self.bind(channel, query, to: statement)
        statement.bind(5, end.map { Int64(clamping: $0) } ?? Int64.max)
        var place: Int32 = 6
        for value in (query.ids ?? []) + (query.types ?? []) {
            statement.bind(place, value)
            place += 1
        }
        return statement
    }

    /// How an answer goes through a channel in the order of adding: what is not shown is not in the index.
    private static func page(_ query: ObjectQuery) -> String {
        query.includesRed
            ? " WHERE TRUE" : " INDEXED BY object_page WHERE \(ObjectIndexSchema.shown)"
    }

    /// The first four: which channel, behind which place, and what who asks is shown.
    private static func bind(
        _ channel: Int64, _ query: ObjectQuery, to statement: RawStatement
    ) {
        let flags =
            query.versions.isLastOnly
            ? ObjectIndexSchema.visible | ObjectIndexSchema.last : ObjectIndexSchema.visible
        statement.bind(1, channel)
        statement.bind(2, Int64(clamping: query.after))
        statement.bind(3, query.includesRed ? flags : flags | ObjectIndexSchema.red)
        statement.bind(4, flags)
    }

    static func object(
        _ rows: RawStatement, _ version: STIXTimestamp, _ origin: LogOrigin?
    ) throws -> IndexedObject? {
        guard let form = IndexedObject.Form(rawValue: UInt8(truncatingIfNeeded: rows.integer(8)))
        else { return nil }
        return IndexedObject(
            sequence: UInt64(clamping: rows.integer(0)), id: rows.text(1), version: version,
            versionText: try rows.storedTextIfAny(3),
            created: STIXTimestamp(microseconds: UInt64(clamping: rows.integer(4))), form: form,
            dot: origin.map { StatementDot(log: $0, index: UInt64(clamping: rows.integer(7))) },
            body: rows.bytes(9))
    }

    /// What seen objects are about, each by its newest version.
    package func identifiers(
        of names: Set<String>, in channel: ChannelID
    ) throws -> KnownIdentifiers {
        var found = KnownIdentifiers()
        guard !names.isEmpty else { return found }
        return try database.read { db in
            guard let number = try ObjectName.find("channel \(channel)", db) else { return found }
            let query = try RawStatement(
                db,
                """
                SELECT form, body, flags FROM object INDEXED BY object_id
                WHERE channel = ? AND id = ? AND flags & 2
                """)
            for name in names.sorted() {
                query.bind(1, number)
                query.bind(2, name)
                if try query.step(),
                    let form = IndexedObject.Form(
                        rawValue: UInt8(truncatingIfNeeded: query.integer(0))),
                    let indicator = form.identifier(in: query.bytes(1))
                {
                    found.learn(
                        name, indicator, isRed: query.integer(2) & ObjectIndexSchema.red != 0)
                }
                query.reset()
            }
            return found
        }
    }

    /// The statements behind the seen versions of an object.
    package func dots(
        of id: String, versions: VersionFilter, in channel: ChannelID
    ) throws -> [StatementDot] {
        guard let number = try names.number(of: channel, in: database) else { return [] }
        let places = try database.read { db in
            var query = ObjectQuery(versions: versions)
            query.ids = [id]
            query.includesRed = true
            let rows = try rows(of: number, query, db)
            var seen: [Int64] = []
            while try rows.step() {
                let version = rows.integer(2)
                guard
                    versions.admits(
                        STIXTimestamp(microseconds: UInt64(clamping: version)),
                        isFirst: rows.integer(5) & ObjectIndexSchema.first != 0,
                        isLast: rows.integer(5) & ObjectIndexSchema.last != 0)
                else { continue }
                seen.append(version)
            }
            // Also those out of sight by which the same member says the same: each comparison of a pattern is a
            // statement. Another member's copy of the object is not of it.
            let all = try RawStatement(
                db,
                """
                SELECT version, log, idx FROM object WHERE channel = ?1 AND id = ?2 AND author = (
                    SELECT author FROM object WHERE channel = ?1 AND id = ?2 AND flags & 1 LIMIT 1)
                """)
            all.bind(1, number)
            all.bind(2, id)
            var places: [(log: Int64, index: UInt64)] = []
            while try all.step() {
                guard seen.contains(all.integer(0)), !all.isNull(1) else { continue }
                places.append((all.integer(1), UInt64(clamping: all.integer(2))))
            }
            return places
        }
        return try places.compactMap { place in
            try names.log(place.log, in: database).map {
                StatementDot(log: $0, index: place.index)
            }
        }.sorted()
    }

    // MARK: Status

    /// Keeps what became of a POST; those that are over their time go.
    package func keep(
        _ status: [UInt8], id: String, of owner: MemberID, at time: UInt64
    ) throws {
        try database.write { db in
            try db.cachedStatement(sql: "DELETE FROM status WHERE created < ?").execute(
                arguments: [Int64(clamping: time - min(time, PostStatus.keptMilliseconds))])
            let insert = try RawStatement(db, "INSERT INTO status VALUES (?, ?, ?, ?)")
            insert.bind(1, id)
            insert.bind(2, Int64(clamping: time))
            insert.bind(3, owner.rawValue)
            insert.bind(4, status)
            try insert.run()
        }
    }

    /// Nil for one that is not known, of somebody else, or over its time.
    package func status(
        _ id: String, of owner: MemberID, at time: UInt64
    ) throws -> [UInt8]? {
        try database.read { db in
            let query = try RawStatement(
                db, "SELECT body FROM status WHERE id = ? AND owner = ? AND created >= ?")
            query.bind(1, id)
            query.bind(2, owner.rawValue)
            query.bind(3, Int64(clamping: time - min(time, PostStatus.keptMilliseconds)))
            defer { query.reset() }
            return try query.step() ? Array(query.bytes(0)) : nil
        }
    }
}
