import Synchronization

/// The history's twin for tests and simulations; it keeps nothing.
package final class InMemoryScanHistory: ScanHistory {
    private struct Item: Hashable {
        let product: ProductKey
        let serial: String
    }

    private struct Held {
        var scans: [Scan] = []
        var recorded: UInt64 = 0
        var clearance: ScanClearance?
    }

    private let items = Mutex<[Item: Held]>([:])

    package init() {}

    package func record(_ scans: [Scan]) {
        items.withLock { items in
            for scan in scans {
                var held = items[Item(product: scan.product, serial: scan.serial)] ?? Held()
                if ScanWindow.add(scan, to: &held.scans) { held.recorded += 1 }
                items[Item(product: scan.product, serial: scan.serial)] = held
            }
        }
    }

    package func withdraw(_ scans: [Scan]) {
        items.withLock { items in
            for scan in scans {
                let item = Item(product: scan.product, serial: scan.serial)
                guard var held = items[item], let position = held.scans.firstIndex(of: scan) else {
                    continue
                }
                held.scans.remove(at: position)
                held.recorded -= 1
                items[item] = held
            }
        }
    }

    package func scans(of product: ProductKey, serial: String) -> [Scan] {
        items.withLock { $0[Item(product: product, serial: serial)]?.scans ?? [] }
    }

    package func recordedCount(of product: ProductKey, serial: String) -> UInt64 {
        items.withLock { $0[Item(product: product, serial: serial)]?.recorded ?? 0 }
    }

    package func clear(_ product: ProductKey, serial: String, _ clearance: ScanClearance) {
        items.withLock { items in
            var held = items[Item(product: product, serial: serial)] ?? Held()
            if held.clearance.map({ $0.at < clearance.at }) ?? true { held.clearance = clearance }
            items[Item(product: product, serial: serial)] = held
        }
    }

    package func clearance(of product: ProductKey, serial: String) -> ScanClearance? {
        items.withLock { $0[Item(product: product, serial: serial)]?.clearance }
    }

    package func forgetPeople(before time: UInt64) {
        items.withLock { items in
            for item in items.keys {
                items[item]?.scans.removeAll { !$0.kind.isTrade && $0.at < time }
            }
        }
    }
}
