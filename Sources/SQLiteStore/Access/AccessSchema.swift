/// `access.sqlite`: who may sign in at the desk, and what they come with. Secrets are here as hashes only.
enum AccessSchema {
    static let file = SQLiteFile(
        noun: "list of persons", applicationID: 0x5473_4163,  // "TsAc"
        version: 2,
        schema: """
            -- Grows with each change, so that other processes see that there was one.
            CREATE TABLE change (number INTEGER NOT NULL) STRICT;
            INSERT INTO change VALUES (1);

            -- removedAt: the name stays, for the audit log; all else of the person is gone.
            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                displayName TEXT,
                roles TEXT,
                email TEXT UNIQUE,
                issuer TEXT,
                subject TEXT,
                addedAt INTEGER NOT NULL,
                removedAt INTEGER,
                UNIQUE (issuer, subject),
                CHECK (removedAt IS NOT NULL OR (displayName IS NOT NULL AND roles IS NOT NULL))
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE session (
                hash BLOB PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id),
                method TEXT NOT NULL,
                begunAt INTEGER NOT NULL,
                seenAt INTEGER NOT NULL,
                purpose TEXT
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX sessionOfPerson ON session (person, begunAt);

            CREATE TABLE link (
                hash BLOB PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id),
                expiresAt INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            -- revokedAt: the name stays, for the audit log.
            CREATE TABLE token (
                name TEXT PRIMARY KEY,
                hash BLOB NOT NULL UNIQUE,
                role TEXT NOT NULL,
                createdAt INTEGER NOT NULL,
                expiresAt INTEGER NOT NULL,
                revokedAt INTEGER
            ) STRICT, WITHOUT ROWID;
            """,
        upgrades: ["ALTER TABLE session ADD COLUMN purpose TEXT;"])
}
