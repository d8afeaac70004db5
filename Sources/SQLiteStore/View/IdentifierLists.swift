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

    /// As `ViewStore.indicators(withPrefix:types:in:upTo:after:limit:)` says.
    func indicators(
        withPrefix prefix: [UInt8], types: Set<IndicatorType>, in channels: Set<ChannelID>?,
        upTo markingMax: TLP, after indicator: Indicator?, limit: Int
    ) throws -> [Indicator] {
        // One bound, so that the index is entered where it holds: by two, every page would begin at the first.
        var first = (name: prefix, type: Int64(-1))
        if let indicator {
            let name = Array(indicator.readableValue.utf8)
            if !name.lexicographicallyPrecedes(prefix) {
                first = (name, Int64(indicator.type.rawValue))
            }
        }
        var walks: [[Indicator]] = []
        for number in try numbers(for: channels, upTo: markingMax) {
            let found = try walk(number, from: first, prefix, types, limit: limit)
            if !found.isEmpty { walks.append(found) }
        }
        guard walks.count > 1 else { return walks.first ?? [] }
        return Array(
            Set(walks.joined()).sorted(by: Indicator.precedesByName).prefix(limit))
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

    private func walk(
        _ list: Int64, from first: (name: [UInt8], type: Int64), _ prefix: [UInt8],
        _ types: Set<IndicatorType>, limit: Int
    ) throws -> [Indicator] {
        let query = try RawStatement(db, SQLiteViewStore.identifierWalkSQL)
        query.bind(1, list)
        query.bind(2, first.name)
        query.bind(3, first.type)
        defer { query.reset() }
        var indicators: [Indicator] = []
        while indicators.count < limit, try query.step() {
            let name = query.bytes(0)
            guard name.starts(with: prefix) else { break }
            let value = query.isNull(2) ? name : query.bytes(2)
            guard let raw = UInt8(exactly: query.integer(1)),
                let type = IndicatorType(rawValue: raw), types.isEmpty || types.contains(type),
                let indicator = Indicator(keyBytes: [raw] + value)
            else { continue }
            indicators.append(indicator)
        }
        return indicators
    }
}

extension SQLiteViewStore {
    /// One list from a place on, for the test of its plan too.
    package static let identifierWalkSQL = """
        SELECT name, type, value FROM identifier WHERE list = ?1 AND (name, type) > (?2, ?3)
        ORDER BY name, type
        """
}
