/// The Latin names of marks by how they sound: looked up by their groups of consonants, one of which may
/// be missing on either side, then judged phone by phone.
struct PhoneticIndex: Sendable {
    struct Match {
        let name: Int32
        /// Cost per weight of the longer of both, 0 where they sound the same.
        let distance: Double
        /// Of the mark's name, in hundredths of a consonant.
        let weight: Int
    }

    private struct Entry: Sendable {
        let name: Int32
        let phones: Range<Int32>
        let weight: Int32
        /// Of the words in it that many names share.
        let common: Int32
    }

    /// Names that sound like less are too short to be told apart by ear.
    static let weightMin = 200
    /// Names that sound like less are looked up with all their consonants.
    private static let omissionWeightMin = 400
    /// Groups of a name that count; what follows is judged all the same.
    private static let groupsMax = 12
    /// Entries of one key that are judged.
    private static let bucketMax = 128
    /// Least cost of a consonant that only one side has.
    private static let omissionMin = 55
    private static let phonesMax = 48

    private var entries: [Entry] = []
    private var phones: [UInt8] = []
    /// Keys in order, and of each the entry.
    private var keys: [UInt64] = []
    private var targets: [Int32] = []

    init(_ names: NameTable) {
        var pairs: [(UInt64, Int32)] = []
        for (index, name) in names.names.enumerated() where name.isLatin && !name.isDigits {
            let letters = names.plain.letters[
                Int(name.plain.lowerBound)..<Int(name.plain.upperBound)]
            let heard = LatinSpelling.phones(letters)
            let common = CommonNameWords.weight(
                letters,
                names.plain.gaps[
                    Int(name.plain.lowerBound)..<Int(name.plain.upperBound)])
            add(heard, of: index, common, &pairs)
            if let other = LatinSpelling.withoutR(heard) { add(other, of: index, common, &pairs) }
        }
        pairs.sort { ($0.0, $0.1) < ($1.0, $1.1) }
        keys = pairs.map(\.0)
        targets = pairs.map(\.1)
    }

    private mutating func add(
        _ heard: [UInt8], of name: Int, _ common: Int, _ pairs: inout [(UInt64, Int32)]
    ) {
        let heard = heard.prefix(Self.phonesMax)
        let weight = PhoneCosts.shared.weight(heard)
        guard weight >= Self.weightMin else { return }
        let start = Int32(phones.count)
        phones += heard
        let entry = Int32(entries.count)
        entries.append(
            Entry(
                name: Int32(name), phones: start..<Int32(phones.count), weight: Int32(weight),
                common: Int32(min(common, weight - 100))))
        // A short name without a consonant is another.
        let omits = weight >= Self.omissionWeightMin
        Self.forEachKey(of: heard, omits: omits) { pairs.append(($0, entry)) }
    }

    /// The key of all groups, and those without one of them.
    private static func forEachKey(
        of phones: some Sequence<UInt8>, omits: Bool, _ body: (UInt64) -> Void
    ) {
        var groups: [UInt8] = []
        for phone in phones {
            guard let group = Phone.group(phone) else { continue }
            // `ks`, `st` stay two; the same twice is one.
            if group != groups.last, groups.count < groupsMax { groups.append(group) }
        }
        func key(without omitted: Int?) -> UInt64 {
            var key: UInt64 = 0
            for (position, group) in groups.enumerated() where position != omitted {
                key = key << 3 | UInt64(group)
            }
            return key
        }
        body(key(without: nil))
        guard omits, groups.count >= 3 else { return }
        for position in groups.indices
        where position == 0 || groups[position] != groups[position - 1] {
            body(key(without: position))
        }
    }

    /// The names that sound most like it: all that are as near as the nearest.
    ///
    /// - Parameters:
    ///   - distanceMax: farther ones are not looked for.
    ///   - ratioMin: of the weight of the shorter to that of the longer.
    func nearest(_ heard: [UInt8], distanceMax: Double, ratioMin: Double) -> [Match] {
        let heard = heard.prefix(Self.phonesMax)
        let costs = PhoneCosts.shared
        let weight = costs.weight(heard)
        guard weight >= Self.weightMin else { return [] }
        var best: [Match] = []
        var least = distanceMax
        let omits =
            weight >= Self.omissionWeightMin
            && Double(weight) * distanceMax >= Double(Self.omissionMin)
        Self.forEachKey(of: heard, omits: omits) { key in
            var position = firstPosition(of: key)
            let end = min(keys.count, position + Self.bucketMax)
            while position < end, keys[position] == key {
                let index = targets[position]
                position += 1
                let entry = entries[Int(index)]
                let longer = max(weight, Int(entry.weight))
                // What differs in weight cannot cost nothing.
                // A bank is not told from another by being a bank.
                let own = longer - Int(entry.common)
                guard Double(min(weight, Int(entry.weight))) >= Double(longer) * ratioMin,
                    !best.contains(where: { $0.name == entry.name })
                else { continue }
                let range = Int(entry.phones.lowerBound)..<Int(entry.phones.upperBound)
                let cost = costs.distance(
                    heard, phones[range], max: Int(least * Double(own)) + 1)
                let distance = Double(cost) / Double(own)
                guard distance <= least else { continue }
                if distance < least { best.removeAll() }
                least = distance
                best.append(
                    Match(
                        name: entry.name, distance: distance,
                        weight: Int(entry.weight - entry.common)))
            }
        }
        return best
    }

    private func firstPosition(of key: UInt64) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
