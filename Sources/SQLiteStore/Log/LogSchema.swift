import Replication

/// The tables of `log.sqlite`; docs/log-store.md explains them.
enum LogSchema {
    static let file = SQLiteFile(
        noun: "log store", applicationID: 0x5453_4C47 /* TSLG */, version: 2,
        schema: first + WitnessSchema.step, upgrades: [WitnessSchema.step])

    /// What version 1 had.
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
}
