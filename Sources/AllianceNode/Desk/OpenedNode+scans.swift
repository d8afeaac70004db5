import Credentials
package import NodeAPI
import SQLiteStore

extension OpenedNode {
    /// Capture and query of scans at this member's desk port.
    /// - Throws: `SQLiteStoreError`.
    package func scanRoutes(calls: BlockingCalls) throws -> [DeskRoute] {
        let log = try SQLiteScanEventLog(path: home.scanEventDatabase)
        return EPCISRoutes(
            ScanDesk(member: member, log: log, calls: calls, clock: clock.now)
        ).routes
    }
}
