import Statements

/// A domain name as its labels, each with its place in the text, and which of them the registrant chose.
struct DomainLabels {
    static let labelsMax = 127
    static let labelScalarsMax = 253

    struct Label {
        /// Decoded.
        let scalars: [UInt32]
        /// In the text as it is given.
        let place: Range<Int>
        let isPunycode: Bool
        /// Whether the registrant chose it; else it stands below that one.
        let isRegistrable: Bool
    }

    /// From the registrable one to the first; no public suffix among them.
    let labels: [Label]

    /// - Parameter text: a domain name, or a web address, whose host is looked at.
    init(_ text: [UInt32]) {
        let host = Self.host(of: text)
        var places: [Range<Int>] = []
        var start = host.lowerBound
        for index in host where Self.isDot(text[index]) {
            if index > start { places.append(start..<index) }
            start = index + 1
        }
        if host.upperBound > start { places.append(start..<host.upperBound) }
        places = places.suffix(Self.labelsMax)
        let names = places.map { String(ScalarLetters.lowercased(text[$0])) }
        let suffix = PublicSuffix.labelCount(names)
        var labels: [Label] = []
        for (position, place) in places.enumerated().dropLast(suffix).reversed() {
            let decoded = Self.decoded(names[position])
            labels.append(
                Label(
                    scalars: Array((decoded ?? Array(text[place])).prefix(Self.labelScalarsMax)),
                    place: place, isPunycode: decoded != nil,
                    isRegistrable: position == places.count - suffix - 1))
        }
        self.labels = labels
    }

    /// Behind `://` and `@`, before a path, a port or a space.
    private static func host(of text: [UInt32]) -> Range<Int> {
        var start = 0
        for index in text.indices.dropLast(2)
        where text[index] == 0x3a && text[index + 1] == 0x2f && text[index + 2] == 0x2f {
            start = index + 3
            break
        }
        while start < text.count, text[start] == 0x20 { start += 1 }
        var end = start
        while end < text.count, ![0x2f, 0x3a, 0x3f, 0x23, 0x20, 0x09].contains(text[end]) {
            if text[end] == 0x40 { start = end + 1 }
            end += 1
        }
        return start..<max(start, end)
    }

    private static func isDot(_ scalar: UInt32) -> Bool {
        scalar == 0x2e || scalar == 0x3002 || scalar == 0xff0e || scalar == 0xff61
    }

    private static func decoded(_ label: String) -> [UInt32]? {
        guard label.hasPrefix("xn--"), label.utf8.count <= 63 else { return nil }
        return Punycode.decode(Array(label.utf8.dropFirst(4)))
    }
}

private enum ScalarLetters {
    /// With capitals of ASCII in lower case.
    static func lowercased(_ scalars: ArraySlice<UInt32>) -> String.UnicodeScalarView {
        var view = String.UnicodeScalarView()
        for scalar in scalars {
            let letter = (0x41...0x5a).contains(scalar) ? scalar + 0x20 : scalar
            if let letter = Unicode.Scalar(letter) { view.append(letter) }
        }
        return view
    }
}
