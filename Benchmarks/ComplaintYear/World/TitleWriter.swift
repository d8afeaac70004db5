import ComplaintEvents

/// Writes titles of listings, with the mark as it is, in another script, or disguised.
enum TitleWriter {
    private static let lookalikes: [Character: Character] = [
        "a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і", "B": "В", "K": "К",
        "M": "М", "T": "Т", "N": "Ν", "Z": "Ζ",
    ]
    private static let digits: [Character: Character] = [
        "o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7",
    ]

    /// Of a counterfeit: the mark hides from whoever looks for it, not from buyers.
    static func counterfeit(
        _ brand: Brand, goods: String, model: String, disguised: Double,
        _ random: inout YearRandom
    ) -> String {
        let mark = random.chance(disguised) ? disguise(of: brand, &random) : brand.mark
        let praise = random.pick(MarkWords.praise)
        switch random.below(4) {
        case 0: return "\(mark) \(goods) \(model)"
        case 1: return "\(praise) \(goods) \(mark) \(model)"
        case 2: return "【\(mark)】\(goods) \(model) 1:1"
        default: return "\(goods) \(model) \(mark) \(praise)"
        }
    }

    /// Of genuine goods, by whomever.
    static func genuine(
        _ brand: Brand, goods: String, model: String, _ random: inout YearRandom
    ) -> String {
        let isAlias = !brand.aliases.isEmpty && random.chance(0.2)
        let mark = isAlias ? random.pick(brand.aliases) : brand.mark
        return "\(mark) \(goods) \(model)"
    }

    /// Of an accessory: names the mark that it fits, which everybody may.
    static func compatible(
        _ brand: Brand, goods: String, model: String, _ random: inout YearRandom
    ) -> String {
        let praise = random.pick(MarkWords.praise)
        return random.chance(0.5)
            ? "\(praise) \(goods) for \(brand.mark) \(model)"
            : "\(goods) 适用于 \(brand.mark) \(model)"
    }

    /// Of goods without a mark.
    static func own(goods: String, praise: String, _ random: inout YearRandom) -> String {
        random.chance(0.5)
            ? "\(praise) \(goods) \(random.whole(100...999))"
            : "\(goods) \(random.whole(100...999)) \(praise)"
    }

    private static func disguise(of brand: Brand, _ random: inout YearRandom) -> String {
        let mark = brand.mark
        switch random.below(6) {
        case 0 where !brand.aliases.isEmpty: return random.pick(brand.aliases)
        case 1: return replaced(mark, by: lookalikes, &random)
        case 2: return replaced(mark, by: digits, &random)
        case 3: return mark.map(String.init).joined(separator: random.pick([" ", ".", "-", "*"]))
        case 4: return fullWidth(mark)
        default: return typo(of: mark, &random)
        }
    }

    /// Each letter that has another form with a chance of two in three.
    private static func replaced(
        _ mark: String, by forms: [Character: Character], _ random: inout YearRandom
    ) -> String {
        String(mark.map { letter in random.chance(0.67) ? forms[letter] ?? letter : letter })
    }

    private static func fullWidth(_ mark: String) -> String {
        var text = ""
        for scalar in mark.unicodeScalars {
            let isPlain = (0x21...0x7e).contains(scalar.value)
            text.unicodeScalars.append(
                isPlain ? Unicode.Scalar(scalar.value + 0xfee0) ?? scalar : scalar)
        }
        return text
    }

    /// One letter twice, or two letters the other way round.
    private static func typo(of mark: String, _ random: inout YearRandom) -> String {
        var letters = Array(mark)
        guard letters.count >= 4 else { return mark }
        let place = random.whole(1...letters.count - 2)
        if random.chance(0.5) {
            letters.insert(letters[place], at: place)
        } else {
            letters.swapAt(place, place + 1)
        }
        return String(letters)
    }
}
