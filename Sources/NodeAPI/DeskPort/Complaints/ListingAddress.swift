package import Statements

/// The listing that an address of a marketplace's own site names. Only forms that say marketplace and number by
/// themselves: nothing is fetched, and what is not known here is written as marketplace:number.
package enum ListingAddress {
    static let bytesMax = 4_096

    /// Nil for what names none.
    package static func listing(_ text: String) -> Indicator? {
        guard text.utf8.count <= bytesMax, let scheme = text.firstRange(of: "://"),
            ["http", "https"].contains(text[..<scheme.lowerBound].lowercased())
        else { return nil }
        let rest = text[scheme.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let host = rest[..<end].lowercased()
        guard host.utf8.allSatisfy({ $0 < 0x80 }), !host.contains("@") else { return nil }
        let name = host.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        let labels = name.split(separator: ".").map(String.init)
        let behind = rest[end...].prefix { $0 != "#" }
        let sides = behind.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = (sides.first ?? "").split(separator: "/").map(String.init)
        let query = sides.count > 1 ? String(sides[1]) : ""
        guard let (marketplace, id) = named(labels, path, query) else { return nil }
        return try? Indicator(.listing, parsing: "\(marketplace):\(id)")
    }

    private static func named(
        _ labels: [String], _ path: [String], _ query: String
    ) -> (marketplace: String, id: String)? {
        func site(_ name: String, _ domain: String = "com") -> Bool {
            labels.suffix(2) == [name, domain]
        }
        if site("taobao") || site("tmall"), let id = number("id", in: query) {
            return (site("tmall") ? "tmall" : "taobao", id)
        }
        if site("1688"), path.count == 2, path[0] == "offer", let id = stem(path[1]) {
            return ("1688", id)
        }
        if labels.suffix(2).first == "aliexpress", path.count >= 2, path[0] == "item",
            let id = stem(path[1])
        {
            return ("aliexpress", id)
        }
        if let place = country("ebay", in: labels), path.count >= 2, path[0] == "itm",
            let id = digits(path[path.count - 1])
        {
            return (labels[place...].joined(separator: "."), id)
        }
        if let place = country("amazon", in: labels),
            let mark = path.firstIndex(of: "dp"), mark + 1 < path.count
        {
            let id = path[mark + 1]
            guard id.utf8.count == 10, id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
            else { return nil }
            return (labels[place...].joined(separator: "."), id)
        }
        return nil
    }

    /// Where a site's name stands before its country: one label or two, as in `co.uk`.
    private static func country(_ name: String, in labels: [String]) -> Int? {
        guard let place = labels.firstIndex(of: name),
            (1...2).contains(labels.count - place - 1),
            labels[(place + 1)...].allSatisfy({ (2...3).contains($0.utf8.count) })
        else { return nil }
        return place
    }

    private static func number(_ name: String, in query: String) -> String? {
        for piece in query.split(separator: "&") where piece.hasPrefix(name + "=") {
            return digits(String(piece.dropFirst(name.count + 1)))
        }
        return nil
    }

    private static func stem(_ name: String) -> String? {
        digits(name.hasSuffix(".html") ? String(name.dropLast(5)) : name)
    }

    private static func digits(_ text: String) -> String? {
        (1...24).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            ? text : nil
    }
}
