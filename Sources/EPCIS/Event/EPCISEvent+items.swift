package import GS1

/// In which role an event names items.
package enum ItemRole: Sendable {
    /// What the event is about: `epcList` of objects and transactions.
    case subject
    /// What is packed, unpacked, fitted or removed.
    case child
    case input
    case output
}

extension EPCISEvent {
    /// Most items that one event may name.
    package static let itemsMax = 100_000

    private static let lists: [(list: String, role: ItemRole)] = [
        ("epcList", .subject), ("childEPCs", .child), ("inputEPCList", .input),
        ("outputEPCList", .output),
    ]

    /// The single items that it names, in the order of the document; logistic units, assets, pieces and
    /// classes of items are passed over.
    ///
    /// - Throws: `EPCISError.identifier` for a number that looks like an item's and is wrong;
    ///   `.itemCount` beyond the limit.
    package func items() throws(EPCISError) -> [(number: ItemNumber, role: ItemRole)] {
        var items: [(number: ItemNumber, role: ItemRole)] = []
        for (list, role) in Self.lists {
            for uri in tree.values(list, "epc") {
                if let number = ItemNumber(uri) {
                    items.append((number, role))
                } else if Self.looksLikeItem(uri) {
                    throw .identifier(uri)
                }
            }
            guard items.count <= Self.itemsMax else { throw .itemCount(max: Self.itemsMax) }
        }
        return items
    }

    /// A piece of an item has a serial as well, and is none.
    private static func looksLikeItem(_ uri: String) -> Bool {
        if uri.hasPrefix("urn:epc:id:sgtin:") { return true }
        guard let link = CanonicalIdentifier.digitalLink(of: uri) else { return false }
        return link.hasPrefix(CanonicalIdentifier.stem + "/01/") && link.contains("/21/")
    }

    /// The numbers in canonical form that a query by EPC looks at, parent and all.
    package var identifiers: [String] {
        let listed = Self.lists.flatMap { tree.values($0.list, "epc") }
        let parents = tree.children(named: "parentID").map(\.value)
        return (listed + parents).map(CanonicalValue.of)
    }

    /// Lot and expiry date from the instance and lot master data.
    ///
    /// - Throws: `EPCISError.field` for a lot or date that GS1 does not allow.
    package func lotAndExpiry() throws(EPCISError) -> (lot: Lot?, expiry: ExpiryDate?) {
        let data = tree.children(named: "ilmd").flatMap(\.children)
        func value(_ names: [String]) -> String? {
            names.lazy.compactMap { name in data.first { $0.name == name }?.value }.first
        }
        var lot: Lot?
        var expiry: ExpiryDate?
        if let text = value(Self.lotNames), !text.isEmpty {
            lot = try? Lot(parsing: text)
            guard lot != nil else {
                throw .field("ilmd lot", expected: "1 to 20 of GS1's characters", found: text)
            }
        }
        if let text = value(Self.expiryNames), !text.isEmpty {
            // Some write the day with a time.
            expiry = try? ExpiryDate(
                parsing: text.prefix(10), seenAt: UInt64(clamping: time.milliseconds))
            guard expiry != nil else {
                throw .field("ilmd expiry", expected: "a date such as 2027-04-30", found: text)
            }
        }
        return (lot, expiry)
    }

    private static let masterData = "{urn:epcglobal:cbv:mda:}"
    private static let voc = "{https://gs1.org/voc/}"
    private static let lotNames = [
        masterData + "lotNumber", "{urn:epcglobal:cbv:mda}lotNumber", voc + "hasBatchLotNumber",
        "cbvmda:lotNumber",
    ]
    private static let expiryNames = [
        masterData + "itemExpirationDate", "{urn:epcglobal:cbv:mda}itemExpirationDate",
        voc + "expirationDate", "cbvmda:itemExpirationDate",
    ]
}
