import AllianceNames
import CRDT
package import MergedView
package import Statements

extension OpenedNode {
    /// The statement that a dot names, read from the record; nil where nothing is held there, or its
    /// payload is erased or cannot be read.
    package func statement(at dot: StatementDot) throws -> Statement? {
        try StoredEntries(logs).statement(at: dot)
    }
}
