extension Indicator {
    /// The value as people read and type it: A-labels (`xn--`) of a domain, an address or an e-mail
    /// address in the letters of their script. For search and display only; what is compared is
    /// `value`.
    package var readableValue: String {
        switch type {
        case .domain, .url, .email: break
        default: return value
        }
        let bytes = Array(value.utf8)
        guard Self.holdsALabel(bytes), bytes.allSatisfy({ $0 < 0x80 }) else { return value }
        var readable = String.UnicodeScalarView()
        var start = 0
        for end in 0...bytes.count {
            guard end == bytes.count || !Self.isLabelByte(bytes[end]) else { continue }
            readable.append(contentsOf: Self.readable(bytes[start..<end]))
            if end < bytes.count { readable.append(Unicode.Scalar(bytes[end])) }
            start = end + 1
        }
        return String(readable)
    }

    /// Whether an `xn--` stands anywhere, decided without a table: most values have none.
    private static func holdsALabel(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > aLabel.count else { return false }
        return (0..<bytes.count - aLabel.count).contains { place in
            bytes[place] == aLabel[0] && bytes[place...].starts(with: aLabel)
        }
    }

    private static let aLabel = Array("xn--".utf8)

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        isAlphanumericASCII(byte) || byte == UInt8(ascii: "-")
    }

    private static func readable(_ label: ArraySlice<UInt8>) -> [Unicode.Scalar] {
        if label.starts(with: aLabel),
            let scalars = Punycode.decode(label.dropFirst(aLabel.count))
        {
            return scalars.compactMap { Unicode.Scalar($0) }
        }
        return label.map { Unicode.Scalar($0) }
    }
}
