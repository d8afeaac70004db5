/// Canonical form of `ip`: dotted decimal, or IPv6 as RFC 5952 writes it.
///
/// Rule: IPv4 is four decimal numbers without leading zeros, which some would read as octal. IPv6
/// is any form of RFC 4291 section 2.2, brackets allowed, zone refused: it means something on one
/// machine only. An IPv4-mapped address is the IPv4 address that it maps. A network such as
/// 192.0.2.0/24 is refused.
///
/// Source: RFC 5952 section 4; RFC 4291 section 2.5.5.2.
enum IPAddress {
    static func canonical(_ raw: String) throws(Refusal) -> String {
        var text = ScalarText(raw).trimmed
        // Full-width digits, dots and colons.
        if !text.isASCII { text = text.folded }
        guard !text.scalars.isEmpty else { throw Refusal("empty", "it is empty") }
        if text.scalars.contains(0x2f) {
            throw Refusal("network", "it is a network or an address with a path, not one address")
        }
        if text.scalars.contains(0x25) {
            throw Refusal("zone", "its zone after the % means something on one machine only")
        }
        if let v4 = V4(parsing: text.scalars[...]) { return v4.description }
        if text.scalars.first == 0x5b, text.scalars.last == 0x5d {
            text.scalars = Array(text.scalars.dropFirst().dropLast())
        }
        guard let v6 = V6(parsing: text) else {
            throw Refusal("form", "it is neither an IPv4 nor an IPv6 address")
        }
        return v6.mapped?.description ?? v6.description
    }

    struct V4: CustomStringConvertible {
        let number: UInt32

        init(number: UInt32) { self.number = number }

        init?(parsing scalars: ArraySlice<UInt32>) {
            let parts = scalars.split(separator: 0x2e, omittingEmptySubsequences: false)
            guard parts.count == 4 else { return nil }
            var number: UInt32 = 0
            for part in parts {
                guard (1...3).contains(part.count), part.count == 1 || part.first != 0x30,
                    part.allSatisfy({ (0x30...0x39).contains($0) })
                else { return nil }
                let value = part.reduce(0) { $0 * 10 + $1 - 0x30 }
                guard value <= 255 else { return nil }
                number = number << 8 | value
            }
            self.number = number
        }

        var description: String {
            "\(number >> 24).\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
        }
    }

    struct V6: CustomStringConvertible {
        /// Eight of them.
        let groups: [UInt16]

        init?(parsing text: ScalarText) {
            let halves = Self.halves(text.scalars[...])
            guard let head = Self.groups(halves.head, isEnd: halves.tail == nil) else {
                return nil
            }
            guard let tail = halves.tail else {
                guard head.count == 8 else { return nil }
                groups = head
                return
            }
            guard let end = Self.groups(tail, isEnd: true), head.count + end.count <= 7 else {
                return nil
            }
            groups = head + Array(repeating: 0, count: 8 - head.count - end.count) + end
        }

        /// The IPv4 address of `::ffff:0:0/96`.
        var mapped: V4? {
            guard groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xffff else { return nil }
            return V4(number: UInt32(groups[6]) << 16 | UInt32(groups[7]))
        }

        /// The longest run of at least two zero groups, the first of equals, becomes `::`.
        var description: String {
            var longest = 0..<1
            var start = 0
            while start < 8 {
                var end = start
                while end < 8, groups[end] == 0 { end += 1 }
                if end - start > longest.count { longest = start..<end }
                start = end + 1
            }
            func text(_ part: ArraySlice<UInt16>) -> String {
                part.map { String($0, radix: 16) }.joined(separator: ":")
            }
            guard longest.count > 1 else { return text(groups[...]) }
            return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
        }

        /// What stands before and after the first `::`.
        private static func halves(
            _ scalars: ArraySlice<UInt32>
        ) -> (head: ArraySlice<UInt32>, tail: ArraySlice<UInt32>?) {
            for position in scalars.indices.dropLast()
            where scalars[position] == 0x3a && scalars[position + 1] == 0x3a {
                return (scalars[..<position], scalars[(position + 2)...])
            }
            return (scalars, nil)
        }

        /// - Parameter isEnd: an IPv4 address may stand in place of the last two groups.
        private static func groups(_ scalars: ArraySlice<UInt32>, isEnd: Bool) -> [UInt16]? {
            guard !scalars.isEmpty else { return [] }
            let parts = scalars.split(separator: 0x3a, omittingEmptySubsequences: false)
            guard parts.count <= 8 else { return nil }
            var groups: [UInt16] = []
            for (number, part) in parts.enumerated() {
                if isEnd, number == parts.count - 1, part.contains(0x2e) {
                    guard let v4 = V4(parsing: part) else { return nil }
                    groups.append(UInt16(v4.number >> 16))
                    groups.append(UInt16(v4.number & 0xffff))
                    continue
                }
                guard (1...4).contains(part.count), part.allSatisfy({ $0 < 0x80 }),
                    let group = UInt16(
                        String(decoding: part.map { UInt8($0) }, as: UTF8.self), radix: 16),
                    part.allSatisfy({ isAlphanumericASCII(UInt8($0)) })
                else { return nil }
                groups.append(group)
            }
            return groups
        }
    }
}
