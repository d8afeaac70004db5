import ProductAuthentication

/// `registry.sqlite`. Rows are clustered by product and number, so that a lookup is one descent of one
/// tree, and a file of numbers in order appends; some 40 bytes an item. What is said of a whole lot, and
/// the steps of items that changed, stand apart: an item that stays as it was made costs one row.
enum RegistrySchema {
    static let file = SQLiteFile(
        noun: "item registry", applicationID: 0x5473_5265,  // "TsRe"
        version: 3, schema: first + second + third, upgrades: [second, third])

    /// What version 1 had; the tables are as they were.
    static let first = """
        CREATE TABLE product (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE
        ) STRICT;
        -- Names only, of lots of any product.
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

    private static let second = """
        -- What is said of a lot of one product. recalled: milliseconds since 1970, with its cause.
        CREATE TABLE product_lot (
            product INTEGER NOT NULL,
            lot INTEGER NOT NULL,
            expiry INTEGER,
            recalled INTEGER,
            cause TEXT,
            PRIMARY KEY (product, lot)
        ) STRICT, WITHOUT ROWID;
        -- Causes and places, each once.
        CREATE TABLE note (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;
        -- An item that has only begun has no step: its row says all. number: from 1.
        CREATE TABLE step (
            product INTEGER NOT NULL,
            serial TEXT NOT NULL,
            number INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            state INTEGER NOT NULL,
            at INTEGER NOT NULL,
            place INTEGER,
            cause INTEGER,
            PRIMARY KEY (product, serial, number)
        ) STRICT, WITHOUT ROWID;

        """

    private static let third = """
        -- live: how many numbers there are that are not void, so that no question counts them.
        ALTER TABLE product ADD COLUMN live INTEGER NOT NULL DEFAULT 0;
        UPDATE product SET live = (
            SELECT count(*) FROM item
            WHERE item.product = product.id AND state <> \(ItemState.void.rawValue));

        """
}
