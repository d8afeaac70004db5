/// The Latin names of marks by how they sound.
struct PhoneticIndex: Sendable {
    struct Match {
        let name: Int32
        /// Cost per weight of the name, 0 where they sound the same.
        let distance: Double
        /// Of the mark's name, in hundredths of a consonant.
        let weight: Int
    }

    struct Entry: Sendable {
        let name: Int32
        /// In `phones`.
        let phones: Range<Int32>
        let weight: Int32
        /// Without most of what the words in it weigh that many names share.
        let own: Int32

        /// What may be different in it, times the limit of the script: short names must sound the same.
        var budget: Int32 { own >= 400 ? own : own >= 300 ? own * 3 / 4 : own * 2 / 5 }
    }

    /// Names that sound like less are too short to be told apart by ear.
    static let weightMin: Int32 = 200
    /// Of the weight of common words, what does not tell a name from another.
    private static let commonPercent: Int32 = 70
    /// Names that sound like less are not told without the kind of a business in them.
    private static let coreWeightMin: Int32 = 450
    static let phonesMax = 48

    /// In the order of the tree.
    let entries: [Entry]
    /// In codes.
    let phones: [UInt8]
    let tree: SoundTree

    init(_ names: NameTable) {
        var entries: [Entry] = []
        var phones: [UInt8] = []
        func add(_ reading: [UInt8], of name: Int, common: Int, least: Int32) {
            let codes = Phone.codes(reading.prefix(Self.phonesMax))
            let weight = Int32(PhoneCosts.weight(codes))
            guard weight >= least else { return }
            let start = Int32(phones.count)
            phones += codes
            entries.append(
                Entry(
                    name: Int32(name), phones: start..<Int32(phones.count), weight: weight,
                    own: max(100, weight - Int32(common) * Self.commonPercent / 100)))
        }
        for (index, name) in names.names.enumerated() where name.isLatin && !name.isDigits {
            let range = Int(name.plain.lowerBound)..<Int(name.plain.upperBound)
            let letters = names.plain.letters[range]
            let common = CommonNameWords.weight(letters, names.plain.gaps[range])
            let readings = NameReadings(letters, names.plain.gaps[range])
            for reading in readings.whole {
                add(reading, of: index, common: common, least: Self.weightMin)
            }
            for reading in readings.cores {
                add(reading, of: index, common: 0, least: Self.coreWeightMin)
            }
        }
        tree = SoundTree(count: entries.count) { index in
            let range = entries[index].phones
            return SoundTree.Name(
                phones: phones[Int(range.lowerBound)..<Int(range.upperBound)],
                budget: entries[index].budget)
        }
        self.entries = tree.order.map { entries[Int($0)] }
        self.phones = phones
    }
}
