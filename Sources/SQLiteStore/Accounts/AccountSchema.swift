/// `accounts.sqlite`: accounts of rights holders at the platform, and what lets their holders in. Secrets and
/// codes are here as hashes only.
enum AccountSchema {
    static let file = SQLiteFile(
        noun: "list of accounts", applicationID: 0x5473_5268,  // "TsRh"
        version: 3,
        schema: first + second + third, upgrades: [second, third])

    /// When a mail was last tried, taken by the mail program or not.
    private static let third = """

        ALTER TABLE news RENAME COLUMN toldAt TO triedAt;
        """

    /// Of whom something is new that no mail has told, and how far logs were looked through for it.
    private static let second = """

        CREATE TABLE newsRead (
            log TEXT PRIMARY KEY,
            size INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- since: when the first came that was not told; null where all was.
        CREATE TABLE news (
            account TEXT PRIMARY KEY REFERENCES account (id),
            since INTEGER,
            toldAt INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX newsToTell ON news (since) WHERE since IS NOT NULL;
        """

    private static let first = """
        -- Grows with each change, so that other processes see that there was one.
        CREATE TABLE change (number INTEGER NOT NULL) STRICT;
        INSERT INTO change VALUES (1);

        CREATE TABLE account (
            id TEXT PRIMARY KEY,
            organisation TEXT NOT NULL,
            email TEXT NOT NULL,
            country TEXT NOT NULL,
            isAgent INTEGER NOT NULL,
            stage TEXT NOT NULL,
            appliedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- One account lets one address in.
        CREATE UNIQUE INDEX accountOfEmail ON account (email) WHERE stage <> 'closed';
        CREATE INDEX accountByAge ON account (appliedAt, id);

        CREATE TABLE client (
            account TEXT NOT NULL REFERENCES account (id),
            place INTEGER NOT NULL,
            name TEXT NOT NULL,
            document BLOB NOT NULL,
            endsAt INTEGER NOT NULL,
            acceptedAt INTEGER,
            PRIMARY KEY (account, place),
            UNIQUE (account, name)
        ) STRICT, WITHOUT ROWID;

        -- owner: the client's name; empty for the account's own.
        CREATE TABLE heldRight (
            account TEXT NOT NULL REFERENCES account (id),
            owner TEXT NOT NULL,
            place INTEGER NOT NULL,
            office TEXT NOT NULL,
            registration TEXT NOT NULL,
            confirmedAt INTEGER,
            PRIMARY KEY (account, owner, place)
        ) STRICT, WITHOUT ROWID;

        -- rights: their keys, one a line.
        CREATE TABLE code (
            account TEXT PRIMARY KEY REFERENCES account (id),
            hash BLOB NOT NULL,
            address TEXT NOT NULL,
            client TEXT,
            rights TEXT NOT NULL,
            sentAt INTEGER NOT NULL,
            missed INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE step (
            account TEXT NOT NULL REFERENCES account (id),
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            transition TEXT NOT NULL,
            doneBy TEXT NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (account, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE document (
            account TEXT NOT NULL REFERENCES account (id),
            digest BLOB NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (account, digest)
        ) STRICT;

        -- An application whose address is not proved yet.
        CREATE TABLE application (
            hash BLOB PRIMARY KEY,
            organisation TEXT NOT NULL,
            email TEXT NOT NULL,
            country TEXT NOT NULL,
            isAgent INTEGER NOT NULL,
            rights TEXT NOT NULL,
            expiresAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE link (
            hash BLOB PRIMARY KEY,
            account TEXT NOT NULL REFERENCES account (id),
            expiresAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session (
            hash BLOB PRIMARY KEY,
            account TEXT NOT NULL REFERENCES account (id),
            begunAt INTEGER NOT NULL,
            seenAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessionOfAccount ON session (account, begunAt);

        -- What was asked for in the last day, from where or for whom.
        CREATE TABLE asked (
            what TEXT NOT NULL,
            place TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX askedOfPlace ON asked (what, place, at);
        CREATE INDEX askedByAge ON asked (at);
        """
}
