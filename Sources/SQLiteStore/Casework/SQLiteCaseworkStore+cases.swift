package import Casework
import FoundationEssentials
import GRDB
import JSON
import SignIn
import TransparencyLog

/// Cases.
extension SQLiteCaseworkStore {
    /// Those begun last first.
    package func cases() throws -> [Case] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT \(CaseRows.folderColumns) FROM folder ORDER BY createdAt DESC, id"
            ).map(CaseRows.folder)
        }
    }

    /// A case with what is in it, in the order of adding.
    /// - Throws: `CaseworkError.notThere`.
    package func folder(_ id: CaseworkID) throws -> (folder: Case, items: [CaseItem]) {
        try database.read { db in (try Self.folder(id, db), try Self.items(of: id, db)) }
    }

    static func folder(_ id: CaseworkID, _ db: Database) throws -> Case {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(CaseRows.folderColumns) FROM folder WHERE id = ?",
            arguments: [id.description])
        guard let row else { throw CaseworkError.notThere }
        return try CaseRows.folder(row)
    }

    private static func items(of id: CaseworkID, _ db: Database) throws -> [CaseItem] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(CaseRows.itemColumns) FROM item WHERE folder = ? ORDER BY addedAt, id
                """, arguments: [id.description]
        ).map(CaseRows.item)
    }

    private static func item(
        _ id: CaseworkID, of folder: CaseworkID, _ db: Database
    ) throws -> CaseItem {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(CaseRows.itemColumns) FROM item WHERE folder = ? AND id = ?",
            arguments: [folder.description, id.description])
        guard let row else { throw CaseworkError.notThere }
        return try CaseRows.item(row)
    }

    /// - Parameter request: with a key, which makes one case.
    /// - Returns: the case; the one that an earlier request with this key made, as it is now.
    /// - Throws: `CaseworkError.tooMany`; `KeyedMakingError`; `CaseworkError.notThere` where what it made is gone.
    @discardableResult
    package func add(
        _ folder: Case, for request: KeyedMaking? = nil
    ) throws -> (folder: Case, isAgain: Bool) {
        try database.write { db in
            if let made = try request.flatMap({ try KeyedRows.made(by: $0, db) }) {
                guard let id = CaseworkID(made) else { throw CaseworkError.notThere }
                let held = try Self.folder(id, db)
                guard held.owner == folder.owner else { throw CaseworkError.notThere }
                return (held, true)
            }
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM folder") ?? 0
            guard count < CaseLimits.casesMax else {
                throw CaseworkError.tooMany(what: "cases", max: CaseLimits.casesMax)
            }
            let own = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM folder WHERE owner = ?",
                arguments: [folder.owner.rawValue])
            guard own ?? 0 < CaseLimits.casesOfPersonMax else {
                throw CaseworkError.tooMany(
                    what: "cases of yours", max: CaseLimits.casesOfPersonMax)
            }
            try CaseRows.write(folder, db)
            if let request { try KeyedRows.note(folder.id.description, by: request, db) }
            return (folder, false)
        }
    }

    /// - Parameter revision: as it was shown.
    /// - Throws: `CaseworkError`, and what `body` throws; then all is as it was.
    @discardableResult
    package func change(
        case id: CaseworkID, revision: UInt64, at now: UInt64,
        _ body: (inout Case) throws -> Void
    ) throws -> Case {
        try database.write { db in
            var folder = try Self.folder(id, db)
            let before = folder.revision
            try body(&folder)
            guard revision == before else { throw CaseworkError.changedMeanwhile }
            folder.revision += 1
            folder.changedAt = now
            try CaseRows.write(folder, db)
            return folder
        }
    }

    /// Puts something into a case, with the bytes of a file.
    ///
    /// - Parameter request: with a key, which puts in one entry.
    /// - Returns: the entry; the one that an earlier request with this key put in, as it is now.
    /// - Throws: `CaseworkError`, `.notThere` also where what it put in is gone; `KeyedMakingError`.
    @discardableResult
    package func add(
        _ item: CaseItem, file: [UInt8]? = nil, to id: CaseworkID, by colleague: Colleague,
        for request: KeyedMaking? = nil
    ) throws -> (item: CaseItem, isAgain: Bool) {
        try item.body.check()
        return try database.write { db in
            var folder = try Self.folder(id, db)
            guard folder.isSeen(by: colleague) else { throw CaseworkError.notThere }
            if let made = try request.flatMap({ try KeyedRows.made(by: $0, db) }) {
                guard let name = CaseworkID(made) else { throw CaseworkError.notThere }
                return (try Self.item(name, of: id, db), true)
            }
            try folder.checkWriting(by: colleague)
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM item WHERE folder = ?",
                arguments: [id.description])
            guard count ?? 0 < CaseLimits.itemsMax else {
                throw CaseworkError.tooMany(what: "entries in a case", max: CaseLimits.itemsMax)
            }
            if case .file(_, let sha256, let byteCount) = item.body {
                guard let file, file.count == byteCount, Digest.sha256(file) == sha256 else {
                    throw CaseworkError.text(field: "file")
                }
                try Self.keep(file, sha256, of: item.addedBy, db)
            }
            let texts = try Int.fetchOne(
                db, sql: "SELECT total(length(CAST(body AS BLOB))) FROM item WHERE folder = ?",
                arguments: [id.description])
            guard
                (texts ?? 0) + item.body.json.compactBytes.count <= CaseLimits.textsBytesMax
            else {
                throw CaseworkError.tooLarge(
                    what: "all texts of a case", bytesMax: CaseLimits.textsBytesMax)
            }
            try CaseRows.write(item, in: id, db)
            if let request { try KeyedRows.note(item.id.description, by: request, db) }
            folder.changedAt = item.addedAt
            try Self.changed(&folder, db)
            return (item, false)
        }
    }

    /// Whoever ends a case, or throws it away, has seen all that is in it.
    private static func changed(_ folder: inout Case, _ db: Database) throws {
        folder.revision += 1
        try CaseRows.write(folder, db)
    }

    private static func keep(
        _ file: [UInt8], _ sha256: Digest, of person: PersonID, _ db: Database
    ) throws {
        // A file of others too counts in full: it is kept for this person when they have removed it.
        let own = try Int.fetchOne(
            db,
            sql: """
                SELECT total(length(bytes)) FROM file WHERE sha256 <> ? AND sha256 IN
                    (SELECT sha256 FROM item WHERE sha256 IS NOT NULL AND addedBy = ?)
                """, arguments: [sha256.data, person.rawValue])
        guard (own ?? 0) + file.count <= CaseLimits.filesOfPersonBytesMax else {
            throw CaseworkError.tooLarge(
                what: "what you have put into cases, with this file,",
                bytesMax: CaseLimits.filesOfPersonBytesMax)
        }
        let isHeld = try Int.fetchOne(
            db, sql: "SELECT 1 FROM file WHERE sha256 = ?", arguments: [sha256.data])
        guard isHeld == nil else { return }
        let held = try Int.fetchOne(db, sql: "SELECT total(length(bytes)) FROM file") ?? 0
        guard held + file.count <= CaseLimits.filesBytesMax else {
            throw CaseworkError.tooLarge(
                what: "all files of cases", bytesMax: CaseLimits.filesBytesMax)
        }
        try db.execute(
            sql: "INSERT INTO file (sha256, bytes) VALUES (?, ?)",
            arguments: [sha256.data, Data(file)])
    }

    /// A task is done; once more changes nothing.
    package func finish(
        _ id: CaseworkID, in folder: CaseworkID, by colleague: Colleague, at now: UInt64
    ) throws {
        try database.write { db in
            var held = try Self.folder(folder, db)
            try held.checkWriting(by: colleague)
            var item = try Self.item(id, of: folder, db)
            try item.finish(by: colleague.id, at: now)
            try CaseRows.write(item, in: folder, db)
            try Self.changed(&held, db)
        }
    }

    /// What was in it is gone from the file; a file goes with the last case that has it.
    package func remove(
        _ id: CaseworkID, from folder: CaseworkID, by colleague: Colleague
    ) throws {
        try removing { db in
            var held = try Self.folder(folder, db)
            try held.checkWriting(by: colleague)
            _ = try Self.item(id, of: folder, db)
            try Self.changed(&held, db)
            try db.execute(
                sql: "DELETE FROM item WHERE folder = ? AND id = ?",
                arguments: [folder.description, id.description])
            try Self.removeUnusedFiles(db)
        }
    }

    /// With all that is in it.
    package func remove(
        case id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) throws {
        try removing { db in
            let folder = try Self.folder(id, db)
            try folder.checkLeading(by: colleague)
            guard folder.revision == revision else { throw CaseworkError.changedMeanwhile }
            for table in ["item", "contactOptIn", "contactMatch"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE folder = ?", arguments: [id.description])
            }
            try db.execute(sql: "DELETE FROM folder WHERE id = ?", arguments: [id.description])
            try Self.removeUnusedFiles(db)
        }
    }

    private static func removeUnusedFiles(_ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM file WHERE NOT EXISTS
                    (SELECT 1 FROM item WHERE item.sha256 = file.sha256)
                """)
    }

    /// - Throws: `CaseworkError.notThere`; a database error where the bytes are not what was put in.
    package func file(
        _ id: CaseworkID, of folder: CaseworkID, for colleague: Colleague
    ) throws -> (item: CaseItem, bytes: [UInt8]) {
        try database.read { db in
            guard try Self.folder(folder, db).isSeen(by: colleague) else {
                throw CaseworkError.notThere
            }
            let item = try Self.item(id, of: folder, db)
            guard case .file(_, let sha256, _) = item.body else { throw CaseworkError.notThere }
            let row = try Row.fetchOne(
                db, sql: "SELECT bytes FROM file WHERE sha256 = ?", arguments: [sha256.data])
            guard let bytes = try row?.storedBytes(0), Digest.sha256(bytes) == sha256 else {
                throw DatabaseError.otherForm
            }
            return (item, bytes)
        }
    }
}
