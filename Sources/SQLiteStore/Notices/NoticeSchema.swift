/// `notices.sqlite`: who is told of what at this node's desk. Nothing of it is replicated or served to other
/// members, and of what members say it has places in logs only.
enum NoticeSchema {
    static let file = SQLiteFile(
        noun: "notices", applicationID: 0x5473_4e6f,  // "TsNo"
        version: 4,
        schema: """
            -- subscriber: Subscriber. topic: JSON (Topic). Times: ms since 1970.
            CREATE TABLE subscription (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                subscriber TEXT NOT NULL,
                topic TEXT NOT NULL,
                byMail INTEGER NOT NULL,
                webhook INTEGER,
                createdAt INTEGER NOT NULL,
                UNIQUE (subscriber, topic)
            ) STRICT;

            -- source: NoticeSource. byMail: it waits to be mailed.
            CREATE TABLE notice (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                subscriber TEXT NOT NULL,
                source TEXT NOT NULL,
                subscription INTEGER,
                raisedAt INTEGER NOT NULL,
                readAt INTEGER,
                byMail INTEGER NOT NULL,
                UNIQUE (subscriber, source)
            ) STRICT;
            CREATE INDEX noticeOfSubscriber ON notice (subscriber, number);
            CREATE INDEX noticeUnread ON notice (subscriber, number) WHERE readAt IS NULL;
            CREATE INDEX noticeToMail ON notice (subscriber, number) WHERE byMail = 1;
            CREATE INDEX noticeByAge ON notice (raisedAt);

            CREATE TABLE webhook (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                subscriber TEXT NOT NULL,
                address TEXT NOT NULL,
                secret BLOB NOT NULL,
                keepsQuietHours INTEGER NOT NULL,
                createdAt INTEGER NOT NULL,
                failingSince INTEGER,
                lastFailure TEXT,
                offSince INTEGER
            ) STRICT;
            CREATE INDEX webhookOfSubscriber ON webhook (subscriber);

            -- What is still to be posted.
            CREATE TABLE delivery (
                notice INTEGER NOT NULL REFERENCES notice (number) ON DELETE CASCADE,
                webhook INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
                attempts INTEGER NOT NULL,
                nextAt INTEGER NOT NULL,
                PRIMARY KEY (notice, webhook)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX deliveryByTime ON delivery (webhook, nextAt);

            CREATE TABLE setting (
                subscriber TEXT PRIMARY KEY,
                pace TEXT NOT NULL,
                quietFrom INTEGER,
                quietTo INTEGER,
                zone TEXT NOT NULL,
                language TEXT NOT NULL,
                mailedAt INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            -- Entries of each log that were looked at.
            CREATE TABLE log (
                origin TEXT PRIMARY KEY,
                size INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            -- changes: of subscriptions. begun: whether the logs were taken up as they stood.
            CREATE TABLE state (changes INTEGER NOT NULL, begun INTEGER NOT NULL) STRICT;
            INSERT INTO state VALUES (0, 0);

            """ + KeyedRows.schema + offered + toldClock,
        upgrades: [KeyedRows.schema, offered, toldClock + toldBefore])

    /// Who was given what it did not ask for, so that whoever does not want it is not given it again.
    private static let offered = """
        CREATE TABLE offered (
            subscriber TEXT NOT NULL,
            topic TEXT NOT NULL,
            PRIMARY KEY (subscriber, topic)
        ) STRICT, WITHOUT ROWID;

        """

    /// Since version 4. Notices go after some time, and a clock may stay due for longer.
    private static let toldClock = """
        -- Clocks that a subscriber was told of, while they show what they showed. source: NoticeSource.
        CREATE TABLE toldClock (
            subscriber TEXT NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (subscriber, source)
        ) STRICT, WITHOUT ROWID;

        """

    private static let toldBefore = """
        INSERT INTO toldClock SELECT subscriber, source FROM notice WHERE source LIKE 'clock %';

        """
}
