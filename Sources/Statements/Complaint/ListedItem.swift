package import GS1

/// A number on goods of a listing: as the complainant read it on what was bought there, or the seller on what it has in
/// hand. That the goods are that listing's only its author says.
package struct ListedItem: Hashable, Sendable {
    /// Of one statement.
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

    init(wire: WireListedItem, listings: Int) throws(StatementError) {
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
                "number of goods", found: String(wire.elementString.prefix(80)),
                expected: "a GS1 element string of 01 and 21, with 17 and 10 where they are known")
        }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireListedItem {
        var wire = WireListedItem()
        wire.listing = UInt32(clamping: listing)
        wire.elementString = item.elementString
        wire.unknownFields = unknownFields.storage
        return wire
    }

    /// Not too many, none twice.
    static func read(
        _ items: [WireListedItem], listings: Int
    ) throws(StatementError) -> [ListedItem] {
        try FieldCheck.count(items.count, "number of goods", countMax: itemsMax)
        var found: [ListedItem] = []
        for wire in items {
            let read = try ListedItem(wire: wire, listings: listings)
            guard !found.contains(where: { $0.listing == read.listing && $0.item == read.item })
            else {
                throw .fieldForm(
                    "number of goods", found: wire.elementString,
                    expected: "a list that names it once for a listing")
            }
            found.append(read)
        }
        return found
    }
}
