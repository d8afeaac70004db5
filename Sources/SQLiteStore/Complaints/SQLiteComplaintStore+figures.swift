import AllianceNames
package import Complaints
import GRDB
import Statements

/// Figures from sums by month; of a part of a month case by case, or by the sum without the rest where that has fewer.
/// The sums take all that is open for late; what is not late yet at the time of asking is taken off, and is little.
extension SQLiteComplaintStore {
    package func figures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            var sums = FigureSums()
            for channel in query.channels.sorted() {
                guard let number = try numbers.id(of: channel) else { continue }
                sums.begin(channel.rawValue)
                try Self.addFiled(query.filed, number, &sums, db)
                try Self.takeOff(query, number, &sums, db)
            }
            return try sums.figures()
        }
    }

    private static func addFiled(
        _ filed: Range<UInt64>?, _ channel: Int64, _ sums: inout FigureSums, _ db: Database
    ) throws {
        guard let filed else {
            return try addMonths(0, .max, channel, &sums, db)
        }
        guard !filed.isEmpty else { return }
        let (from, end) = (
            Int64(clamping: filed.lowerBound), Int64(clamping: min(filed.upperBound, latest))
        )
        guard from < end else { return }
        let month = FigureWriting.month(from)
        let first = FigureWriting.start(ofMonth: month) == from ? month : month + 1
        let beyond = FigureWriting.month(end)
        guard first < beyond else { return try addPart(from..<end, of: month, channel, &sums, db) }
        if first > month {
            try addPart(from..<FigureWriting.start(ofMonth: first), of: month, channel, &sums, db)
        }
        try addMonths(first, beyond, channel, &sums, db)
        try addPart(FigureWriting.start(ofMonth: beyond)..<end, of: beyond, channel, &sums, db)
    }

    /// What was filed in a part of a month.
    private static func addPart(
        _ filed: Range<Int64>, of month: Int64, _ channel: Int64, _ sums: inout FigureSums,
        _ db: Database
    ) throws {
        let before = FigureWriting.start(ofMonth: month)..<filed.lowerBound
        let monthEnd = FigureWriting.end(ofMonth: month)
        let after = filed.upperBound..<max(filed.upperBound, monthEnd)
        // Whether the part or the rest has fewer cases is guessed by how long they are, for speed alone. Mostly nothing
        // is filed after the time of asking.
        let isLast = try !holdsCases(filed: after, channel, db)
        guard before.count + (isLast ? 0 : after.count) < filed.count else {
            return try forEachPart(filed, channel, db) { key, reader in
                try sums.change(key) { try reader.add(to: &$0) }
            }
        }
        try addMonths(month, month + 1, channel, &sums, db)
        for rest in isLast ? [before] : [before, after] {
            try forEachPart(rest, channel, db) { key, reader in
                let cell = try reader.cell()
                try sums.change(key) { try $0.remove(cell) }
            }
        }
    }

    private static func holdsCases(
        filed: Range<Int64>, _ channel: Int64, _ db: Database
    ) throws -> Bool {
        let rows = try RawStatement(
            db, "SELECT 1 FROM figure WHERE channel = ? AND filedAt >= ? AND filedAt < ? LIMIT 1")
        rows.bind(1, channel)
        rows.bind(2, filed.lowerBound)
        rows.bind(3, filed.upperBound)
        defer { rows.reset() }
        return try rows.step()
    }

    /// The calendar ends here.
    private static let latest: UInt64 = StatementLimits.timeMillisecondsMax

    /// - Parameter end: the month behind the last.
    private static func addMonths(
        _ first: Int64, _ end: Int64, _ channel: Int64, _ sums: inout FigureSums, _ db: Database
    ) throws {
        let rows = try RawStatement(
            db,
            """
            SELECT marketplace, ground, figures FROM cell
            WHERE channel = ? AND month >= ? AND month < ?
            """)
        rows.bind(1, channel)
        rows.bind(2, first)
        rows.bind(3, end)
        defer { rows.reset() }
        while try rows.step() {
            let key = FigureSums.Key(
                marketplace: try rows.storedText(0), ground: try rows.storedInteger(1))
            var reader = FigureReader(rows.bytes(2))
            try sums.change(key) { try reader.add(to: &$0) }
        }
    }

    /// The figures of each case that was filed then, as a whole and by marketplace.
    private static func forEachPart(
        _ filed: Range<Int64>, _ channel: Int64, _ db: Database,
        _ body: (FigureSums.Key, inout FigureReader) throws -> Void
    ) throws {
        guard !filed.isEmpty else { return }
        let rows = try RawStatement(
            db,
            """
            SELECT ground, parts FROM figure WHERE channel = ? AND filedAt >= ? AND filedAt < ?
            """)
        rows.bind(1, channel)
        rows.bind(2, filed.lowerBound)
        rows.bind(3, filed.upperBound)
        defer { rows.reset() }
        while try rows.step() {
            let ground = try rows.storedInteger(0)
            var reader = FigureReader(rows.bytes(1))
            while !reader.isAtEnd {
                try body(
                    FigureSums.Key(marketplace: try reader.text(), ground: ground), &reader)
            }
        }
    }

    /// Takes off what is open and not late.
    private static func takeOff(
        _ query: FigureQuery, _ channel: Int64, _ sums: inout FigureSums, _ db: Database
    ) throws {
        struct Part: Hashable {
            let course: Int64
            let key: FigureSums.Key
        }
        let rows = try RawStatement(
            db,
            """
            SELECT course, filedAt, marketplace, ground, ofPart, ofCase FROM openListing
            WHERE channel = ? AND lateAt > ?
            """)
        rows.bind(1, channel)
        rows.bind(2, Int64(clamping: query.now))
        defer { rows.reset() }
        var parts: [Part: (notLate: Int64, open: Int64)] = [:]
        while try rows.step() {
            let filedAt = UInt64(clamping: try rows.storedInteger(1))
            guard query.filed.map({ $0.contains(filedAt) }) ?? true else { continue }
            let (course, ground) = (try rows.storedInteger(0), try rows.storedInteger(3))
            let key = FigureSums.Key(marketplace: try rows.storedText(2), ground: ground)
            let whole = FigureSums.Key(marketplace: "", ground: ground)
            let (ofPart, ofCase) = (try rows.storedInteger(4), try rows.storedInteger(5))
            parts[Part(course: course, key: key), default: (0, ofPart)].notLate += 1
            parts[Part(course: course, key: whole), default: (0, ofCase)].notLate += 1
        }
        for (part, count) in parts {
            sums.change(part.key) { cell in
                if !part.key.marketplace.isEmpty {
                    cell.counts[FigureCell.due] -= Int(clamping: count.notLate)
                }
                // Due as a case is what has a listing that is late.
                if count.notLate == count.open { cell.counts[FigureCell.casesDue] -= 1 }
            }
        }
    }
}

/// Adds up what is told apart, as `FigureFold` does of states.
struct FigureSums {
    struct Key: Hashable {
        /// Empty for cases as a whole.
        let marketplace: String
        let ground: Int64
    }

    private var channels: [(name: String, cells: [Key: FigureCell])] = []

    init() {}

    mutating func begin(_ channel: String) { channels.append((channel, [:])) }

    /// Of the channel that was begun last.
    mutating func change(
        _ key: Key, _ body: (inout FigureCell) throws -> Void
    ) rethrows {
        try body(&channels[channels.count - 1].cells[key, default: FigureCell()])
    }

    func figures() throws -> [FigureKey: ComplaintFigures] {
        var sums: [FigureKey: FigureCell] = [:]
        for (channel, cells) in channels {
            // Of what was taken off again nothing is told.
            for (key, cell) in cells where !cell.isEmpty {
                let ground = try ComplaintRows.ground(key.ground)
                let isWhole = key.marketplace.isEmpty
                // A case of two marketplaces is one case: those are counted apart from the listings.
                var listings = cell
                for place in 0..<FigureCell.ofCases { listings.counts[place] = 0 }
                for figureKey in [
                    .all, FigureKey(channel: channel), FigureKey(ground: ground),
                    FigureKey(channel: channel, ground: ground),
                ] {
                    sums[figureKey, default: FigureCell()].add(isWhole ? cell : listings)
                }
                guard !isWhole else { continue }
                for figureKey in [
                    FigureKey(marketplace: key.marketplace),
                    FigureKey(channel: channel, marketplace: key.marketplace),
                    FigureKey(marketplace: key.marketplace, ground: ground),
                    FigureKey(channel: channel, marketplace: key.marketplace, ground: ground),
                ] {
                    sums[figureKey, default: FigureCell()].add(cell)
                }
            }
        }
        return sums.mapValues(\.figures)
    }
}
