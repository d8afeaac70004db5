import AllianceNames
import CRDT
package import Casework
package import MergedView
import Replication
import SQLiteStore
import Statements
import TransparencyLog

extension OpenedNode {
    /// Whether nothing of what was published stands any more, whichever way it was taken back: each of its entries is
    /// erased, or this member has retracted it and the view has that. Of entries that are not held nobody knows.
    package func isTakenBack(
        _ entries: Draft.Entries, count: Int, in scope: ViewScope
    ) throws -> Bool {
        let end = entries.first + UInt64(count)
        guard let held = try logs.state(of: entries.log)?.size, held >= end else { return false }
        for index in entries.first..<end {
            let dot = StatementDot(log: entries.log, index: index)
            guard case .assertIndicator(let report)? = try statement(at: dot) else { continue }
            let rows = try view.rows(
                of: ViewKey(report.indicator), in: [entries.log.channel], scope: scope)
            guard let row = rows.first(where: { $0.dot == dot }),
                scope.standing(of: row) == .retracted
            else { return false }
        }
        return true
    }
}
