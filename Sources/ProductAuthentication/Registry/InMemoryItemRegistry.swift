package import GS1
import Synchronization

/// The registry's twin for tests and simulations; it keeps nothing.
package final class InMemoryItemRegistry: ItemRegistry {
    private struct Item {
        var record: ItemRecord
        var history: [ItemHistoryEntry]
    }

    private struct Held {
        var items: [ProductKey: [String: Item]] = [:]
        var lots: [ProductKey: [Lot: LotRecord]] = [:]

        func record(_ serial: String, of product: ProductKey) -> ItemRecord? {
            guard var record = items[product]?[serial]?.record else { return nil }
            record.lotRecord = record.lot.flatMap { lots[product]?[$0] }
            return record
        }
    }

    private let held = Mutex(Held())
    private let transitions: ItemTransitions

    package init(transitions: ItemTransitions = .standard) { self.transitions = transitions }

    package func lookUp(_ serial: String, of product: ProductKey) -> Facts.Item {
        held.withLock { held in
            if let record = held.record(serial, of: product), record.state != .void {
                return .found(record)
            }
            let others = held.items[product]?.values
            return .unknown(holdsOthers: others?.contains { $0.record.state != .void } == true)
        }
    }

    package func record(of serial: String, of product: ProductKey) -> ItemRecord? {
        held.withLock { $0.record(serial, of: product) }
    }

    package func lot(_ lot: Lot, of product: ProductKey) -> LotRecord? {
        held.withLock { $0.lots[product]?[lot] }
    }

    package func apply(_ changes: [ItemChange]) -> [ItemChangeOutcome] {
        held.withLock { held in changes.map { apply($0, to: &held) } }
    }

    private func apply(_ change: ItemChange, to held: inout Held) -> ItemChangeOutcome {
        let known = held.record(change.serial, of: change.product)
        let history = held.items[change.product]?[change.serial]?.history ?? []
        do throws(ItemChangeRefusal) {
            switch try transitions.decide(change, on: known, history: history) {
            case .add(let record):
                held.items[change.product, default: [:]][change.serial] = Item(
                    record: record, history: [ItemHistoryEntry(change, of: record)])
                return .added
            case .update(let record, let isStep):
                var steps = history
                if isStep { steps.append(ItemHistoryEntry(change, of: record)) }
                held.items[change.product]?[change.serial] = Item(
                    record: record, history: steps.suffix(ItemHistoryEntry.entriesMax))
                return isStep
                    ? .changed(from: known?.state ?? record.state, to: record.state) : .noted
            case .unchanged: return .unchanged
            }
        } catch {
            return .refused(error)
        }
    }

    /// As the seam's, which this one cannot fail.
    package func store(_ items: [RegisteredItem]) { _ = apply(items.map(\.setting)) }

    package func history(of serial: String, of product: ProductKey) -> [ItemHistoryEntry] {
        held.withLock { $0.items[product]?[serial]?.history ?? [] }
    }

    package func apply(_ changes: [LotChange]) -> [LotRecord] {
        held.withLock { held in
            changes.map { change in
                let record = change.applied(to: held.lots[change.product]?[change.lot])
                held.lots[change.product, default: [:]][change.lot] = record
                return record
            }
        }
    }

    package func lots(of product: ProductKey) -> [LotRecord] {
        held.withLock { held in
            (held.lots[product] ?? [:]).values.sorted { precedes($0.lot.text, $1.lot.text) }
        }
    }

    package func itemCount(of product: ProductKey, in lot: Lot) -> UInt64 {
        held.withLock { held in
            UInt64(
                held.items[product]?.values.count {
                    $0.record.lot == lot && $0.record.state != .void
                } ?? 0)
        }
    }

    package func products() -> [ProductKey] {
        held.withLock { held in
            Set(held.items.keys).union(held.lots.keys)
                .sorted { precedes($0.description, $1.description) }
        }
    }

    package func items(
        of product: ProductKey, after serial: String?, limit: Int
    ) -> [RegisteredItem] {
        held.withLock { held in
            (held.items[product] ?? [:]).keys
                .filter { found in serial.map { precedes($0, found) } ?? true }
                .sorted(by: precedes).prefix(limit)
                .compactMap { serial in
                    held.record(serial, of: product).map {
                        RegisteredItem(product: product, serial: serial, record: $0)
                    }
                }
        }
    }

    package func counts() -> [ItemCount] {
        held.withLock { held in
            held.items.map { ItemCount(product: $0.key, items: UInt64($0.value.count)) }
                .sorted { precedes($0.product.description, $1.product.description) }
        }
    }
}

/// In the order of their bytes, which is the database's.
private func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
