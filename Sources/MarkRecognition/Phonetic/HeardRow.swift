/// Phones in a row as their consonants with the vowels before each: what names are looked up by.
struct HeardRow: Sendable {
    struct Consonant: Sendable {
        let code: UInt8
        /// The vowels before it, back to the consonant before; as `VowelRun`.
        let gap: UInt8
        /// Where it stands among the phones.
        let place: Int32
        /// What weighs up to it, with it.
        let weightThrough: Int32
    }

    /// What stands before a phone.
    struct Before: Sendable {
        var consonants: Int32 = 0
        var weight: Int32 = 0
    }

    /// Of each phone.
    private(set) var codes: [UInt8] = []
    private(set) var consonants: [Consonant] = []
    /// Of each phone, and behind the last.
    private(set) var before = [Before()]
    private var gap = VowelRun.empty
    /// The last of `before`.
    private var all = Before()

    init(capacity: Int) {
        codes.reserveCapacity(capacity)
        consonants.reserveCapacity(capacity)
        before.reserveCapacity(capacity + 1)
    }

    /// Keeps the room that it has.
    mutating func removeAll() {
        codes.removeAll(keepingCapacity: true)
        consonants.removeAll(keepingCapacity: true)
        before.removeLast(before.count - 1)
        gap = VowelRun.empty
        all = Before()
    }

    mutating func append(_ code: UInt8) {
        all.weight += Int32(truncatingIfNeeded: PhoneCosts.weight(code))
        if code < Phone.vowelCount {
            gap = VowelRun.appending(code, to: gap)
        } else {
            all.consonants += 1
            consonants.append(
                Consonant(
                    code: code, gap: gap, place: Int32(truncatingIfNeeded: codes.count),
                    weightThrough: all.weight))
            gap = VowelRun.empty
        }
        codes.append(code)
        before.append(all)
    }

    func withPhones(
        _ body: (
            _ codes: UnsafeBufferPointer<UInt8>, _ consonants: UnsafeBufferPointer<Consonant>,
            _ before: UnsafeBufferPointer<Before>
        ) -> Void
    ) {
        codes.withUnsafeBufferPointer { codes in
            consonants.withUnsafeBufferPointer { consonants in
                before.withUnsafeBufferPointer { body(codes, consonants, $0) }
            }
        }
    }
}
