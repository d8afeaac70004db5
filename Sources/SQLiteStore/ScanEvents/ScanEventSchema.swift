/// `scan-events.sqlite`: scans as they were captured, in the order in which they are answered, and what
/// became of the newest captures.
enum ScanEventSchema {
    static let file = SQLiteFile(
        noun: "scan event log", applicationID: 0x5473_5363,  // "TsSc"
        version: 2, schema: tables, upgrades: [tables + fromFirst])

    private static let tables = """
        -- time, declared: milliseconds since 1970. digest: what makes it one event. hash: of the event as
        -- it is printed. id: its name. The last three: what an event that declares another one wrong
        -- says; corrective has event names, one a line.
        CREATE TABLE event (
            time INTEGER NOT NULL,
            digest BLOB NOT NULL,
            hash BLOB NOT NULL,
            id TEXT NOT NULL,
            zone TEXT NOT NULL,
            step TEXT NOT NULL,
            disposition TEXT,
            place TEXT,
            country TEXT,
            declared INTEGER,
            reason TEXT,
            corrective TEXT,
            PRIMARY KEY (time, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_id ON event (id);
        CREATE INDEX event_hash ON event (hash);
        -- position: from 1, in the order of the event.
        CREATE TABLE event_item (
            time INTEGER NOT NULL,
            digest BLOB NOT NULL,
            position INTEGER NOT NULL,
            gtin TEXT NOT NULL,
            serial TEXT NOT NULL,
            PRIMARY KEY (time, digest, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_item_number ON event_item (gtin, serial);
        -- created, finished: milliseconds since 1970.
        CREATE TABLE job (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            created INTEGER NOT NULL,
            finished INTEGER NOT NULL,
            behaviour TEXT NOT NULL
        ) STRICT;
        -- position: from 1. event: its place in the document, from 1.
        CREATE TABLE job_failure (
            job INTEGER NOT NULL,
            position INTEGER NOT NULL,
            event INTEGER NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (job, position)
        ) STRICT, WITHOUT ROWID;

        """

    /// Version 1 had one scan for each item, and no names but hashes.
    private static let fromFirst = """
        INSERT INTO event SELECT time, hash, hash,
            'ni:///sha-256;' || lower(hex(hash)) || '?ver=CBV2.0', '+00:00', step, disposition, place,
            country, NULL, NULL, NULL FROM scan;
        INSERT INTO event_item SELECT time, hash, 1, gtin, serial FROM scan;
        DROP TABLE scan;

        """
}
