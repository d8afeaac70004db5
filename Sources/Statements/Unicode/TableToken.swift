/// One token of a table's text.
package struct TableToken {
    package enum Operation: UInt8 {
        /// `=` the sequence that follows; `!` likewise, but composition does not undo it.
        case becomes = 0x3d
        case decomposes = 0x21
        /// `>` and `<`: each code point by the number that follows; `/`: every other one by 1.
        case up = 0x3e
        case down = 0x3c
        case alternate = 0x2f
        /// `:` a hexadecimal value, `@` a letter as value.
        case value = 0x3a
        case letter = 0x40
    }

    package var first: UInt32 = 0
    package var count: UInt32 = 1
    package var operation = Operation.value
    package var number: UInt32 = 0
    package var sequence: [UInt32] = []
    /// Of `:` and `@`.
    package var value: UInt8 = 0

    package static func forEach(in text: StaticString, _ body: (TableToken) -> Void) {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        for token in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0a }) {
            body(TableToken(token))
        }
    }

    private init(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let end = text.firstIndex(where: { Operation(rawValue: $0) != nil }),
            let operation = Operation(rawValue: text[end])
        else { preconditionFailure("a token of a Unicode table has an operation") }
        let span = text[..<end].split(separator: UInt8(ascii: "*"))
        let rest = text[(end + 1)...]
        first = Self.hexadecimal(span[0])
        count = span.count > 1 ? Self.hexadecimal(span[1]) : 1
        self.operation = operation
        switch operation {
        case .becomes, .decomposes:
            sequence = rest.split(separator: UInt8(ascii: ".")).map(Self.hexadecimal)
        case .up, .down: number = Self.hexadecimal(rest)
        case .alternate: break
        case .value: value = UInt8(truncatingIfNeeded: Self.hexadecimal(rest))
        case .letter: value = rest[end + 1]
        }
    }

    private static func hexadecimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
        digits.reduce(0) { number, digit in
            let value = digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - 0x57
            return number << 4 | UInt32(value)
        }
    }
}
