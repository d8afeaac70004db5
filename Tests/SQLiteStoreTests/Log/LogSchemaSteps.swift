import GRDB

/// The tables that each step of the log store's schema brought: to make a file of an earlier version.
enum LogSchemaSteps {
    private static let tables: [[String]] = [
        ["evidence", "settled", "dropped_checkpoints", "taken_out", "withholdings"],
        ["erasures", "erased"],
        ["cosigned", "cosigned_logs", "witness", "own_log_claims", "own_log_comparisons"],
        ["cosigned_changed"],
        ["own_log_proofs"],
    ]
    /// Came with version 5.
    private static let triggers = ["cosigned_added", "cosigned_removed"]
    static let version = tables.count + 1

    /// Leaves a file as a version of this program left it that had the schema `version`.
    static func undo(to version: Int, path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            if version < 5 {
                for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
            }
            for table in tables[(version - 1)...].joined() {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "PRAGMA user_version = \(version)")
        }
        try queue.close()
    }
}
