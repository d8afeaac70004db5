/// Unicode Normalization Form C, and the case folding built on it, by the tables of
/// `UnicodeTables` (UAX #15).
enum Normalization {
    /// NFC of a sequence of scalars.
    static func composed(_ scalars: [UInt32]) -> [UInt32] {
        guard scalars.contains(where: { $0 >= 0x300 }) else { return scalars }
        var result = decomposed(scalars)
        compose(&result)
        return result
    }

    /// NFC of NFKC_Casefold: compatibility forms, full width, ligatures, case and invisible
    /// characters no longer tell two texts apart. Folded until it stays, since a composition can
    /// be folded again.
    ///
    /// Source: the Unicode Standard, section 3.13, definition `toNFKC_Casefold`.
    static func folded(_ scalars: [UInt32]) -> [UInt32] {
        var text = scalars
        while true {
            let next = composed(mapped(text, by: UnicodeTables.shared.folding))
            if next == text { return text }
            text = next
        }
    }

    static func mapped(_ scalars: [UInt32], by table: MappingTable) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        for scalar in scalars where !table.append(scalar, to: &result) { result.append(scalar) }
        return result
    }

    // MARK: Decomposition

    static func decomposed(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count + 8)
        for scalar in scalars { decompose(scalar, into: &result) }
        order(&result)
        return result
    }

    private static func decompose(_ scalar: UInt32, into result: inout [UInt32]) {
        guard scalar >= 0xc0 else { return result.append(scalar) }
        if let syllable = Hangul(decomposing: scalar) {
            result.append(contentsOf: syllable.parts)
            return
        }
        var parts: [UInt32] = []
        guard UnicodeTables.shared.decomposition.append(scalar, to: &parts) else {
            return result.append(scalar)
        }
        for part in parts { decompose(part, into: &result) }
    }

    /// Sorts each run of marks by combining class, keeping the order of equals.
    private static func order(_ scalars: inout [UInt32]) {
        let classes = UnicodeTables.shared.combiningClass
        var start = 0
        while start < scalars.count {
            guard classes[scalars[start]] != 0 else {
                start += 1
                continue
            }
            var end = start
            while end < scalars.count, classes[scalars[end]] != 0 { end += 1 }
            if end - start > 1 {
                let sorted = scalars[start..<end].enumerated().sorted {
                    (classes[$0.element], $0.offset) < (classes[$1.element], $1.offset)
                }
                scalars.replaceSubrange(start..<end, with: sorted.map(\.element))
            }
            start = end
        }
    }

    // MARK: Composition

    private static func compose(_ scalars: inout [UInt32]) {
        let tables = UnicodeTables.shared
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let combiningClass = tables.combiningClass[scalar]
            if let starter {
                let isAdjacent = starter == result.count - 1
                let isBlocked = !isAdjacent && lastClass >= combiningClass
                if !isBlocked, let whole = composition(of: result[starter], scalar) {
                    result[starter] = whole
                    continue
                }
            }
            if combiningClass == 0 { starter = result.count }
            lastClass = combiningClass
            result.append(scalar)
        }
        scalars = result
    }

    private static func composition(of first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.composition(of: first, second)
            ?? UnicodeTables.shared.composition[UnicodeTables.pairKey(first, second)]
    }
}

/// Hangul syllables, which compose by arithmetic (the Unicode Standard, section 3.12).
private struct Hangul {
    private static let syllables: UInt32 = 0xac00
    private static let leads: UInt32 = 0x1100
    private static let vowels: UInt32 = 0x1161
    private static let trails: UInt32 = 0x11a7
    private static let leadCount: UInt32 = 19
    private static let vowelCount: UInt32 = 21
    private static let trailCount: UInt32 = 28
    private static let syllableCount = leadCount * vowelCount * trailCount

    let parts: [UInt32]

    init?(decomposing scalar: UInt32) {
        guard scalar >= Self.syllables, scalar < Self.syllables + Self.syllableCount else {
            return nil
        }
        let index = scalar - Self.syllables
        let lead = Self.leads + index / (Self.vowelCount * Self.trailCount)
        let vowel = Self.vowels + index / Self.trailCount % Self.vowelCount
        let trail = index % Self.trailCount
        parts = trail == 0 ? [lead, vowel] : [lead, vowel, Self.trails + trail]
    }

    static func composition(of first: UInt32, _ second: UInt32) -> UInt32? {
        if first >= leads, first < leads + leadCount, second >= vowels,
            second < vowels + vowelCount
        {
            return syllables + ((first - leads) * vowelCount + second - vowels) * trailCount
        }
        if first >= syllables, first < syllables + syllableCount,
            (first - syllables).isMultiple(of: trailCount), second > trails,
            second < trails + trailCount
        {
            return first + second - trails
        }
        return nil
    }
}
