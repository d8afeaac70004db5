import AllianceNames
import Credentials
import MergedView
import SQLiteStore
import TransparencyLog

/// The orders to marketplaces, as whoever erases knows them.
struct ErasedOrders: RecordDerivative {
    let node: OpenedNode

    func erase(_ entries: EntryRanges, of origin: LogOrigin) throws {
        try withOutbox { try $0.erase(entries, of: origin) }
    }

    func scrub() throws -> Bool { try withOutbox { try $0.scrub() } ?? true }

    /// Nil where there are none. Nobody keeps them open for this: a node that erases may tell no marketplace anything.
    private func withOutbox<Value>(_ body: (SQLiteOrderOutbox) throws -> Value) throws -> Value? {
        guard DurableFile.exists(node.home.orderDatabase) else { return nil }
        let outbox = try node.orderOutbox()
        let value: Value
        do {
            value = try body(outbox)
        } catch {
            try? outbox.close()
            throw error
        }
        try outbox.close()
        return value
    }
}
