/// `registry.sqlite`. Rows are clustered by product and number, so that a lookup is one descent of one
/// tree, and a file of numbers in order appends; some 40 bytes an item.
enum RegistrySchema {
    static let file = SQLiteFile(
        noun: "item registry", applicationID: 0x5473_5265,  // "TsRe"
        version: 1, schema: sql)

    private static let sql = """
        CREATE TABLE product (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE lot (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        -- expiry: YYMMDD as a number. updated: milliseconds since 1970.
        CREATE TABLE item (
            product INTEGER NOT NULL,
            serial TEXT NOT NULL,
            state INTEGER NOT NULL,
            lot INTEGER,
            expiry INTEGER,
            market TEXT,
            updated INTEGER NOT NULL,
            PRIMARY KEY (product, serial)
        ) STRICT, WITHOUT ROWID;
        """
}
