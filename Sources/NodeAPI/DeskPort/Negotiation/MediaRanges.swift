/// What an `Accept` header asks for.
///
/// Source: RFC 9110, sections 12.4.2 and 12.5.1.
package struct MediaRanges: Sendable {
    package static let rangesMax = 32

    private struct Range {
        let type: Substring
        let subtype: Substring
        /// 0...1000.
        let quality: Int

        /// How closely it names `type/subtype`: 0 not at all, 3 exactly.
        func closeness(_ type: Substring, _ subtype: Substring) -> Int {
            if self.type == "*" { return self.subtype == "*" ? 1 : 0 }
            guard self.type == type else { return 0 }
            if self.subtype == "*" { return 2 }
            return self.subtype == subtype ? 3 : 0
        }
    }

    private let ranges: [Range]

    /// - Parameter header: nil or empty asks for anything. What cannot be read is passed over.
    package init(_ header: String?) {
        ranges = (header ?? "*/*").lowercased().split(separator: ",").prefix(Self.rangesMax)
            .compactMap { element in
                let parts = element.split(separator: ";").map(QualityValue.trimmed)
                guard let sides = parts.first?.split(separator: "/"), sides.count == 2 else {
                    return nil
                }
                return Range(
                    type: sides[0], subtype: sides[1], quality: QualityValue.of(parts.dropFirst()))
            }
    }

    /// How much a media type is wanted, 0...1000: the range that names it closest decides.
    package func quality(of mediaType: String) -> Int {
        let sides = mediaType.split(separator: "/")
        return ranges.map { ($0.closeness(sides[0], sides[1]), $0.quality) }
            .filter { $0.0 > 0 }.max { $0.0 < $1.0 }?.1 ?? 0
    }

    /// The one wanted most; of two wanted alike the earlier. Nil where none is.
    package func best(of offers: [String]) -> String? {
        var best: (offer: String, quality: Int)?
        for offer in offers {
            let quality = quality(of: offer)
            if quality > best?.quality ?? 0 { best = (offer, quality) }
        }
        return best?.offer
    }
}

/// The weight of an element in an `Accept` or `Accept-Language` header.
///
/// Source: RFC 9110, section 12.4.2.
enum QualityValue {
    /// - Returns: 0...1000; 1000 where none is given or it cannot be read.
    static func of(_ parameters: some Sequence<Substring>) -> Int {
        for parameter in parameters where parameter.hasPrefix("q=") {
            let digits = parameter.dropFirst(2).utf8
            guard let whole = digits.first, whole == UInt8(ascii: "0") else { return 1000 }
            let fraction = digits.dropFirst(2).prefix(3).map { Int($0) - 48 }
            guard fraction.allSatisfy({ (0...9).contains($0) }) else { return 1000 }
            return zip(fraction, [100, 10, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return 1000
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
