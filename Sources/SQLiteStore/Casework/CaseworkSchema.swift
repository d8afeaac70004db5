/// `casework.sqlite`: what this member's people prepare and nobody else sees. Nothing of it is replicated,
/// merged or served to other members.
enum CaseworkSchema {
    static let file = SQLiteFile(
        noun: "casework", applicationID: 0x5473_4377,  // "TsCw"
        version: 8,
        schema: """
            -- approved…: what makes the entries; seed: goes with the rows once they are signed.
            -- log, first: where its entries stand. Times: ms since 1970.
            CREATE TABLE draft (
                id TEXT PRIMARY KEY,
                author TEXT NOT NULL,
                channel TEXT NOT NULL,
                title TEXT NOT NULL,
                rowCount INTEGER NOT NULL,
                stage TEXT NOT NULL,
                revision INTEGER NOT NULL,
                createdAt INTEGER NOT NULL,
                changedAt INTEGER NOT NULL,
                remarkBy TEXT,
                remark TEXT,
                approvedBy TEXT,
                approvedAt INTEGER,
                seed BLOB,
                approvedLog TEXT,
                approvedSince INTEGER,
                publishedBy TEXT,
                publishedAt INTEGER,
                log TEXT,
                first INTEGER,
                withdrawnBy TEXT,
                withdrawnAt INTEGER,
                withdrawnLog TEXT,
                withdrawnSince INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX draftByStage ON draft (stage, changedAt);

            -- payload: of the statement, as it will be signed. key: of its identifier.
            CREATE TABLE draftRow (
                draft TEXT NOT NULL REFERENCES draft (id),
                place INTEGER NOT NULL,
                key BLOB NOT NULL,
                payload BLOB NOT NULL,
                PRIMARY KEY (draft, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX draftRowByKey ON draftRow (key);

            -- team: names of persons, a space between. closedAt: NULL while it is open.
            CREATE TABLE folder (
                id TEXT PRIMARY KEY,
                owner TEXT NOT NULL,
                title TEXT NOT NULL,
                team TEXT NOT NULL,
                createdAt INTEGER NOT NULL,
                changedAt INTEGER NOT NULL,
                closedAt INTEGER,
                revision INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            -- body: JSON (CaseItem+json). sha256: of a file, whose bytes stand in file.
            CREATE TABLE item (
                folder TEXT NOT NULL REFERENCES folder (id),
                id TEXT NOT NULL,
                addedAt INTEGER NOT NULL,
                addedBy TEXT NOT NULL,
                body TEXT NOT NULL,
                sha256 BLOB,
                doneAt INTEGER,
                doneBy TEXT,
                PRIMARY KEY (folder, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX itemByFile ON item (sha256) WHERE sha256 IS NOT NULL;

            CREATE TABLE file (
                sha256 BLOB PRIMARY KEY,
                bytes BLOB NOT NULL
            ) STRICT;

            """ + entrusted + SavedSearchSchema.step + contacts + KeyedRows.schema
                + InquirySchema.step,
        upgrades: [
            entrusted, SavedSearchSchema.step, contacts, KeyedRows.schema, namedCases,
            InquirySchema.step, answersForgotten,
        ])

    /// Since version 2.
    private static let entrusted = """
        -- Reports that one member publishes for another (Entrustment). log, first: where they stand.
        CREATE TABLE entrusted (
            id TEXT PRIMARY KEY,
            side TEXT NOT NULL,
            partner TEXT NOT NULL,
            channel TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            rowCount INTEGER NOT NULL,
            stage TEXT NOT NULL,
            revision INTEGER NOT NULL,
            changedAt INTEGER NOT NULL,
            message TEXT NOT NULL,
            person TEXT,
            reason TEXT NOT NULL,
            draft TEXT,
            log TEXT,
            first INTEGER,
            wantsWithdrawal INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- key: of its identifier. payload: of the statement, with its commitment. opening: the signed note.
        CREATE TABLE entrustedRow (
            entrusted TEXT NOT NULL REFERENCES entrusted (id),
            place INTEGER NOT NULL,
            key BLOB NOT NULL,
            payload BLOB NOT NULL,
            opening BLOB NOT NULL,
            PRIMARY KEY (entrusted, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX entrustedRowByKey ON entrustedRow (key);

        -- What is to be brought to another member's node, in this order. dueAt: not before.
        CREATE TABLE outgoing (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            entrusted TEXT NOT NULL,
            recipient TEXT NOT NULL,
            content BLOB NOT NULL,
            createdAt INTEGER NOT NULL,
            dueAt INTEGER NOT NULL,
            attempts INTEGER NOT NULL
        ) STRICT;
        """

    /// Since version 6 cases have keys like all else. Before, one that a request with a key made was named by it: a
    /// request that was sent then, and comes again, still finds what it made.
    private static let namedCases = """
        INSERT INTO keyedRequest SELECT '', id, x'', id, createdAt FROM folder;
        INSERT OR IGNORE INTO keyedRequest SELECT '', id, x'', id, addedAt FROM item;

        """

    /// Until version 7 whole answers to some requests with keys stood here, links of sellers among them. What else such a
    /// request made is named by its identifier, which is no JSON.
    private static let answersForgotten = """
        DELETE FROM keyedRequest WHERE made LIKE '{%';

        """

    /// Since version 4.
    private static let contacts = """
        -- Cases whose people want to hear of others that have the same. contact: what those are told.
        CREATE TABLE contactOptIn (
            folder TEXT PRIMARY KEY REFERENCES folder (id),
            contact TEXT NOT NULL,
            person TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Somebody at another member has the same. contact: what that one wants to be told.
        CREATE TABLE contactMatch (
            folder TEXT NOT NULL REFERENCES folder (id),
            type TEXT NOT NULL,
            value TEXT NOT NULL,
            member TEXT NOT NULL,
            contact TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (folder, type, value, member)
        ) STRICT, WITHOUT ROWID;

        -- The last comparison with each member. side: asked by it, or asking it. round: '' once it was told.
        CREATE TABLE contactRound (
            side TEXT NOT NULL,
            member TEXT NOT NULL,
            round TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (side, member)
        ) STRICT, WITHOUT ROWID;

        """
}
