/// Every application identifier there is.
///
/// Source: the GS1 Barcode Syntax Dictionary of `release`; see `Tables/generate.py`.
package enum SyntaxDictionary {
    /// In ascending order of the digits.
    package static let entries: [ApplicationIdentifier] = DictionaryReader.entries(of: table)

    /// AIs with the same first two digits have the same number of digits, so the digits filled up with
    /// zeros to four are an index. -1 where there is no entry.
    private static let indexes: [Int] = {
        var indexes = [Int](repeating: -1, count: 10_000)
        for (index, entry) in entries.enumerated() {
            indexes[slot(Array(entry.digits.utf8))] = index
        }
        return indexes
    }()

    /// Number of digits of the AIs that begin with each two digits, 0 where there are none.
    private static let digitCounts: [Int] = {
        var counts = [Int](repeating: 0, count: 100)
        for entry in entries {
            counts[Array(entry.digits.utf8.prefix(2))[...].decimal] = entry.digits.utf8.count
        }
        return counts
    }()

    /// The AI of exactly these digits.
    package static func entry(_ digits: ArraySlice<UInt8>) -> ApplicationIdentifier? {
        guard let entry = entry(beginning: digits), entry.digits.utf8.count == digits.count
        else { return nil }
        return entry
    }

    /// The AI that `bytes` begin with.
    package static func entry(beginning bytes: ArraySlice<UInt8>) -> ApplicationIdentifier? {
        guard let count = digitCount(beginning: bytes), count > 0, bytes.count >= count,
            bytes.prefix(count).allSatisfy(\.isDigit)
        else { return nil }
        let index = indexes[slot(bytes.prefix(count))]
        return index < 0 ? nil : entries[index]
    }

    /// How many digits an AI has that begins like `bytes`: 0 if no AI does, nil if they are no digits.
    static func digitCount(beginning bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 2, bytes.prefix(2).allSatisfy(\.isDigit) else { return nil }
        return digitCounts[bytes.prefix(2).decimal]
    }

    private static func slot(_ digits: some Collection<UInt8>) -> Int {
        var slot = digits.reduce(0) { $0 * 10 + $1.digitValue }
        for _ in digits.count..<4 { slot *= 10 }
        return slot
    }
}
