/// `scans.sqlite`, apart from `registry.sqlite`: it is written by questions and events while imports
/// hold the registry's write lock for seconds, and it holds personal data that ages out.
///
/// Rows are clustered by item and time, so that a history is one descent of one tree.
enum ScanSchema {
    static let file = SQLiteFile(
        noun: "scan history", applicationID: 0x5473_5368,  // "TsSh"
        version: 2, schema: first + second, upgrades: [second])

    /// What version 1 had; the tables are as they were.
    private static let first = """
        CREATE TABLE product (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE
        ) STRICT;
        -- at: milliseconds since 1970. Degrees; both or neither.
        CREATE TABLE scan (
            product INTEGER NOT NULL,
            serial TEXT NOT NULL,
            at INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            reader TEXT NOT NULL,
            country TEXT NOT NULL,
            latitude REAL,
            longitude REAL,
            PRIMARY KEY (product, serial, at, kind, reader)
        ) STRICT, WITHOUT ROWID;
        -- What people scanned ages out: kinds inspected and verified.
        CREATE INDEX scan_people ON scan (at) WHERE kind IN (9, 10);
        CREATE TABLE tally (
            product INTEGER NOT NULL,
            serial TEXT NOT NULL,
            recorded INTEGER NOT NULL,
            PRIMARY KEY (product, serial)
        ) STRICT, WITHOUT ROWID;

        """

    private static let second = """
        -- What people scanned up to a time, in milliseconds since 1970, was found in order.
        CREATE TABLE clearance (
            product INTEGER NOT NULL,
            serial TEXT NOT NULL,
            at INTEGER NOT NULL,
            cause TEXT NOT NULL,
            PRIMARY KEY (product, serial)
        ) STRICT, WITHOUT ROWID;

        """
}
