import Complaints
import GRDB
import Statements

/// Figures of one case: as a whole, and of each marketplace.
struct FigureParts: Equatable {
    /// By marketplace; of the empty name what is told of the case as a whole.
    var cells: [String: FigureCell] = [:]

    /// Nothing where the case is not confirmed.
    init(_ state: CaseState) {
        guard state.time != .pending else { return }
        // At the end of all time all that is open is late.
        let whole = FigureCell(
            FigureFold.figures(of: state, state.listings, now: .max)
        ).ofCasesOnly()
        if !whole.isEmpty { cells[""] = whole }
        let byMarketplace = Dictionary(grouping: state.listings) {
            $0.listing.marketplaceAndID.marketplace
        }
        for (marketplace, listings) in byMarketplace {
            let part = FigureCell(FigureFold.figures(of: state, listings, now: .max))
            if !part.isEmpty { cells[marketplace] = part }
        }
    }

    init(reading bytes: UnsafeRawBufferPointer) throws {
        var reader = FigureReader(bytes)
        while !reader.isAtEnd {
            let marketplace = try reader.text()
            cells[marketplace] = try reader.cell()
        }
    }

    var bytes: [UInt8] {
        var writer = FigureWriter()
        for (marketplace, cell) in cells.sorted(by: { $0.key < $1.key }) {
            writer.write(marketplace)
            writer.write(cell)
        }
        return writer.bytes
    }
}

/// Keeps the sums of figures by month while cases are written: read once, written once in a transaction.
final class FigureWriting {
    private struct Key: Hashable {
        let channel: Int64
        let month: Int64
        let marketplace: String
        let ground: Int64
    }

    private let db: Database
    private var cells: [Key: FigureCell] = [:]

    init(_ db: Database) { self.db = db }

    /// The month of a time, counted from January of the year 0.
    static func month(_ time: Int64) -> Int64 {
        let date = CivilDate(milliseconds: UInt64(clamping: time))
        return Int64(date.year) * 12 + Int64(date.monthAndDay.month) - 1
    }

    /// When a month begins.
    static func start(ofMonth month: Int64) -> Int64 {
        let date = CivilDate(Int(month / 12), Int(month % 12) + 1, 1)
        return Int64(date.day) * Int64(CaseRules.dayMilliseconds)
    }

    /// When a month ends; the last of the calendar has no end.
    static func end(ofMonth month: Int64) -> Int64 {
        month / 12 == CivilDate.years.upperBound && month % 12 == 11
            ? .max : start(ofMonth: month + 1)
    }

    /// Puts the figures of a case in the place of those before.
    func replace(_ course: Int64, channel: Int64, by state: CaseState?) throws {
        let find = try RawStatement(
            db, "SELECT channel, filedAt, ground, parts FROM figure WHERE course = ?")
        find.bind(1, course)
        var old: (channel: Int64, filedAt: Int64, ground: Int64, parts: FigureParts)?
        if try find.step() {
            old = (
                try find.storedInteger(0), try find.storedInteger(1), try find.storedInteger(2),
                try FigureParts(reading: find.bytes(3))
            )
        }
        find.reset()
        let ground = Int64(state?.complaint.ground.rawValue ?? 0)
        let filedAt = state.map { ComplaintRows.number($0.time) } ?? 0
        var parts = state.map { FigureParts($0) }
        if parts?.cells.isEmpty == true { parts = nil }
        if let old, let parts, old == (channel, filedAt, ground, parts) { return }
        if let old {
            for (marketplace, cell) in old.parts.cells {
                try change(
                    Key(
                        channel: old.channel, month: Self.month(old.filedAt),
                        marketplace: marketplace, ground: old.ground)
                ) { try $0.remove(cell) }
            }
        }
        guard let parts else {
            guard old != nil else { return }
            let delete = try RawStatement(db, "DELETE FROM figure WHERE course = ?")
            delete.bind(1, course)
            return try delete.run()
        }
        for (marketplace, cell) in parts.cells {
            try change(
                Key(
                    channel: channel, month: Self.month(filedAt), marketplace: marketplace,
                    ground: ground)
            ) { $0.add(cell) }
        }
        let put = try RawStatement(db, "INSERT OR REPLACE INTO figure VALUES (?, ?, ?, ?, ?)")
        put.bind(1, course)
        put.bind(2, channel)
        put.bind(3, filedAt)
        put.bind(4, ground)
        put.bind(5, parts.bytes)
        try put.run()
    }

    private func change(_ key: Key, _ body: (inout FigureCell) throws -> Void) throws {
        if cells[key] == nil { cells[key] = try stored(key) }
        try body(&cells[key, default: FigureCell()])
    }

    private func stored(_ key: Key) throws -> FigureCell {
        let find = try RawStatement(
            db,
            """
            SELECT figures FROM cell
            WHERE channel = ? AND month = ? AND marketplace = ? AND ground = ?
            """)
        bind(find, key)
        defer { find.reset() }
        guard try find.step() else { return FigureCell() }
        var reader = FigureReader(find.bytes(0))
        return try reader.cell()
    }

    /// To be called before the transaction ends.
    func flush() throws {
        for (key, cell) in cells {
            if cell.isEmpty {
                let delete = try RawStatement(
                    db,
                    """
                    DELETE FROM cell
                    WHERE channel = ? AND month = ? AND marketplace = ? AND ground = ?
                    """)
                bind(delete, key)
                try delete.run()
            } else {
                var writer = FigureWriter()
                writer.write(cell)
                let put = try RawStatement(
                    db, "INSERT OR REPLACE INTO cell VALUES (?, ?, ?, ?, ?)")
                bind(put, key)
                put.bind(5, writer.bytes)
                try put.run()
            }
        }
        cells = [:]
    }

    private func bind(_ statement: RawStatement, _ key: Key) {
        statement.bind(1, key.channel)
        statement.bind(2, key.month)
        statement.bind(3, key.marketplace)
        statement.bind(4, key.ground)
    }
}
