package import GS1

/// A number on goods of a listing: as the complainant read it on what was bought there, or the seller on what it has in
/// hand. That the goods are that listing's only its author says.
package struct ListedItem: Hashable, Sendable {
    /// Of one statement.
    package static let itemsMax = 16
    /// What is looked at, of which some may not be readable.
    private static let itemsReadMax = 256

    /// The place of the listing in its complaint.
    package var listing: Int
    /// GTIN and serial number; lot and expiry where they are known.
    package var item: ItemIdentifiers
    package var unknownFields = UnknownFields()

    /// How it is signed and asked about.
    package var elementString: String { item.elementString }

    package init(listing: Int, item: ItemIdentifiers) {
        self.listing = listing
        self.item = item
    }

    /// Nil for anything but one GS1 element string of 01 and 21, with 17 and 10 where they are known, of a listing.
    private init?(wire: WireListedItem, listings: Int) {
        guard Int(wire.listing) < listings,
            let item = try? ItemIdentifiers(parsing: wire.elementString), item.serial != nil,
            item.elementString == wire.elementString
        else { return nil }
        listing = Int(wire.listing)
        self.item = item
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireListedItem {
        var wire = WireListedItem()
        wire.listing = UInt32(clamping: listing)
        wire.elementString = item.elementString
        wire.unknownFields = unknownFields.storage
        return wire
    }

    /// The first ones that can be read, each once.
    ///
    /// What cannot is left out, and makes no statement malformed: readers that know nothing of these numbers take it
    /// whatever they are, and all must agree on what stands. Whoever writes one is told (`readable()`).
    static func read(_ items: [WireListedItem], listings: Int) -> [ListedItem] {
        var found: [ListedItem] = []
        for wire in items.prefix(itemsReadMax) where found.count < itemsMax {
            guard let read = ListedItem(wire: wire, listings: listings),
                !found.contains(where: { $0.listing == read.listing && $0.item == read.item })
            else { continue }
            found.append(read)
        }
        return found
    }
}
