/// How Greek spells what it has no letters for: two letters for one sound.
enum GreekWord {
    /// What a nasal before a stop within a word stands for, which is written alike: ντ is d in Αντίντας, nd in Βαλεντίνο.
    enum Stops {
        case bare
        case nasal
    }

    private static let pairs: [(String, String)] = [
        ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("γχ", "nh"), ("τσ", "C"), ("τζ", "J"),
        ("ου", "u"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("αι", "e"), ("αυ", "av"), ("ευ", "ev"),
    ]
    private static let nasals: [UInt32: UInt8] = [
        0x3bc: UInt8(ascii: "m"), 0x3bd: UInt8(ascii: "n"), 0x3b3: UInt8(ascii: "n"),
    ]

    /// π, τ and κ. Asked of each letter of each text.
    private static func isStop(_ letter: UInt32) -> Bool {
        letter == 0x3c0 || letter == 0x3c4 || letter == 0x3ba
    }

    /// What a pair may end with: one of those, γ, χ, σ, ζ, υ or ι.
    private static func mayEndPair(_ letter: UInt32) -> Bool {
        switch letter {
        case 0x3b3, 0x3b6, 0x3b9, 0x3ba, 0x3c0, 0x3c3, 0x3c4, 0x3c5, 0x3c7: true
        default: false
        }
    }

    /// With an accent, so that what follows is heard by itself; with a diaeresis, so that it is.
    private static let accented: Set<UInt32> = [
        0x386, 0x388, 0x38c, 0x38e, 0x3ac, 0x3ad, 0x3cc, 0x3cd,
    ]
    private static let parted: Set<UInt32> = [0x390, 0x3b0, 0x3aa, 0x3ab, 0x3ca, 0x3cb]
    private static let marks: Set<UInt32> = [0x301, 0x308, 0x344]

    private static let sounds: [UInt64: [UInt8]] = Dictionary(
        uniqueKeysWithValues: pairs.map { pair, phones in
            let letters = pair.unicodeScalars.map(\.value)
            return (key(letters[0], letters[1]), Array(phones.utf8))
        })

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// Whether the text has a stop behind a nasal within a word, so that it may be read in two ways.
    static func isAmbiguous(_ text: ReadText) -> Bool {
        guard text.count > 2 else { return false }
        return (2..<text.count).contains {
            isStop(text.letters[$0]) && nasals[text.letters[$0 - 1]] != nil
                && text.gaps[$0] == .none && text.gaps[$0 - 1] == .none
        }
    }

    /// - Parameter letters: of the plain reading of `text`, a word.
    static func spell(
        _ letters: Range<Int>, _ text: ReadText, _ scalars: [UInt32], _ reading: Stops,
        into phones: inout [UInt8]
    ) {
        var place = letters.lowerBound
        while place < letters.upperBound {
            let letter = text.letters[place]
            guard place + 1 < letters.upperBound, mayEndPair(text.letters[place + 1]),
                let heard = sounds[key(letter, text.letters[place + 1])],
                !isParted(place, text, scalars)
            else {
                // A letter twice is heard once.
                if place == letters.lowerBound || text.letters[place - 1] != letter {
                    ScriptSpelling.shared.spell(text.letters[place...place], into: &phones)
                }
                place += 1
                continue
            }
            if reading == .nasal, place > letters.lowerBound,
                isStop(text.letters[place + 1]),
                let nasal = nasals[letter]
            {
                phones.append(nasal)
            }
            phones += heard
            place += 2
        }
    }

    /// Whether two vowels are heard one after the other.
    private static func isParted(_ place: Int, _ text: ReadText, _ scalars: [UInt32]) -> Bool {
        let first = Int(text.origins[place])
        let second = Int(text.origins[place + 1])
        func mark(behind origin: Int) -> UInt32? {
            origin + 1 < scalars.count && marks.contains(scalars[origin + 1])
                ? scalars[origin + 1] : nil
        }
        return accented.contains(scalars[first]) || mark(behind: first) != nil
            || parted.contains(scalars[second])
            || mark(behind: second).map { $0 != 0x301 } ?? false
    }
}
