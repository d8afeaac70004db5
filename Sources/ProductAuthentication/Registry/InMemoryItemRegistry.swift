import Synchronization

/// The registry's twin for tests and simulations; it keeps nothing.
package final class InMemoryItemRegistry: ItemRegistry {
    private let items = Mutex<[ProductKey: [String: ItemRecord]]>([:])

    package init() {}

    package func lookUp(_ serial: String, of product: ProductKey) -> Facts.Item {
        items.withLock { items in
            guard let ofProduct = items[product] else { return .unknown(holdsOthers: false) }
            return ofProduct[serial].map { .found($0) } ?? .unknown(holdsOthers: true)
        }
    }

    package func store(_ stored: [RegisteredItem]) {
        items.withLock { items in
            for item in stored { items[item.product, default: [:]][item.serial] = item.record }
        }
    }

    package func counts() -> [ItemCount] {
        items.withLock { items in
            items.map { ItemCount(product: $0.key, items: UInt64($0.value.count)) }
                .sorted { $0.product.description < $1.product.description }
        }
    }
}
