import Replication

/// The tables of `log.sqlite`; docs/log-store.md explains them.
enum LogSchema {
    static let file = SQLiteFile(
        noun: "log store", applicationID: 0x5453_4C47 /* TSLG */, version: 6,
        schema: first + second + erasure + WitnessSchema.step + WitnessSchema.changes
            + WitnessSchema.proofs,
        upgrades: [
            second, erasure, WitnessSchema.step, WitnessSchema.changes, WitnessSchema.proofs,
        ])

    /// What version 1 had; the tables are as they were.
    static let first = """
        -- One row a log. edge: the hashes of the tree's full subtrees, largest first, 32 bytes each;
        -- checkpoints: how many rows that table has of it.
        CREATE TABLE logs (
            id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND \(LogKey.logsMax)),
            origin TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            edge BLOB NOT NULL,
            checkpoints INTEGER NOT NULL
        ) STRICT;

        -- Full bundles, and the payload bundle beside each. id: LogKey.bundle.
        CREATE TABLE entry_bundles (id INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        CREATE TABLE payload_bundles (id INTEGER PRIMARY KEY, payloads BLOB NOT NULL) STRICT;

        -- The bundle at the right edge of each log, in runs as they were appended. id: LogKey.entry.
        CREATE TABLE tail (
            id INTEGER PRIMARY KEY,
            count INTEGER NOT NULL,
            entries BLOB NOT NULL,
            payloads BLOB NOT NULL
        ) STRICT;

        -- Hash tiles from level 1 up; level 0 is hashed from the bundles. id: LogKey.tile.
        CREATE TABLE tiles (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;

        -- Believed checkpoints as signed notes.
        CREATE TABLE checkpoints (
            log INTEGER NOT NULL,
            size INTEGER NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (log, size)
        ) STRICT, WITHOUT ROWID;

        -- Logs whose authors signed two histories.
        CREATE TABLE forks (
            log INTEGER PRIMARY KEY,
            contradiction TEXT NOT NULL,
            believed TEXT NOT NULL,
            offered TEXT NOT NULL,
            offered_by TEXT,
            found_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE rosters (
            id INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            note TEXT NOT NULL,
            UNIQUE (version, note)
        ) STRICT;

        CREATE TABLE peers (
            peer TEXT PRIMARY KEY,
            last_attempt_at INTEGER,
            last_success_at INTEGER,
            refused_at INTEGER,
            refusal_keyword TEXT,
            refusal_reason TEXT,
            entries_behind INTEGER NOT NULL,
            roster_version INTEGER
        ) STRICT, WITHOUT ROWID;

        -- The largest checkpoint that each peer has shown of each log.
        CREATE TABLE seen (
            origin TEXT NOT NULL,
            peer TEXT NOT NULL,
            size INTEGER NOT NULL,
            note TEXT NOT NULL,
            seen_at INTEGER NOT NULL,
            PRIMARY KEY (origin, peer)
        ) STRICT, WITHOUT ROWID;

        -- How often anything above the peers' tables changed.
        CREATE TABLE changes (id INTEGER PRIMARY KEY CHECK (id = 0), count INTEGER NOT NULL) STRICT;
        INSERT INTO changes VALUES (0, 0);

        """

    private static let second = """
        -- What proves something to others, in the order in which it was kept: the first piece of its kind
        -- about one subject.
        CREATE TABLE evidence (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            origin TEXT NOT NULL,
            text TEXT NOT NULL,
            shown_by TEXT,
            kept_at INTEGER NOT NULL,
            UNIQUE (kind, subject)
        ) STRICT;

        -- Forked logs that the roster has ended: they are frozen no more, and grow up to that end. size
        -- and root: of the end.
        CREATE TABLE settled (
            log INTEGER PRIMARY KEY,
            size INTEGER NOT NULL,
            root BLOB NOT NULL
        ) STRICT;

        -- Checkpoints that were given up once the roster had ended their logs, as signed notes.
        CREATE TABLE dropped_checkpoints (
            log INTEGER NOT NULL,
            size INTEGER NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (log, size)
        ) STRICT, WITHOUT ROWID;

        -- How often entries were taken out.
        CREATE TABLE taken_out (id INTEGER PRIMARY KEY CHECK (id = 0), count INTEGER NOT NULL) STRICT;
        INSERT INTO taken_out VALUES (0, 0);

        -- Peers that show less of a log than others do. note: what another shows.
        CREATE TABLE withholdings (
            origin TEXT NOT NULL,
            peer TEXT NOT NULL,
            shown_size INTEGER NOT NULL,
            note TEXT NOT NULL,
            shown_by TEXT NOT NULL,
            since INTEGER NOT NULL,
            found_at INTEGER NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (origin, peer)
        ) STRICT, WITHOUT ROWID;

        """

    /// From version 2 to 3.
    private static let erasure = """
        -- Erasure certificates. id: SHA-256 of the text; issued_at in seconds; state:
        -- ErasureRecord.State; finished_at in milliseconds.
        CREATE TABLE erasures (
            id BLOB PRIMARY KEY,
            origin TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            state INTEGER NOT NULL,
            finished_at INTEGER,
            note TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX erasures_by_state ON erasures (state, origin);

        -- The entries that complete certificates erase, held or not; ranges of a log lie apart.
        CREATE TABLE erased (
            origin TEXT NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (origin, first)
        ) STRICT, WITHOUT ROWID;
        """
}
