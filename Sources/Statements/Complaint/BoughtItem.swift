package import GS1

/// A number as it was read on goods that were bought from a listing. That they came from there only its author says.
package struct BoughtItem: Hashable, Sendable {
    /// Of one complaint.
    package static let itemsMax = 16

    /// The place of the listing in its complaint.
    package var listing: Int
    /// GTIN and serial number; lot and expiry where they are known.
    package var item: ItemIdentifiers
    package var unknownFields = UnknownFields()

    package init(listing: Int, item: ItemIdentifiers) {
        self.listing = listing
        self.item = item
    }

    init(wire: WireBoughtItem, listings: Int) throws(StatementError) {
        try FieldCheck.range(
            UInt64(wire.listing), "place of a listing", 0...UInt64(max(1, listings) - 1))
        listing = Int(wire.listing)
        do throws(GS1Error) {
            item = try ItemIdentifiers(parsing: wire.elementString)
        } catch {
            throw .product(error)
        }
        guard item.serial != nil, item.elementString == wire.elementString else {
            throw .fieldForm(
                "number of bought goods", found: String(wire.elementString.prefix(80)),
                expected: "a GS1 element string of 01 and 21, with 17 and 10 where they are known")
        }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireBoughtItem {
        var wire = WireBoughtItem()
        wire.listing = UInt32(clamping: listing)
        wire.elementString = item.elementString
        wire.unknownFields = unknownFields.storage
        return wire
    }

    /// Not too many, none twice.
    static func read(
        _ items: [WireBoughtItem], listings: Int
    ) throws(StatementError) -> [BoughtItem] {
        try FieldCheck.count(items.count, "bought item", countMax: itemsMax)
        var found: [BoughtItem] = []
        for wire in items {
            let read = try BoughtItem(wire: wire, listings: listings)
            guard !found.contains(where: { $0.listing == read.listing && $0.item == read.item })
            else {
                throw .fieldForm(
                    "bought item", found: wire.elementString,
                    expected: "a list that names it once for a listing")
            }
            found.append(read)
        }
        return found
    }
}
