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

    /// Which checkpoints changed since. By triggers, so that what a program of the version before writes counts too.
    static let changes = """
        -- changed: cosigned_logs.changes when the row became as it is.
        CREATE TABLE cosigned_changed (
            log INTEGER NOT NULL,
            size INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            PRIMARY KEY (log, size)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cosigned_by_change ON cosigned_changed (log, changed);
        CREATE TRIGGER cosigned_added AFTER INSERT ON cosigned BEGIN
            INSERT OR REPLACE INTO cosigned_changed VALUES (
                NEW.log, NEW.size,
                (SELECT ifnull(max(changes), 0) + 1 FROM cosigned_logs WHERE log = NEW.log));
        END;
        CREATE TRIGGER cosigned_removed AFTER DELETE ON cosigned BEGIN
            DELETE FROM cosigned_changed WHERE log = OLD.log AND size = OLD.size;
        END;

        """

    /// Beside the claims and not in them: a program of the version before, which may have the file open,
    /// knows their columns.
    static let proofs = """
        -- What backs a claim of another history, as a signed note: its log's own signature is on it.
        CREATE TABLE own_log_proofs (
            origin TEXT NOT NULL,
            claimed_by TEXT NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (origin, claimed_by)
        ) STRICT, WITHOUT ROWID;

        """
}
