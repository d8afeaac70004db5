import AllianceNames
import GRDB
import MergedView
import Statements

/// The identifiers by their readable values, in a list for each channel and marking.
struct IdentifierLists {
    let db: Database

    // MARK: Writing

    func insert(_ indicators: Set<Indicator>, into list: IdentifierList) throws {
        let number = try numberMade(of: list)
        let insert = try RawStatement(
            db, "INSERT OR IGNORE INTO identifier(list, name, type, value) VALUES(?, ?, ?, ?)")
        let named = indicators.map { (name: Array($0.readableValue.utf8), indicator: $0) }
        for (name, indicator) in named.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
            insert.bind(1, number)
            insert.bind(2, name)
            insert.bind(3, Int64(indicator.type.rawValue))
            let value = Array(indicator.value.utf8)
            if value == name { insert.bindNull(4) } else { insert.bind(4, value) }
            try insert.run()
        }
    }

    func erase(_ indicator: Indicator, from list: IdentifierList) throws {
        guard let number = try number(of: list) else { return }
        let delete = try RawStatement(
            db, "DELETE FROM identifier WHERE list = ? AND name = ? AND type = ?")
        delete.bind(1, number)
        delete.bind(2, Array(indicator.readableValue.utf8))
        delete.bind(3, Int64(indicator.type.rawValue))
        try delete.run()
    }

    private func numberMade(of list: IdentifierList) throws -> Int64 {
        if let number = try number(of: list) { return number }
        let insert = try RawStatement(
            db, "INSERT INTO identifier_list(channel, marking) VALUES(?, ?)")
        insert.bind(1, list.channel.rawValue)
        insert.bind(2, Int64(list.marking.rawValue))
        try insert.run()
        return db.lastInsertedRowID
    }

    private func number(of list: IdentifierList) throws -> Int64? {
        let query = try RawStatement(
            db, "SELECT id FROM identifier_list WHERE channel = ? AND marking = ?")
        query.bind(1, list.channel.rawValue)
        query.bind(2, Int64(list.marking.rawValue))
        defer { query.reset() }
        return try query.step() ? query.integer(0) : nil
    }

    // MARK: Reading

    /// As `ViewStore.indicators(withPrefix:types:in:upTo:after:limit:lookedMax:)` says.
    func indicators(
        withPrefix prefix: [UInt8], types: Set<IndicatorType>, in channels: Set<ChannelID>?,
        upTo markingMax: TLP, after indicator: Indicator?, limit: Int, lookedMax: Int
    ) throws -> IdentifierPage {
        // One bound, so that the index is entered where it holds: by two, every page would begin at the first.
        var start = IdentifierWalk.Entry(name: prefix, type: -1)
        if let indicator {
            let name = Array(indicator.readableValue.utf8)
            if !name.lexicographicallyPrecedes(prefix) {
                start = IdentifierWalk.Entry(name: name, type: Int64(indicator.type.rawValue))
            }
        }
        let numbers = try numbers(for: channels, upTo: markingMax)
        let share = limit / max(1, numbers.count) + 1
        return try merge(
            numbers.map { IdentifierWalk(of: $0, after: start, share: share) },
            IdentifierWalk.Filter(
                prefix: prefix, types: Set(types.map { Int64($0.rawValue) })),
            limit: limit, lookedMax: lookedMax)
    }

    private func merge(
        _ walks: [IdentifierWalk], _ filter: IdentifierWalk.Filter, limit: Int, lookedMax: Int
    ) throws -> IdentifierPage {
        let query = try RawStatement(db, SQLiteViewStore.identifierWalkSQL)
        var walks = walks
        var page = IdentifierPage()
        /// Up to here every list was read.
        var end: IdentifierWalk.Entry?
        while true {
            for place in walks.indices
            where !walks[place].isThrough && (end.map { walks[place].end == $0 } ?? true) {
                page.looked += try walks[place].read(filter, by: query)
            }
            end = walks.filter { !$0.isThrough }.map(\.end).min()
            var ready: [IdentifierWalk.Entry] = []
            for place in walks.indices { ready += walks[place].take(upTo: end) }
            ready.sort()
            for (place, entry) in ready.enumerated()
            where place == 0 || entry != ready[place - 1] {
                guard let indicator = entry.indicator else { continue }
                page.found.append(indicator)
                if page.found.count == limit {
                    page.last = indicator
                    return page
                }
            }
            guard let end else { return page }
            if page.looked >= lookedMax, let last = end.indicator {
                page.last = last
                return page
            }
        }
    }

    private func numbers(
        for channels: Set<ChannelID>?, upTo markingMax: TLP
    ) throws -> [Int64] {
        let query = try RawStatement(db, "SELECT id, channel, marking FROM identifier_list")
        defer { query.reset() }
        var numbers: [Int64] = []
        while try query.step() {
            guard let channel = try? ChannelID(parsing: query.text(1)),
                let marking = UInt8(exactly: query.integer(2)).flatMap(TLP.init(rawValue:))
            else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "a list of identifiers has no name")
            }
            if IdentifierList(channel: channel, marking: marking).isFor(channels, upTo: markingMax)
            {
                numbers.append(query.integer(0))
            }
        }
        return numbers
    }
}

extension SQLiteViewStore {
    /// One list from a place on, for the test of its plan too.
    package static let identifierWalkSQL = """
        SELECT name, type, value FROM identifier WHERE list = ?1 AND (name, type) > (?2, ?3)
        ORDER BY name, type
        """
}
