import CSV
import GS1

/// Prints what the registry holds as the CSV that `ItemRows` reads again.
package struct ItemListWriter {
    /// Printed and not yet taken.
    package private(set) var bytes: [UInt8] = []

    package static let columns = [
        "gtin", "serial", "scheme", "code", "state", "lot", "expiry", "market", "at", "cause",
    ]

    /// Begins with the header.
    package init() { CSVWriter.append(Self.columns, to: &bytes) }

    package mutating func append(_ item: RegisteredItem) {
        let record = item.record
        append(
            item.product, item.serial, state: record.state.name, lot: record.lot?.text,
            expiry: record.expiry?.description, market: record.market?.code,
            at: ItemTime.print(record.updatedAt), cause: nil)
    }

    package mutating func append(_ lot: LotRecord) {
        append(
            lot.product, "", state: lot.recall.map { _ in ItemState.recalled.name },
            lot: lot.lot.text, expiry: lot.expiry?.description, market: nil,
            at: lot.recall.map { ItemTime.print($0.at) }, cause: lot.recall?.cause)
    }

    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(
        _ product: ProductKey, _ serial: String, state: String?, lot: String?, expiry: String?,
        market: String?, at: String?, cause: String?
    ) {
        let names =
            switch product {
            case .gtin(let gtin): [gtin.digits14, serial, "", ""]
            case .scheme(let scheme): ["", "", scheme, serial]
            }
        CSVWriter.append(
            names + [state, lot, expiry, market, at, cause].map { $0 ?? "" }, to: &bytes)
    }
}
