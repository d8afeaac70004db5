/// What `casework.sqlite` has since people of several houses ask each other.
enum InquirySchema {
    static let step = """
        -- Inquiry. about: JSON, or NULL. Times: ms since 1970.
        CREATE TABLE inquiry (
            id TEXT PRIMARY KEY,
            side TEXT NOT NULL,
            partner TEXT,
            subject TEXT NOT NULL,
            aboutKind TEXT,
            about TEXT,
            askedBy TEXT,
            createdAt INTEGER NOT NULL,
            state TEXT NOT NULL,
            assignee TEXT,
            manager TEXT,
            waitingSince INTEGER,
            firstAnswerAt INTEGER,
            escalatedAt INTEGER,
            delivery TEXT NOT NULL,
            nextContactAt INTEGER,
            revision INTEGER NOT NULL,
            changedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX inquiryByState ON inquiry (state, changedAt);

        -- InquiryEntry. body: JSON. remote: its number at the member that said it.
        CREATE TABLE inquiryEntry (
            inquiry TEXT NOT NULL REFERENCES inquiry (id),
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            person TEXT,
            member TEXT,
            body TEXT NOT NULL,
            remote INTEGER,
            PRIMARY KEY (inquiry, number)
        ) STRICT, WITHOUT ROWID;

        -- Photos that entries name. bytes: NULL until all parts are here.
        CREATE TABLE inquiryPhoto (
            inquiry TEXT NOT NULL REFERENCES inquiry (id),
            sha256 BLOB NOT NULL,
            byteCount INTEGER NOT NULL,
            bytes BLOB,
            PRIMARY KEY (inquiry, sha256)
        ) STRICT;
        CREATE TABLE inquiryPart (
            inquiry TEXT NOT NULL,
            sha256 BLOB NOT NULL,
            part INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (inquiry, sha256, part)
        ) STRICT;

        -- What is to be brought to another member's node, of each inquiry in this order.
        CREATE TABLE inquiryLetter (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            inquiry TEXT NOT NULL,
            recipient TEXT NOT NULL,
            content BLOB NOT NULL,
            createdAt INTEGER NOT NULL,
            dueAt INTEGER NOT NULL,
            attempts INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX inquiryLetterByInquiry ON inquiryLetter (inquiry, number);

        -- One row: the clock as this desk has set it.
        CREATE TABLE inquiryRule (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            warnHours INTEGER NOT NULL,
            lateHours INTEGER NOT NULL
        ) STRICT;

        -- open: names of inquiries, a space between.
        CREATE TABLE handOver (
            id TEXT PRIMARY KEY,
            fromPerson TEXT NOT NULL,
            toPerson TEXT NOT NULL,
            at INTEGER NOT NULL,
            note TEXT NOT NULL,
            open TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE memberContact (
            id TEXT PRIMARY KEY,
            member TEXT NOT NULL,
            at INTEGER NOT NULL,
            person TEXT NOT NULL,
            whom TEXT NOT NULL,
            text TEXT NOT NULL,
            nextDue INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX memberContactByMember ON memberContact (member, at);

        CREATE TABLE rightDocument (
            id TEXT PRIMARY KEY,
            ofRight TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            sha256 BLOB NOT NULL,
            byteCount INTEGER NOT NULL,
            addedAt INTEGER NOT NULL,
            addedBy TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX rightDocumentByRight ON rightDocument (ofRight, addedAt);

        """
}
