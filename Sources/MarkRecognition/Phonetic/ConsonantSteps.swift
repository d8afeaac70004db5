/// What a step of a walk costs by its consonant.
enum ConsonantSteps {
    /// An exchange of consonants that costs more is none.
    static let exchangeMax: UInt8 = 60
    /// Of a consonant, whose masks stand in a row: one for each two hundredths that are left to be spent.
    static let leftCount = PhoneCosts.consonant / 2 + 1

    /// Which of them, for what is left.
    static func left(_ cost: Int32) -> Int {
        Int(truncatingIfNeeded: max(0, min(Int32(PhoneCosts.consonant), cost)) &>> 1)
    }

    /// By code of the text's consonant and what is left: those that it is exchanged for, a bit each.
    static let near: [UInt32] = {
        let exchange = PhoneCosts.of(.written).exchange
        return (0..<Phone.codeCount).flatMap { code in
            (0..<leftCount).map { left in
                let most = min(Int32(exchangeMax), Int32(2 * left + 1))
                return mask { Int32(exchange[code * Phone.codeCount + $0]) <= most }
            }
        }
    }()

    private static func mask(_ isIn: (Int) -> Bool) -> UInt32 {
        (0..<Phone.codeCount).reduce(UInt32(0)) { isIn($1) ? $0 | 1 << UInt32($1) : $0 }
    }

    /// The least that a consonant costs which only one side has; by code. What is near a vowel may be one;
    /// names with a mute `r` have a reading without it.
    static let omissions: [Int32] = {
        var omissions = [Int32](repeating: 100, count: Phone.codeCount)
        for (phone, cost) in [("w", 5), ("y", 5), ("h", 35)] {
            omissions[Int(Phone.codes(phone.utf8)[0])] = Int32(cost)
        }
        return omissions
    }()
    /// Up to this a consonant may be missing any number of times.
    static let softMax: Int32 = 35
    /// The consonants that may be missing, a bit each, for what is left: those that come and go, then any.
    static let missing: [UInt32] = [softMax, Int32.max].flatMap { most in
        (0..<leftCount).map { left in mask { omissions[$0] <= min(most, Int32(2 * left + 1)) } }
    }
}
