/// Phones in a row as their consonants with the vowels before each: what names are looked up by.
struct HeardRow: Sendable {
    /// Of each phone.
    private(set) var codes: [UInt8] = []
    /// The consonants among them, and where each stands.
    private(set) var consonants: [UInt8] = []
    private(set) var places: [Int32] = []
    /// The vowels before each consonant, back to the one before it; as `VowelRun`.
    private(set) var gaps: [UInt8] = []
    /// Of each phone and behind the last: consonants and weight before it.
    private(set) var consonantsBefore: [Int32] = [0]
    private(set) var weightBefore: [Int32] = [0]
    private var gap = VowelRun.empty

    init(capacity: Int) {
        codes.reserveCapacity(capacity)
        consonants.reserveCapacity(capacity)
        places.reserveCapacity(capacity)
        gaps.reserveCapacity(capacity)
        consonantsBefore.reserveCapacity(capacity + 1)
        weightBefore.reserveCapacity(capacity + 1)
    }

    mutating func append(_ code: UInt8) {
        if code < Phone.vowelCount {
            gap = VowelRun.appending(code, to: gap)
        } else {
            consonants.append(code)
            places.append(Int32(truncatingIfNeeded: codes.count))
            gaps.append(gap)
            gap = VowelRun.empty
        }
        codes.append(code)
        consonantsBefore.append(Int32(truncatingIfNeeded: consonants.count))
        weightBefore.append(
            weightBefore[weightBefore.count - 1]
                + Int32(truncatingIfNeeded: PhoneCosts.weight(code)))
    }

    func withPhones(
        _ body: (
            _ codes: UnsafeBufferPointer<UInt8>, _ consonants: UnsafeBufferPointer<UInt8>,
            _ gaps: UnsafeBufferPointer<UInt8>
        ) -> Void
    ) {
        codes.withUnsafeBufferPointer { codes in
            consonants.withUnsafeBufferPointer { consonants in
                gaps.withUnsafeBufferPointer { body(codes, consonants, $0) }
            }
        }
    }
}

/// Up to three vowels in a row as a number; all longer rows are one.
enum VowelRun {
    static let empty: UInt8 = 0
    static let long: UInt8 = 216
    static let count = 217

    static func appending(_ vowel: UInt8, to run: UInt8) -> UInt8 {
        let digit = vowel + 1
        return switch run {
        case 0: digit
        case 1..<6: run + 6 * digit
        case 6..<36: run + 36 * digit
        default: long
        }
    }

    static func of(_ vowels: some Sequence<UInt8>) -> UInt8 {
        vowels.reduce(empty) { appending($1, to: $0) }
    }

    /// The vowels, in codes; none of `long`.
    static func vowels(_ run: UInt8) -> [UInt8] {
        guard run < long else { return [] }
        return [run % 6, run / 6 % 6, run / 36].prefix { $0 > 0 }.map { $0 - 1 }
    }
}
