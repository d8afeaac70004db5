package import AllianceNames
package import Complaints
import GRDB
package import Statements
package import TransparencyLog

/// What ties complaints to one another: the files that they came with, and the sellers that they name.
extension SQLiteComplaintStore {
    /// Of each file the earliest first.
    package func uses(
        of files: Set<Digest>, in channels: Set<ChannelID>
    ) throws -> [FileUse] {
        guard !files.isEmpty else { return [] }
        return try database.read { db in
            let numbers = ComplaintNumbers(db)
            let known = try numbers.ids(of: channels)
            var found: [FileUse] = []
            for file in files.sorted() {
                let rows = try RawStatement(
                    db,
                    """
                    SELECT course, complainant, filedAt FROM broughtFile
                    WHERE digest = ? AND \(Self.isIn(known))
                    ORDER BY filedAt, course LIMIT \(FileUse.ofOneMax)
                    """)
                rows.bind(1, file.bytes)
                defer { rows.reset() }
                while try rows.step() {
                    let course = try rows.storedInteger(0)
                    found.append(
                        FileUse(
                            file: file, complaint: try numbers.complaint(course),
                            complainant: try ComplaintRows.complainant(try rows.storedText(1)),
                            filedAt: ComplaintRows.time(try rows.storedInteger(2)),
                            sellers: try Self.sellers(named: course, db)))
                }
            }
            return found
        }
    }

    private static func sellers(named course: Int64, _ db: Database) throws -> Set<Indicator> {
        let rows = try RawStatement(db, "SELECT sellerType, seller FROM accused WHERE course = ?")
        rows.bind(1, course)
        defer { rows.reset() }
        var found: Set<Indicator> = []
        while try rows.step() {
            found.insert(
                try ComplaintRows.indicator(try rows.storedInteger(0), try rows.storedText(1)))
        }
        return found
    }

    /// In a fixed order.
    package func accounts(
        bringingFilesBefore complainant: Complainant, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [Complainant] {
        let own = ComplaintRows.text(complainant)
        return try database.read { db in
            let known = try ComplaintNumbers(db).ids(of: channels)
            var others: Set<String> = []
            for digest in try Self.files(of: own, in: known, since: since, db)
            where others.count < FileUse.accountsMax {
                others.formUnion(try Self.accounts(that: digest, before: own, in: known, db))
            }
            return Array(
                try others.map(ComplaintRows.complainant).sorted().prefix(FileUse.accountsMax))
        }
    }

    /// The newest, in a fixed order.
    private static func files(
        of complainant: String, in channels: [Int64], since: UInt64, _ db: Database
    ) throws -> [[UInt8]] {
        let rows = try RawStatement(
            db,
            """
            SELECT digest FROM broughtFile
            WHERE complainant = ? AND filedAt >= ? AND \(isIn(channels))
            ORDER BY filedAt DESC, digest LIMIT \(FileUse.filesMax)
            """)
        rows.bind(1, complainant)
        rows.bind(2, Int64(clamping: since))
        defer { rows.reset() }
        var found: [[UInt8]] = []
        var seen: Set<[UInt8]> = []
        while try rows.step() {
            let digest = try rows.storedBytes(0)
            if seen.insert(digest).inserted { found.append(digest) }
        }
        return found
    }

    /// Who brought a file first.
    private static func accounts(
        that digest: [UInt8], before own: String, in channels: [Int64], _ db: Database
    ) throws -> [String] {
        let rows = try RawStatement(
            db,
            """
            SELECT complainant FROM broughtFile WHERE digest = ? AND \(isIn(channels))
            ORDER BY filedAt, course LIMIT \(FileUse.ofOneMax)
            """)
        rows.bind(1, digest)
        defer { rows.reset() }
        var found: [String] = []
        while try rows.step() {
            let name = try rows.storedText(0)
            if name == own { break }
            found.append(name)
        }
        return found
    }

    /// Of each seller the newest, in a fixed order.
    package func accusers(
        of sellers: Set<Indicator>, in channels: Set<ChannelID>, filed: ClosedRange<UInt64>
    ) throws -> [Indicator: [Complainant]] {
        guard !sellers.isEmpty else { return [:] }
        return try database.read { db in
            let known = try ComplaintNumbers(db).ids(of: channels)
            var found: [Indicator: [Complainant]] = [:]
            for seller in sellers {
                let names = try Self.accusers(of: seller, in: known, filed: filed, db)
                if !names.isEmpty {
                    found[seller] = try names.map(ComplaintRows.complainant).sorted()
                }
            }
            return found
        }
    }

    private static func accusers(
        of seller: Indicator, in channels: [Int64], filed: ClosedRange<UInt64>, _ db: Database
    ) throws -> [String] {
        let rows = try RawStatement(
            db,
            """
            SELECT complainant FROM accused
            WHERE seller = ?1 AND sellerType = ?2 AND filedAt >= ?3
                AND (filedAt <= ?4 OR filedAt = \(ComplaintRows.pending)) AND \(isIn(channels))
            ORDER BY filedAt DESC LIMIT \(Accusers.complaintsMax)
            """)
        rows.bind(1, seller.value)
        rows.bind(2, Int64(seller.type.rawValue))
        rows.bind(3, Int64(clamping: filed.lowerBound))
        rows.bind(4, Int64(clamping: filed.upperBound))
        defer { rows.reset() }
        var found: [String] = []
        while found.count < Accusers.ofOneMax, try rows.step() {
            let name = try rows.storedText(0)
            if !found.contains(name) { found.append(name) }
        }
        return found
    }

    /// Numbers of the store's own.
    private static func isIn(_ channels: [Int64]) -> String {
        "channel IN (\(channels.map(String.init).joined(separator: ", ")))"
    }
}
