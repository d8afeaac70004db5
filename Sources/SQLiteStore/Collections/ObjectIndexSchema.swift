/// `collections.sqlite`: the objects of each channel in the order in which they were added here, so that
/// clients can page through them; and what became of what clients posted.
///
/// All but the latter is a cache of the record, made anew whenever it has to be. Its commits are not synced:
/// what a power cut takes is folded again, under later dates.
enum ObjectIndexSchema {
    static let file = SQLiteFile(
        noun: "collections", applicationID: 0x5473_436f,  // "TsCo"
        version: 7, schema: tables,
        upgrades: [
            """
            DELETE FROM object;
            DELETE FROM log;
            DELETE FROM waiting;
            ALTER TABLE object ADD COLUMN day INTEGER;
            \(events)
            """,
            // Which objects are for persons only is known once they are folded again.
            """
            DELETE FROM object;
            DELETE FROM log;
            DELETE FROM waiting;
            DELETE FROM report_event;
            DELETE FROM withdrawn;
            """,
            // Of which day a report was that is gone, and which objects are what their names say.
            """
            \(forgetting)
            DROP TABLE withdrawn;
            \(withdrawn)
            """,
            // Of what no program may see, nothing is told in events, and no page goes through it.
            """
            \(forgetting)
            DROP INDEX object_page;
            \(pageIndex)
            """,
            "ALTER TABLE state ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;",
            quarantine,
        ])

    /// Forgets all objects, so that they are folded again. When an event last changed is kept, or its time could go back.
    static let forgetting = """
        DELETE FROM object;
        DELETE FROM waiting;
        DELETE FROM withdrawn;
        UPDATE log SET size = 0;
        UPDATE report_event SET count = 0;
        """

    /// Bits of `object.flags`.
    static let visible: Int64 = 1
    static let last: Int64 = 2
    static let first: Int64 = 4
    /// Made here of a statement, not posted by anybody.
    static let derived: Int64 = 8
    /// TLP:RED: shown to persons, and to no program.
    static let red: Int64 = 16
    /// The observable that its name is made of.
    static let observable: Int64 = 32

    /// Which goes before another one under its name: a posted observable says more than one made here of the same
    /// identifier; of all else, what was made here is what nobody else can have made up.
    static func rank(_ flags: Int64) -> Int {
        if flags & derived != 0 { return 1 }
        return flags & observable != 0 ? 2 : 0
    }

    private static let tables = """
        -- What channels and members are called.
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        -- size: entries that are folded.
        CREATE TABLE log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            origin TEXT NOT NULL UNIQUE,
            channel INTEGER NOT NULL,
            author INTEGER NOT NULL,
            size INTEGER NOT NULL
        ) STRICT;
        -- seq: microseconds since 1970 at which it was added; never the same twice. version, created:
        -- microseconds since 1970. version_text: where the object writes it otherwise. author: 0 for
        -- what no statement says. key: of the identifier that it reports. day: of a report, since 1970.
        CREATE TABLE object (
            seq INTEGER PRIMARY KEY,
            channel INTEGER NOT NULL,
            id TEXT NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            version_text TEXT,
            created INTEGER NOT NULL,
            author INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            log INTEGER,
            idx INTEGER,
            form INTEGER NOT NULL,
            key INTEGER,
            body BLOB NOT NULL,
            day INTEGER
        ) STRICT;
        \(pageIndex)
        CREATE INDEX object_id ON object (channel, id, version);
        CREATE INDEX object_dot ON object (log, idx) WHERE log IS NOT NULL;
        CREATE INDEX object_key ON object (channel, key) WHERE key IS NOT NULL;
        -- Retractions whose target is not here, or which do not count yet.
        CREATE TABLE waiting (
            target_origin TEXT NOT NULL,
            target_idx INTEGER NOT NULL,
            origin TEXT NOT NULL,
            idx INTEGER NOT NULL,
            PRIMARY KEY (target_origin, target_idx, origin, idx)
        ) STRICT, WITHOUT ROWID;
        -- last_seq: the highest ever given. taken_out: as the record counted when the cache was begun.
        CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            last_seq INTEGER NOT NULL,
            taken_out INTEGER NOT NULL,
            -- Whether what others say was taken up once it was confirmed alone.
            confirmed INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO state VALUES (1, 0, 0, 0);
        -- created: milliseconds since 1970. owner: whose status it is.
        CREATE TABLE status (
            id TEXT PRIMARY KEY,
            created INTEGER NOT NULL,
            owner TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX status_created ON status (created);
        \(events)
        \(quarantine)
        """

    /// What programs are shown, as a query has to say it too so that `object_page` serves it.
    static let shown = "flags & \(visible) AND NOT flags & \(red)"

    /// Without what is not shown: an answer goes through none of it, however much there is between two objects.
    private static let pageIndex = """
        CREATE INDEX object_page ON object (channel, seq, flags, type) WHERE \(shown);
        """

    private static let quarantine = """
        -- Members of whom not all is shown: nothing that was added up to until, which in quarantine is all, and after it
        -- what is not brought back yet. log, idx: the first entry that is not looked through yet for that.
        CREATE TABLE quarantine (
            author INTEGER PRIMARY KEY,
            until INTEGER NOT NULL,
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL
        ) STRICT;
        """

    private static let events = """
        -- The reports of a log that were made on one day, a block of entries at a time. count: of those that
        -- stand. changed: seconds since 1970.
        CREATE TABLE report_event (
            log INTEGER NOT NULL,
            day INTEGER NOT NULL,
            block INTEGER NOT NULL,
            count INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            PRIMARY KEY (log, day, block)
        ) STRICT, WITHOUT ROWID;
        \(withdrawn)
        """

    private static let withdrawn = """
        -- Reports that were taken back or erased, so that those who copied them are told. day: of the report.
        CREATE TABLE withdrawn (
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            day INTEGER NOT NULL,
            PRIMARY KEY (log, idx)
        ) STRICT, WITHOUT ROWID;
        """
}
