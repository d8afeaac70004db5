/// Letters in boxes and circles, as flags, and small capitals, which Unicode folds to no letter and
/// confusables.txt does not name, and which listings are written in all the same.
enum LookalikeLetters {
    private static let smallCapitals: [UInt32: Character] = [
        0x1d00: "a", 0x299: "b", 0x1d04: "c", 0x1d05: "d", 0x1d07: "e", 0xa730: "f", 0x262: "g",
        0x29c: "h", 0x26a: "i", 0x1d0a: "j", 0x1d0b: "k", 0x29f: "l", 0x1d0d: "m", 0x274: "n",
        0x1d0f: "o", 0x1d18: "p", 0xa7af: "q", 0x280: "r", 0xa731: "s", 0x1d1b: "t", 0x1d1c: "u",
        0x1d20: "v", 0x1d21: "w", 0x28f: "y", 0x1d22: "z",
    ]

    /// Prototypes of confusables.txt that are drawn as capitals and read as such in names.
    private static let prototypes: [UInt32: Character] = [0x138: "k", 0x28d: "m"]

    /// Λ and Ʌ stand for A in logos, and п is drawn as n; confusables.txt has them for others only.
    static func drawnAlike(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x39b, 0x245: 0x61
        case smallPe: 0x6e
        default: nil
        }
    }

    private static let smallPe: UInt32 = 0x43f

    /// Whether it passes for a Latin letter beside such letters only: 'папа' is no Nana, and 'Chaпel' is Chanel.
    static func wantsLatin(_ scalar: UInt32) -> Bool { scalar == smallPe }

    /// What a prototype of a look-alike reads as: т is drawn as ᴛ, which is a small capital t.
    static func drawn(_ prototype: UInt32) -> UInt32 {
        (smallCapitals[prototype] ?? prototypes[prototype])?.unicodeScalars.first?.value
            ?? prototype
    }

    static func letter(of scalar: UInt32) -> UInt32? {
        switch scalar {
        // Negative circled, negative squared, and regional indicators.
        case 0x1f150...0x1f169: 0x61 + scalar - 0x1f150
        case 0x1f170...0x1f189: 0x61 + scalar - 0x1f170
        case 0x1f1e6...0x1f1ff: 0x61 + scalar - 0x1f1e6
        default: smallCapitals[scalar]?.unicodeScalars.first?.value
        }
    }
}
