import Statements

/// Tells an ı that Turkish is written with from one that passes for an i: 'kadın çantası' from 'guccı çantası'.
///
/// Only words among others are believed, where one of them has a letter that Turkish has and English has not. A word
/// by itself and the parts of a domain name say too little of their language.
struct TurkishText {
    private static let letters: Set<UInt32> = scalars("ğşçöüĞŞÇÖÜİ")
    private static let vowels: Set<UInt32> = scalars("aeiouAEIOUı")
    /// What may be the next vowel on either side of an ı; a capital I has no dot.
    private static let besideDotless: Set<UInt32> = scalars("aAıI")
    private static let dotless: UInt32 = 0x131
    /// What joins the parts of an address.
    private static let joints: Set<UInt32> = scalars(".@")

    private let scalars: [UInt32]
    private let isTurkish: Bool

    init(_ scalars: [UInt32]) {
        self.scalars = scalars
        isTurkish =
            scalars.contains(Self.dotless) && scalars.contains(where: TextFolding.isWhiteSpace)
            && scalars.contains(where: Self.letters.contains)
    }

    /// Whether the word is of ASCII's letters and of ı, each ı where Turkish has one: no other vowel than a and ı is
    /// next to it in the word, and no vowel touches another.
    func hasWord(_ word: ArraySlice<UInt32>) -> Bool {
        guard isTurkish, word.contains(Self.dotless),
            word.allSatisfy({ $0 < 0x80 || $0 == Self.dotless }), !isInAddress(word)
        else { return false }
        let vowels = word.filter(Self.vowels.contains)
        for (one, other) in zip(vowels, vowels.dropFirst())
        where one == Self.dotless || other == Self.dotless {
            guard Self.besideDotless.contains(one), Self.besideDotless.contains(other) else {
                return false
            }
        }
        return !zip(word, word.dropFirst()).contains {
            Self.vowels.contains($0) && Self.vowels.contains($1)
        }
    }

    private func isInAddress(_ word: ArraySlice<UInt32>) -> Bool {
        let before = word.startIndex - 1
        let behind = word.endIndex
        return before > 0 && Self.joints.contains(scalars[before])
            && TextFolding.isWordCharacter(scalars[before - 1])
            || behind + 1 < scalars.count && Self.joints.contains(scalars[behind])
                && TextFolding.isWordCharacter(scalars[behind + 1])
    }

    private static func scalars(_ text: String) -> Set<UInt32> {
        Set(text.unicodeScalars.map(\.value))
    }
}
