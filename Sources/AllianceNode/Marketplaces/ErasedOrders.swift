import AllianceNames
import Credentials
import MergedView
import Replication
import SQLiteStore
import Statements
import TransparencyLog

/// The orders to marketplaces and what screening proposes, as whoever erases knows them.
struct ErasedOrders: RecordDerivative {
    let node: OpenedNode

    func erase(_ entries: EntryRanges, of origin: LogOrigin, contents: [ErasedContent]) throws {
        try withOutbox {
            try $0.erase(entries, of: origin, naming: Set(contents.flatMap(\.namedToScreening)))
        }
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

extension ErasedContent {
    /// What a proposal may have from this entry: the identifiers that it is about, the number and title of a right.
    var namedToScreening: [String] {
        guard let head = try? entry.withUnsafeBytes({ try EntryHead(parsing: $0) }),
            let statement = try? payload.withUnsafeBytes({
                try Statement.decode(kind: head.kind, payload: $0)
            })
        else { return [] }
        switch statement {
        case .assertIndicator(let said): return [said.indicator.value]
        case .dispute(let said): return [said.indicator.value]
        case .sight(let said): return [said.indicator.value]
        case .link(let said): return [said.a.value, said.b.value]
        case .right(let said): return [said.key, said.title]
        case .registerProduct, .serialSnapshot, .stixObject, .complaint, .misuseMeasure, .retract,
            .unknown:
            return []
        }
    }
}
