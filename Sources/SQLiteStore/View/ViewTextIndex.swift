import AllianceNames
import CRDT
import GRDB
import MergedView
import Statements

/// The free-text index (FTS5), with a cursor in each log; the ordered identifiers (`IdentifierLists`) go with it.
///
/// FTS5 is handed tokens, not text: what a token is, `SearchText` decides, and the tokenizer only splits
/// at the spaces between them.
struct ViewTextIndex {
    let db: Database
    let numbers: LogNumbers

    func cursors() throws -> (indexed: ViewFrontier, merged: ViewFrontier) {
        let query = try RawStatement(db, "SELECT id, text_size, size FROM log")
        var (indexed, merged) = (ViewFrontier(), ViewFrontier())
        while try query.step() {
            let origin = try numbers.origin(of: query.integer(0), db)
            indexed[origin] = UInt64(bitPattern: query.integer(1))
            merged[origin] = UInt64(bitPattern: query.integer(2))
        }
        return (indexed, merged)
    }

    func progress() throws -> TextIndexProgress {
        let (indexed, merged) = try cursors()
        return TextIndexProgress(indexed: indexed.count, merged: merged.count)
    }

    // MARK: Writing

    /// Stores a run that was read from `before`; does nothing where another process was faster.
    func store(_ run: IndexRun, from before: ViewFrontier) throws {
        guard try cursors().indexed == before else { return }
        let move = try RawStatement(db, "UPDATE log SET text_size = ? WHERE origin = ?")
        for origin in run.cursors.logs where run.cursors[origin] != before[origin] {
            move.bind(1, Int64(bitPattern: run.cursors[origin]))
            move.bind(2, origin.description)
            try move.run()
        }
        try insert(run.documents)
        for (list, indicators) in run.lists {
            try IdentifierLists(db: db).insert(indicators, into: list)
        }
    }

    private func insert(_ documents: [SearchDocument]) throws {
        var logs: [LogOrigin: Int64] = [:]
        for (number, origin) in try LogNumbers.all(db) { logs[origin] = number }
        let document = try RawStatement(
            db, "INSERT INTO doc(position, log, idx, key_hash) VALUES(?, ?, ?, ?)")
        let text = try RawStatement(
            db, "INSERT INTO text(rowid, words, grams, facets) VALUES(?, ?, ?, ?)")
        // FTS5 writes out what it holds whenever a row comes before the last one.
        let positions = try positions(of: documents)
        try insertKeys(positions.map { (documents[$0.document].keyHash, $0.position) })
        for (position, place) in positions {
            let entry = documents[place]
            guard let log = logs[entry.dot.log] else { continue }
            document.bind(1, Int64(position))
            document.bind(2, log)
            document.bind(3, Int64(bitPattern: entry.dot.index))
            document.bind(4, Int64(bitPattern: entry.keyHash))
            try document.run()
            text.bind(1, Int64(position))
            text.bind(2, text: entry.words.bytes)
            text.bind(3, text: entry.grams.bytes)
            text.bind(4, text: entry.facets.bytes)
            try text.run()
        }
    }

    private func insertKeys(_ keys: [(keyHash: UInt64, position: UInt64)]) throws {
        let insert = try RawStatement(
            db, "INSERT INTO doc_key(key_hash, position) VALUES(?, ?)")
        for key in keys.sorted(by: { $0 < $1 }) {
            insert.bind(1, Int64(bitPattern: key.keyHash))
            insert.bind(2, Int64(key.position))
            try insert.run()
        }
    }

    /// A position for each document, ascending: after those of the same second.
    private func positions(
        of documents: [SearchDocument]
    ) throws -> [(position: UInt64, document: Int)] {
        let last = try RawStatement(
            db, "SELECT max(position) FROM doc WHERE position BETWEEN ? AND ?")
        var next: [UInt64: UInt64] = [:]
        var positions: [(position: UInt64, document: Int)] = []
        for (place, document) in documents.enumerated() {
            let second = DocumentPosition.range(issued: document.issuedAt...document.issuedAt)
            var position = next[second.lowerBound]
            if position == nil {
                last.bind(1, Int64(second.lowerBound))
                last.bind(2, Int64(second.upperBound))
                let isThere = try last.step() && !last.isNull(0)
                position = isThere ? UInt64(last.integer(0)) + 1 : second.lowerBound
                last.reset()
            }
            guard let position, position <= second.upperBound else { continue }
            next[second.lowerBound] = position + 1
            positions.append((position, place))
        }
        return positions.sorted { $0.position < $1.position }
    }

    // MARK: Erasing

    /// Steps that forget at most, before whoever asked for them has to come back.
    static let forgettingStepsMax = 10_000
    /// Pages that one of them merges: some ten milliseconds.
    private static let forgettingPages = 500

    /// Takes documents out, with all that points to them.
    ///
    /// FTS5 holds no text here, so it has to be told the very tokens that it shall forget. Where they are
    /// not known for every document of the rows, the whole index is begun anew: slower, and as thorough.
    func erase(
        _ documents: [SearchDocument], rows: [(index: UInt64, keyHash: UInt64)], log: Int64
    ) throws {
        var known: [IndexedPlace: [SearchDocument]] = [:]
        for document in documents {
            known[IndexedPlace(document.dot.index, document.keyHash), default: []]
                .append(document)
        }
        var found: [(position: Int64, keyHash: UInt64, document: SearchDocument)] = []
        for place in Set(rows.map { IndexedPlace($0.index, $0.keyHash) }) {
            let positions = try positions(of: place, log: log)
            let documents = known[place] ?? []
            guard positions.count <= documents.count else { return try beginAnew() }
            for (position, document) in zip(positions, documents) {
                found.append((position, place.keyHash, document))
            }
        }
        for (position, keyHash, document) in found.sorted(by: { $0.position < $1.position }) {
            try erase(document, at: position, keyHash)
        }
    }

    private struct IndexedPlace: Hashable {
        let index: UInt64
        let keyHash: UInt64

        init(_ index: UInt64, _ keyHash: UInt64) {
            self.index = index
            self.keyHash = keyHash
        }
    }

    private func positions(of place: IndexedPlace, log: Int64) throws -> [Int64] {
        let query = try RawStatement(
            db,
            """
            SELECT doc.position FROM doc_key CROSS JOIN doc ON doc.position = doc_key.position
            WHERE doc_key.key_hash = ? AND doc.log = ? AND doc.idx = ? ORDER BY doc.position
            """)
        query.bind(1, Int64(bitPattern: place.keyHash))
        query.bind(2, log)
        query.bind(3, Int64(bitPattern: place.index))
        var positions: [Int64] = []
        while try query.step() { positions.append(query.integer(0)) }
        return positions
    }

    private func erase(
        _ document: SearchDocument, at position: Int64, _ keyHash: UInt64
    ) throws {
        let text = try RawStatement(
            db, "INSERT INTO text(text, rowid, words, grams, facets) VALUES('delete', ?, ?, ?, ?)")
        text.bind(1, position)
        text.bind(2, text: document.words.bytes)
        text.bind(3, text: document.grams.bytes)
        text.bind(4, text: document.facets.bytes)
        try text.run()
        let place = try RawStatement(db, "DELETE FROM doc WHERE position = ?")
        place.bind(1, position)
        try place.run()
        let key = try RawStatement(
            db, "DELETE FROM doc_key WHERE key_hash = ? AND position = ?")
        key.bind(1, Int64(bitPattern: keyHash))
        key.bind(2, position)
        try key.run()
    }

    private func beginAnew() throws {
        try db.execute(sql: "INSERT INTO text(text) VALUES('delete-all')")
        for table in ["doc", "doc_key", "identifier"] {
            try db.execute(sql: "DELETE FROM \(table)")
        }
        try db.execute(sql: "UPDATE log SET text_size = 0")
    }

    /// Merges the index's segments a step further towards one, which has nothing of what was deleted
    /// (sqlite.org/fts5.html, section 6.9: a negative number merges all, piece by piece).
    /// - Returns: whether nothing was left to do.
    func forgetDeleted() throws -> Bool {
        let before = db.totalChangesCount
        try db.execute(
            sql: "INSERT INTO text(text, rank) VALUES('merge', -\(Self.forgettingPages))")
        return db.totalChangesCount - before < 2
    }

    // MARK: Reading

    func documents(
        matching expression: SearchExpression, in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument] {
        let query = try RawStatement(
            db,
            """
            SELECT doc.position, doc.log, doc.idx, doc.key_hash
            FROM text CROSS JOIN doc ON doc.position = text.rowid
            WHERE text MATCH ? AND text.rowid BETWEEN ? AND ?
            ORDER BY text.rowid DESC LIMIT ?
            """)
        query.bind(1, expression.fts5)
        query.bind(2, Int64(range.lowerBound))
        query.bind(3, Int64(range.upperBound))
        query.bind(4, Int64(limit))
        defer { query.reset() }
        var documents: [IndexedDocument] = []
        while try query.step() { documents.append(try document(query)) }
        return documents
    }

    /// All but those that are marked stricter: few are, and to count the others by their markings takes longer.
    func counts(
        in range: ClosedRange<UInt64>, upTo markingMax: TLP
    ) throws -> [LogOrigin: UInt64] {
        var counts = try counts(in: range)
        guard let hidden = SearchExpression.marked(above: markingMax) else { return counts }
        for (log, count) in try self.counts(in: range, matching: hidden) {
            let left = (counts[log] ?? 0) - min(count, counts[log] ?? 0)
            counts[log] = left == 0 ? nil : left
        }
        return counts
    }

    private func counts(
        in range: ClosedRange<UInt64>, matching expression: SearchExpression? = nil
    ) throws -> [LogOrigin: UInt64] {
        let query = try RawStatement(
            db,
            expression == nil
                ? "SELECT log, count(*) FROM doc WHERE position BETWEEN ? AND ? GROUP BY log"
                : """
                SELECT doc.log, count(*)
                FROM text CROSS JOIN doc ON doc.position = text.rowid
                WHERE text.rowid BETWEEN ? AND ? AND text MATCH ? GROUP BY doc.log
                """)
        query.bind(1, Int64(range.lowerBound))
        query.bind(2, Int64(range.upperBound))
        if let expression { query.bind(3, expression.fts5) }
        defer { query.reset() }
        var counts: [LogOrigin: UInt64] = [:]
        while try query.step() {
            counts[try numbers.origin(of: query.integer(0), db)] =
                UInt64(bitPattern: query.integer(1))
        }
        return counts
    }

    func documents(
        ofKeyHash keyHash: UInt64, matching expression: SearchExpression,
        in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument] {
        let query = try RawStatement(
            db,
            """
            SELECT doc.position, doc.log, doc.idx, doc.key_hash
            FROM doc_key CROSS JOIN doc ON doc.position = doc_key.position
            WHERE doc_key.key_hash = ? AND doc_key.position BETWEEN ? AND ?
            ORDER BY doc_key.position LIMIT ?
            """)
        query.bind(1, Int64(bitPattern: keyHash))
        query.bind(2, Int64(range.lowerBound))
        query.bind(3, Int64(range.upperBound))
        query.bind(4, Int64(limit))
        defer { query.reset() }
        let probe = try RawStatement(db, "SELECT 1 FROM text WHERE text MATCH ? AND rowid = ?")
        probe.bind(1, expression.fts5)
        defer { probe.reset() }
        var documents: [IndexedDocument] = []
        while try query.step() {
            probe.bind(2, query.integer(0))
            let matches = try probe.step()
            probe.reset()
            if matches { documents.append(try document(query)) }
        }
        return documents
    }

    private func document(_ query: RawStatement) throws -> IndexedDocument {
        IndexedDocument(
            position: UInt64(query.integer(0)),
            dot: StatementDot(
                log: try numbers.origin(of: query.integer(1), db),
                index: UInt64(bitPattern: query.integer(2))),
            keyHash: UInt64(bitPattern: query.integer(3)))
    }
}

extension SearchExpression {
    /// As FTS5 reads it (sqlite.org/fts5.html, section 3). Tokens hold no quotes: `SearchText` and
    /// `SearchFacet` take letters, digits and a few signs only.
    var fts5: String {
        switch self {
        case .phrase(let column, let tokens):
            "\(column.rawValue) : \"\(tokens.joined(separator: " "))\""
        case .all(let parts): SearchExpression.joined(parts, by: "AND")
        case .any(let parts): SearchExpression.joined(parts, by: "OR")
        }
    }

    private static func joined(_ parts: [SearchExpression], by operation: String) -> String {
        "(" + parts.map(\.fts5).joined(separator: ") \(operation) (") + ")"
    }
}
