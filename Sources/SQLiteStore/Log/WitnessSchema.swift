/// What witnessing added to `log.sqlite`.
enum WitnessSchema {
    static let step = """
        -- Checkpoints with their cosignatures, as notes. cosigners: how many different ones.
        CREATE TABLE cosigned (
            log INTEGER NOT NULL,
            size INTEGER NOT NULL,
            cosigners INTEGER NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (log, size)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cosigned_by_count ON cosigned (log, cosigners, size);
        CREATE TABLE cosigned_logs (
            log INTEGER PRIMARY KEY,
            changes INTEGER NOT NULL
        ) STRICT;

        -- As a witness: the checkpoint of each log that was cosigned last.
        CREATE TABLE witness (
            origin TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            note TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- What others claim about logs of this member.
        CREATE TABLE own_log_claims (
            origin TEXT NOT NULL,
            claimed_by TEXT NOT NULL,
            kind TEXT NOT NULL,
            size INTEGER NOT NULL,
            at INTEGER NOT NULL,
            set_aside INTEGER NOT NULL,
            PRIMARY KEY (origin, claimed_by, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE own_log_comparisons (
            origin TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            boot TEXT NOT NULL,
            peers INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        """
}
