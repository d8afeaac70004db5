enum EvidenceSchema {
    static let file = SQLiteFile(
        noun: "index of evidence", applicationID: 0x5473_4576,  // "TsEv"
        version: 2, schema: first + second, upgrades: [second])

    /// What is missing of one log's files, in the order of their digests.
    private static let second = """

        CREATE INDEX namedMissing ON named (origin, digest) WHERE due IS NOT NULL;
        """

    private static let first = """
        -- Files that statements name. due: when it is fetched next, ms since 1970; NULL where nothing is to be done.
        CREATE TABLE named (
            digest BLOB NOT NULL,
            origin TEXT NOT NULL,
            entry INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            media TEXT NOT NULL,
            tries INTEGER NOT NULL,
            due INTEGER,
            PRIMARY KEY (digest, origin, entry)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX namedByDue ON named (due) WHERE due IS NOT NULL;
        CREATE INDEX namedByLog ON named (origin, entry);

        -- How far each log was read.
        CREATE TABLE reached (origin TEXT PRIMARY KEY, size INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;

        -- Files in the folder, or about to be. for: the member whose statement had it fetched, or who brought it.
        -- unnamed: since when no statement names it; NULL where one does.
        CREATE TABLE kept (
            digest BLOB PRIMARY KEY,
            bytes INTEGER NOT NULL,
            member TEXT NOT NULL,
            unnamed INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX keptUnnamed ON kept (unnamed) WHERE unnamed IS NOT NULL;

        CREATE TABLE room (member TEXT PRIMARY KEY, bytes INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;

        -- What the record had come to: how often entries were taken out, and erased.
        CREATE TABLE record (id INTEGER PRIMARY KEY CHECK (id = 0), takenOut INTEGER NOT NULL, erased INTEGER NOT NULL)
            STRICT;
        INSERT INTO record VALUES (0, 0, 0);
        """
}
