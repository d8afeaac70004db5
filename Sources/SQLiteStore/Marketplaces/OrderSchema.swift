/// `orders.sqlite`: what is on its way to marketplaces, and what screening proposes. Nothing of it is replicated; what
/// comes of orders is said in the logs.
enum OrderSchema {
    static let file = SQLiteFile(
        noun: "outbox of orders", applicationID: 0x5473_4f72,  // "TsOr"
        version: 2,
        schema: first + second, upgrades: [second])

    /// measure: MisuseMeasure.Measure, 0 for the end of one. words: for the seller.
    private static let second = """

        ALTER TABLE marketplaceOrder ADD COLUMN measure INTEGER;
        ALTER TABLE marketplaceOrder ADD COLUMN words TEXT;
        """

    private static let first = """
        -- listing: type and value of Indicator. entry, complaint: origin and index of EntryReference. Times: ms since
        -- 1970. isNewest: no other order of the complaint follows on it there.
        CREATE TABLE marketplaceOrder (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            marketplace TEXT NOT NULL,
            listingType INTEGER NOT NULL,
            listing TEXT NOT NULL,
            complaintOrigin TEXT NOT NULL,
            complaintIndex INTEGER NOT NULL,
            entryOrigin TEXT NOT NULL,
            entryIndex INTEGER NOT NULL,
            place INTEGER NOT NULL,
            scope INTEGER,
            until INTEGER,
            orderedAt INTEGER NOT NULL,
            reasons TEXT NOT NULL,
            isNewest INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            nextAt INTEGER NOT NULL,
            since INTEGER NOT NULL,
            result INTEGER,
            reference TEXT,
            text TEXT,
            lastFailure TEXT
        ) STRICT;
        CREATE INDEX orderToHandOver ON marketplaceOrder (marketplace, orderedAt, number)
            WHERE state IN ('waiting', 'taken');
        CREATE INDEX orderToSay ON marketplaceOrder (nextAt, number) WHERE state = 'answered';
        CREATE INDEX orderOfListing ON marketplaceOrder (listing) WHERE isNewest = 1;
        CREATE INDEX orderOfPlace
            ON marketplaceOrder (complaintOrigin, complaintIndex, place);
        CREATE INDEX orderByState ON marketplaceOrder (state, since);

        -- Messages of marketplaces that were taken, so that none is taken twice.
        CREATE TABLE message (
            digest BLOB PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX messageByTime ON message (at);

        -- state: 0 open, 1 dismissed, 2 filed. proposal: JSON.
        CREATE TABLE proposal (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            listingType INTEGER NOT NULL,
            listing TEXT NOT NULL,
            title TEXT NOT NULL,
            harmCents INTEGER NOT NULL,
            proposal BLOB NOT NULL,
            proposedAt INTEGER NOT NULL,
            state INTEGER NOT NULL,
            complaintOrigin TEXT,
            complaintIndex INTEGER,
            UNIQUE (listingType, listing)
        ) STRICT;
        CREATE INDEX proposalByHarm ON proposal (state, harmCents, number);
        CREATE INDEX proposalByTime ON proposal (proposedAt) WHERE state > 0;
        """
}
