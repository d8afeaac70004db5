/// A text as its Unicode scalars: what canonical forms are made of.
struct ScalarText {
    var scalars: [UInt32]

    init(_ text: String) { scalars = text.unicodeScalars.map(\.value) }

    init(scalars: [UInt32]) { self.scalars = scalars }

    var string: String {
        var view = String.UnicodeScalarView()
        for scalar in scalars {
            if let scalar = Unicode.Scalar(scalar) { view.append(scalar) }
        }
        return String(view)
    }

    var isASCII: Bool { scalars.allSatisfy { $0 < 0x80 } }

    /// Without white space and byte order marks at both ends, which copying brings along.
    var trimmed: ScalarText {
        func isEdge(_ scalar: UInt32) -> Bool { Self.isWhiteSpace(scalar) || scalar == 0xfeff }
        guard let first = scalars.firstIndex(where: { !isEdge($0) }),
            let last = scalars.lastIndex(where: { !isEdge($0) })
        else { return ScalarText(scalars: []) }
        return ScalarText(scalars: Array(scalars[first...last]))
    }

    /// `Normalization.folded`.
    var folded: ScalarText { ScalarText(scalars: Normalization.folded(scalars)) }

    /// Each run of white space as one space, none at the ends.
    var collapsed: ScalarText {
        let words = scalars.split(whereSeparator: Self.isWhiteSpace)
        return ScalarText(scalars: Array(words.joined(separator: [0x20])))
    }

    var hasControlCharacter: Bool { scalars.contains { $0 < 0x20 || (0x7f...0x9f).contains($0) } }

    /// The characters of the property White_Space (UAX #44, PropList.txt); the set is stable.
    static func isWhiteSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f,
            0x205f, 0x3000:
            true
        default: false
        }
    }
}
