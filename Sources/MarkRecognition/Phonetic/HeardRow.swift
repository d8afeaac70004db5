/// Phones in a row as their consonants with the vowels before each: what names are looked up by.
struct HeardRow: Sendable {
    /// Of each phone.
    private(set) var codes: [UInt8] = []
    /// The consonants among them, and where each stands.
    private(set) var consonants: [UInt8] = []
    private(set) var places: [Int32] = []
    /// The vowels before each consonant, back to the one before it; as `VowelRun`.
    private(set) var gaps: [UInt8] = []
    /// What weighs up to each consonant, with it.
    private(set) var weightsThrough: [Int32] = []
    /// Of each phone and behind the last: consonants and weight before it.
    private(set) var consonantsBefore: [Int32] = [0]
    private(set) var weightBefore: [Int32] = [0]
    private var gap = VowelRun.empty

    init(capacity: Int) {
        codes.reserveCapacity(capacity)
        consonants.reserveCapacity(capacity)
        places.reserveCapacity(capacity)
        gaps.reserveCapacity(capacity)
        weightsThrough.reserveCapacity(capacity)
        consonantsBefore.reserveCapacity(capacity + 1)
        weightBefore.reserveCapacity(capacity + 1)
    }

    mutating func append(_ code: UInt8) {
        let weight =
            weightBefore[weightBefore.count - 1]
            + Int32(truncatingIfNeeded: PhoneCosts.weight(code))
        if code < Phone.vowelCount {
            gap = VowelRun.appending(code, to: gap)
        } else {
            consonants.append(code)
            places.append(Int32(truncatingIfNeeded: codes.count))
            gaps.append(gap)
            weightsThrough.append(weight)
            gap = VowelRun.empty
        }
        codes.append(code)
        consonantsBefore.append(Int32(truncatingIfNeeded: consonants.count))
        weightBefore.append(weight)
    }

    func withPhones(
        _ body: (
            _ codes: UnsafeBufferPointer<UInt8>, _ consonants: UnsafeBufferPointer<UInt8>,
            _ gaps: UnsafeBufferPointer<UInt8>, _ weightsThrough: UnsafeBufferPointer<Int32>
        ) -> Void
    ) {
        codes.withUnsafeBufferPointer { codes in
            consonants.withUnsafeBufferPointer { consonants in
                gaps.withUnsafeBufferPointer { gaps in
                    weightsThrough.withUnsafeBufferPointer { body(codes, consonants, gaps, $0) }
                }
            }
        }
    }
}
