package import Peering

/// Places of listings as people write them: counted from 1, with ranges, `1-3, 7`.
package struct PlaceList: Hashable, Sendable, CustomStringConvertible {
    /// From 0, ascending, each once.
    package let places: [Int]

    package init(_ places: some Sequence<Int>) { self.places = Set(places).sorted() }

    /// - Parameter count: of the listings that there are.
    /// - Returns: none for a text that is empty, which says all.
    /// - Throws: status 400.
    package init(parsing text: String, count: Int) throws(PeerProblem) {
        guard text.utf8.count <= Self.bytesMax else { throw Self.wrong(count) }
        var found: Set<Int> = []
        let pieces = text.split { FormFields.itemSeparators.contains($0) || $0.isWhitespace }
        for piece in pieces {
            let sides = piece.split(separator: "-", omittingEmptySubsequences: false)
            let numbers = sides.compactMap { Self.number($0) }
            guard (1...2).contains(sides.count), numbers.count == sides.count,
                let first = numbers.first, let last = numbers.last,
                first >= 1, first <= last, last <= count
            else { throw Self.wrong(count) }
            found.formUnion(first - 1..<last)
        }
        places = found.sorted()
    }

    package static let bytesMax = 2_048

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }

    private static func wrong(_ count: Int) -> PeerProblem {
        PeerProblem(
            status: 400, keyword: "listings",
            detail: "Listings are named by their numbers from 1 to \(count), as in 1-3, 7.")
    }

    package var description: String {
        var parts: [String] = []
        var place = 0
        while place < places.count {
            var end = place
            while end + 1 < places.count, places[end + 1] == places[end] + 1 { end += 1 }
            parts.append(
                end == place ? "\(places[place] + 1)" : "\(places[place] + 1)-\(places[end] + 1)")
            place = end + 1
        }
        return parts.joined(separator: ", ")
    }
}
