/// How a name sounds, coarsely: the letters that every script has some spelling for. A phone is an ASCII
/// letter: `p b t d k g f v s z h m n l r w y`, `S` as in ship, `Z` as in vision, `C` as in chip, `J` as
/// in gin, `c` as in tsar, `N` as in king, and the vowels `a e i o u`.
enum Phone {
    static func isVowel(_ phone: UInt8) -> Bool { code(phone) < vowelCount }

    static func letter(_ letter: Unicode.Scalar) -> UInt8 { UInt8(ascii: letter) }

    // MARK: Codes

    /// Each phone by its place here, vowels first: what tables are looked up by.
    private static let letters = Array("aeiouptkfscSCmlbdgvzZJnrNhwy".utf8)
    static let vowelCount: UInt8 = 5
    /// Places of a table; a power of two.
    static let codeCount = 32

    private static let codes: [UInt8] = {
        var codes = [UInt8](repeating: 31, count: 128)
        for (code, letter) in letters.enumerated() { codes[Int(letter)] = UInt8(code) }
        return codes
    }()

    static func code(_ phone: UInt8) -> UInt8 { codes[Int(phone & 0x7f)] }

    static func codes(_ phones: some Sequence<UInt8>) -> [UInt8] { phones.map(code) }

    /// Phones that are written as two letters here and as one there: `ts` for tsar, `tsh` for chip, `ng` for
    /// king.
    ///
    /// - Parameter hasVowelAdded: whether the script puts a vowel behind each consonant, also where none is
    ///   heard.
    static func contract(_ phones: inout [UInt8], hasVowelAdded: Bool = false) {
        var kept = 0
        var place = 0
        while place < phones.count {
            let phone = phones[place]
            place += 1
            if kept > 0, let one = contracted(phones[kept - 1], phone) {
                phones[kept - 1] = one
            } else if kept > 0, phone == letter("g"), phones[kept - 1] == letter("n"),
                let end = endOfSyllable(phones, place, hasVowelAdded)
            {
                phones[kept - 1] = letter("N")
                place = end
            } else {
                phones[kept] = phone
                kept += 1
            }
        }
        phones.removeLast(phones.count - kept)
    }

    /// Where what follows begins, if no vowel that is heard stands at `place`.
    private static func endOfSyllable(
        _ phones: [UInt8], _ place: Int, _ hasVowelAdded: Bool
    ) -> Int? {
        guard place < phones.count, isVowel(phones[place]) else { return place }
        guard hasVowelAdded, phones[place] == letter("u") else { return nil }
        let isOnlyVowel = place + 1 == phones.count || !isVowel(phones[place + 1])
        return isOnlyVowel ? place + 1 : nil
    }

    private static func contracted(_ first: UInt8, _ second: UInt8) -> UInt8? {
        switch (first, second) {
        case (letter("t"), letter("s")): letter("c")
        case (letter("t"), letter("S")), (letter("t"), letter("C")): letter("C")
        case (letter("d"), letter("J")), (letter("d"), letter("Z")): letter("J")
        default: nil
        }
    }
}
