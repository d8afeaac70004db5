import AllianceNames
package import Complaints
import FoundationEssentials
import GRDB
import JSON
import Statements

/// What screening proposes, in the same file.
extension SQLiteOrderOutbox {
    /// Keeps proposals. One of a listing that is there is brought up to date, and one that somebody has dealt with
    /// stays dealt with.
    ///
    /// - Parameter isCurrent: asked under the write lock: whether nothing was erased since they were made.
    /// - Returns: how many wait that did not before; nil where they are not current, and nothing is kept.
    @discardableResult
    package func propose(
        _ cases: [ProposedCase], if isCurrent: () throws -> Bool = { true }
    ) throws -> Int? {
        try database.write { db in
            guard try isCurrent() else { return nil }
            let before = try Self.openCount(db)
            for one in cases {
                try db.execute(
                    sql: """
                        INSERT INTO proposal (listingType, listing, title, harmCents, proposal, proposedAt, state)
                        VALUES (?, ?, ?, ?, ?, ?, 0)
                        ON CONFLICT (listingType, listing) DO UPDATE SET title = excluded.title,
                            harmCents = excluded.harmCents, proposal = excluded.proposal,
                            proposedAt = excluded.proposedAt
                        """,
                    arguments: [
                        Int64(one.listing.type.rawValue), one.listing.value, one.title,
                        Int64(one.harmCents), Data(one.proposal), Int64(clamping: one.proposedAt),
                    ])
            }
            let count = try Self.openCount(db)
            guard count > ProposedCase.openMax else { return count - before }
            try db.execute(
                sql: """
                    DELETE FROM proposal WHERE number IN (
                        SELECT number FROM proposal WHERE state = 0 ORDER BY harmCents, number LIMIT ?)
                    """, arguments: [count - ProposedCase.openMax])
            return ProposedCase.openMax - before
        }
    }

    private static func openCount(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM proposal WHERE state = 0") ?? 0
    }

    /// Those that wait, the greatest harm first.
    package func openProposals(limit: Int) throws -> [ProposedCase] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.proposalColumns) FROM proposal WHERE state = 0
                    ORDER BY harmCents DESC, number LIMIT ?
                    """, arguments: [limit]
            ).map(Self.proposal)
        }
    }

    package func proposal(_ number: UInt64) throws -> ProposedCase? {
        try database.read { db in
            try Row.fetchOne(
                db, sql: "SELECT \(Self.proposalColumns) FROM proposal WHERE number = ?",
                arguments: [Int64(clamping: number)]
            ).map(Self.proposal)
        }
    }

    /// - Returns: false where it does not wait any more.
    package func settle(_ number: UInt64, as state: ProposedCase.State) throws -> Bool {
        let (code, complaint): (Int64, EntryReference?) =
            switch state {
            case .open: (0, nil)
            case .dismissed: (1, nil)
            case .filed(let complaint): (2, complaint)
            }
        return try database.write { db in
            try db.execute(
                sql: """
                    UPDATE proposal SET state = ?, complaintOrigin = ?, complaintIndex = ?
                    WHERE number = ? AND state = 0
                    """,
                arguments: [
                    code, complaint?.origin.description,
                    complaint.map { Int64(clamping: $0.index) }, Int64(clamping: number),
                ])
            return db.changesCount > 0
        }
    }

    // MARK: Erasure

    /// Forgets all proposals: for whoever cannot tell any more which of them name what was erased.
    package func forgetProposals() throws {
        try database.write { db in
            let numbers = try Int64.fetchAll(db, sql: "SELECT number FROM proposal")
            try Self.forgetProposals(numbers, db)
        }
    }

    static func forgetProposals(naming values: Set<String>, _ db: Database) throws {
        guard !values.isEmpty else { return }
        let rows = try Row.fetchCursor(db, sql: "SELECT number, proposal FROM proposal")
        var named: [Int64] = []
        while let row = try rows.next() {
            // One that cannot be read may name anything.
            let proposal = try? JSONValue(parsing: row.storedBytes(1))
            if proposal?.names(any: values) ?? true { named.append(try row.stored(0)) }
        }
        try forgetProposals(named, db)
    }

    /// What is a complaint is still known as such, by its listing alone, so that nobody files it twice.
    private static func forgetProposals(_ numbers: [Int64], _ db: Database) throws {
        for number in numbers {
            try db.execute(
                sql: "DELETE FROM proposal WHERE number = ? AND state <> 2", arguments: [number])
            try db.execute(
                sql: """
                    UPDATE proposal SET title = '', harmCents = 0, proposal = ? WHERE number = ?
                    """, arguments: [Data("{}".utf8), number])
        }
    }

    private static let proposalColumns = """
        number, listingType, listing, title, harmCents, proposal, proposedAt, state, complaintOrigin, complaintIndex
        """

    private static func proposal(_ row: Row) throws -> ProposedCase {
        let state: ProposedCase.State
        switch try row.storedNumber(7) {
        case 0: state = .open
        case 1: state = .dismissed
        case 2: state = .filed(try OrderRows.entry(row, 8))
        default: throw DatabaseError.otherForm
        }
        return ProposedCase(
            number: try row.storedNumber(0), listing: try OrderRows.listing(row, 1),
            title: try row.stored(3), harmCents: Int(clamping: try row.storedNumber(4)),
            proposal: try row.storedBytes(5), proposedAt: try row.storedNumber(6),
            state: state)
    }
}

extension JSONValue {
    /// Whether any text in it is one of these values.
    fileprivate func names(any values: Set<String>) -> Bool {
        switch self {
        case .string(let text): values.contains(text)
        case .array(let items): items.contains { $0.names(any: values) }
        case .object(let members): members.values.contains { $0.names(any: values) }
        case .number, .bool, .null: false
        }
    }
}
