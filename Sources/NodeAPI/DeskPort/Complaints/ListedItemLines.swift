package import CSV
import GS1
package import Statements

/// Numbers on goods as people write them, one a line: the number, and in front of it the listing that it is of, as the
/// complaint names it. Where there is one listing it may be left out.
package struct ListedItemLines: Hashable, Sendable {
    package static let linesMax = 64
    package static let bytesMax = 64 << 10

    package private(set) var items: [ListedItem] = []
    package private(set) var refused: [ListedTargets.Refused] = []

    /// - Parameter listings: of the complaint.
    package init(_ text: String, of listings: [Indicator]) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (place, line) in lines.enumerated() {
            guard place < Self.linesMax else {
                refuse(
                    place, line,
                    CSVRowError(
                        keyword: "too-many-lines", reason: "there are more lines than are looked at"
                    ))
                break
            }
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let code = words.last else { continue }
            let listing = words.dropLast().joined(separator: " ")
            do throws(CSVRowError) {
                let read = try ListedItem(listing: listing, code: String(code), of: listings)
                guard !items.contains(read) else { continue }
                guard items.count < ListedItem.itemsMax else {
                    throw CSVRowError(
                        keyword: "too-many-items",
                        reason: "there are at most \(ListedItem.itemsMax) such numbers")
                }
                items.append(read)
            } catch {
                refuse(place, line, error)
            }
        }
    }

    private mutating func refuse(_ place: Int, _ line: Substring, _ error: CSVRowError) {
        refused.append(
            .init(
                line: place + 1, text: String(line.prefix(200)), keyword: error.keyword,
                why: error.reason))
    }

    /// As a form has them.
    package static func text(_ items: [ListedItem], of listings: [Indicator]) -> String {
        items.compactMap { item in
            guard listings.indices.contains(item.listing) else { return nil }
            return ListedTargets.text([listings[item.listing]]) + " " + item.elementString
        }.joined(separator: "\n")
    }
}

extension ListedItem {
    /// - Parameters:
    ///   - listing: empty for the only one.
    ///   - code: in any way of writing GS1 data, with a serial number.
    package init(
        listing: String, code: String, of listings: [Indicator]
    ) throws(CSVRowError) {
        let place: Int?
        if listing.isEmpty {
            place = listings.count == 1 ? 0 : nil
        } else {
            place = ListedTargets(listing).listings.first.flatMap { listings.firstIndex(of: $0) }
        }
        guard let place else {
            throw .init(
                keyword: "which-listing",
                reason: "say in front of the number which of the complaint's listings it is of")
        }
        try self.init(place: place, code: code)
    }

    package init(place: Int, code: String) throws(CSVRowError) {
        let item: ItemIdentifiers
        do throws(GS1Error) {
            item = try ItemIdentifiers(parsing: code)
        } catch {
            throw .init(keyword: error.keyword, reason: error.description)
        }
        guard item.serial != nil else {
            throw .init(
                keyword: "no-serial",
                reason: "the number has no serial number (21), so nobody can say more of it")
        }
        self.init(listing: place, item: item)
    }
}
