/// Words of scripts that leave vowels out.
enum UnvowelledWord {
    /// Alef, vav, yod; alef, waw, yeh, the Persian one.
    private static let vowels: Set<UInt32> = [0x5d0, 0x5d5, 0x5d9, 0x627, 0x648, 0x64a, 0x6cc]

    /// Whether the last letter is heard as a vowel: he of Hebrew, ha of Persian, behind a consonant.
    static func endsInVowel(_ letters: ArraySlice<UInt32>) -> Bool {
        letters.count > 2 && (letters.last == 0x5d4 || letters.last == 0x647)
            && !vowels.contains(letters[letters.endIndex - 2])
    }

    /// `w` and `y` are vowels where no vowel stands beside them.
    ///
    /// - Parameter start: of the word in `phones`.
    static func readVowels(_ phones: inout [UInt8], from start: Int) {
        for place in phones.indices.dropFirst(start + 1) {
            let isVowelNext = place + 1 < phones.count && Phone.isVowel(phones[place + 1])
            guard !isVowelNext else { continue }
            if phones[place] == UInt8(ascii: "w") {
                phones[place] = UInt8(ascii: "u")
            } else if phones[place] == UInt8(ascii: "y") {
                phones[place] = UInt8(ascii: "i")
            }
        }
    }
}
