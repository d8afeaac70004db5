/// `scan-events.sqlite`: scans as they were captured, in the order in which they are answered.
enum ScanEventSchema {
    static let file = SQLiteFile(
        noun: "scan event log", applicationID: 0x5473_5363,  // "TsSc"
        version: 1, schema: sql)

    private static let sql = """
        -- time: milliseconds since 1970. hash: of the event as it is printed.
        CREATE TABLE scan (
            time INTEGER NOT NULL,
            hash BLOB NOT NULL,
            gtin TEXT NOT NULL,
            serial TEXT NOT NULL,
            step TEXT NOT NULL,
            disposition TEXT,
            place TEXT,
            country TEXT,
            PRIMARY KEY (time, hash)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX scan_item ON scan (gtin, serial);
        """
}
