/// What a step of a walk costs by its consonant.
enum ConsonantSteps {
    /// An exchange of consonants that costs more is none.
    static let exchangeMax: UInt8 = 60
    /// By code of the text's consonant: those that it is exchanged for, a bit each.
    static let near: [UInt32] = {
        let exchange = PhoneCosts.of(.written).exchange
        return (0..<Phone.codeCount).map { code in
            (0..<Phone.codeCount).reduce(UInt32(0)) { mask, other in
                exchange[code * Phone.codeCount + other] <= exchangeMax
                    ? mask | 1 << UInt32(other) : mask
            }
        }
    }()

    /// The least that a consonant costs which only one side has; by code. What is near a vowel may be one;
    /// names with a mute `r` have a reading without it.
    static let omissions: [Int32] = {
        var omissions = [Int32](repeating: 100, count: Phone.codeCount)
        for (phone, cost) in [("w", 5), ("y", 5), ("h", 35)] {
            omissions[Int(Phone.codes(phone.utf8)[0])] = Int32(cost)
        }
        return omissions
    }()
    /// What consonants cost that are missing, and which do, a bit each.
    static let omitted: [(cost: Int32, codes: UInt32)] = Set(omissions).sorted().map {
        cost in
        (
            cost,
            omissions.indices.reduce(UInt32(0)) {
                omissions[$1] == cost ? $0 | 1 << UInt32($1) : $0
            }
        )
    }
    /// Up to this a consonant may be missing any number of times.
    static let softMax: Int32 = 35
    /// Those consonants, a bit each.
    static let soft: UInt32 = omitted.reduce(0) { $1.cost <= softMax ? $0 | $1.codes : $0 }
}
