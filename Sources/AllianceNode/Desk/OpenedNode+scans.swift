import Credentials
package import NodeAPI
import SQLiteStore

extension OpenedNode {
    /// Capture and query of scans at this member's desk port.
    /// - Throws: `SQLiteStoreError`.
    package func scanRoutes(history: StoredScans, calls: BlockingCalls) throws -> [DeskRoute] {
        let log = try SQLiteScanEventLog(path: home.scanEventDatabase)
        return EPCISRoutes(
            ScanDesk(log: log, history: history, calls: calls, clock: clock.now)
        ).routes
    }
}
