// Scripts that write vowels as signs about consonants, or leave them out.

/// As it sounds, in Hebrew letters.
enum HebrewSpelling {
    private static let consonants = PhoneTable.byPhone(
        """
        p=פ b=ב t=ט d=ד k=ק g=ג f=פ v=ו s=ס z=ז h=ה m=מ n=נ l=ל r=ר w=ו y=י S=ש Z=ז׳ C=צ׳ J=ג׳ c=צ N=נג
        """)
    private static let finals: [Character: String] = [
        "מ": "ם", "נ": "ן", "צ": "ץ", "כ": "ך", "פ": "ף",
    ]

    static func spell(_ words: [[UInt8]]) -> [String] {
        let usual = words.map(word).joined(separator: " ")
        // Many leave the sign out that makes a j of a g.
        let bare = String(usual.unicodeScalars.filter { $0 != "׳" })
        return usual == bare ? [usual] : [usual, bare]
    }

    private static func word(_ phones: [UInt8]) -> String {
        var spelled = ""
        for (place, phone) in phones.enumerated() {
            if let letter = consonants[phone] {
                spelled += letter
                continue
            }
            let (isFirst, isLast) = (place == 0, place + 1 == phones.count)
            switch phone {
            case Phone.letter("a"): spelled += isLast && !isFirst ? "ה" : "א"
            case Phone.letter("e"): spelled += isFirst ? "א" : isLast ? "ה" : ""
            case Phone.letter("i"): spelled += isFirst ? "אי" : "י"
            case Phone.letter("o"), Phone.letter("u"): spelled += isFirst ? "או" : "ו"
            default: continue
            }
        }
        // A p at the end keeps its form: the other is an f.
        guard let last = spelled.last, let end = finals[last],
            last != "פ" || phones.last == Phone.letter("f")
        else { return spelled }
        return String(spelled.dropLast()) + end
    }
}

/// As it sounds, in Arabic letters.
enum ArabicSpelling {
    private static let consonants = PhoneTable.byPhone(
        """
        p=ب b=ب t=ت d=د k=ك g=غ f=ف v=ف s=س z=ز h=ه m=م n=ن l=ل r=ر w=و y=ي S=ش Z=ج C=تش J=ج c=تس N=نغ
        """)
    private static let initials = PhoneTable.byPhone("a=أ e=إ i=إي o=أو u=أو")
    private static let vowels = PhoneTable.byPhone("a=ا e=ي i=ي o=و u=و")

    /// G is written as the letter for j in Egypt, and as that for k elsewhere; p as Persian has it.
    private static let others: [[UInt8: String]] =
        ["", "g=ج", "g=ق p=پ"].map { PhoneTable.byPhone($0) }

    static func spell(_ words: [[UInt8]]) -> [String] {
        others.map { other in words.map { word($0, other) }.joined(separator: " ") }
    }

    private static func word(_ phones: [UInt8], _ other: [UInt8: String]) -> String {
        var spelled = ""
        for (place, phone) in phones.enumerated() {
            spelled +=
                other[phone] ?? consonants[phone]
                ?? (place == 0 ? initials[phone] : vowels[phone]) ?? ""
        }
        return spelled
    }
}

/// As it sounds, in Thai letters.
enum ThaiSpelling {
    private static let consonants = PhoneTable.byPhone(
        """
        p=ป b=บ t=ท d=ด k=ค g=ก f=ฟ v=ว s=ส z=ซ h=ฮ m=ม n=น l=ล r=ร w=ว y=ย S=ช Z=ช C=ช J=จ c=ซ N=ง
        """)
    /// Written before the consonant that they are heard after.
    private static let before = PhoneTable.byPhone("e=เ o=โ")
    private static let after = PhoneTable.byPhone("a=า i=ี u=ู")

    static func spell(_ words: [[UInt8]]) -> [String] { [words.map(word).joined()] }

    private static func word(_ phones: [UInt8]) -> String {
        var spelled = ""
        var place = 0
        while place < phones.count {
            let consonant = consonants[phones[place]]
            let vowel = consonant == nil ? place : place + 1
            let carrier = consonant ?? "อ"
            guard vowel < phones.count, consonants[phones[vowel]] == nil else {
                spelled += carrier
                place += 1
                continue
            }
            if let sign = before[phones[vowel]] {
                spelled += sign + carrier
            } else {
                spelled += carrier + (after[phones[vowel]] ?? "")
            }
            place = vowel + 1
        }
        return spelled
    }
}

/// As it sounds, in Devanagari.
enum DevanagariSpelling {
    private static let consonants = PhoneTable.byPhone(
        """
        p=प b=ब t=ट d=ड k=क g=ग f=फ v=व s=स z=ज़ h=ह m=म n=न l=ल r=र w=व y=य S=श Z=झ C=च J=ज c=त्स N=ंग
        """)
    private static let signs = PhoneTable.byPhone("a=ा e=े i=ी o=ो u=ू")
    private static let initials = PhoneTable.byPhone("a=आ e=ए i=ई o=ओ u=ऊ")
    private static let virama = "\u{94d}"

    static func spell(_ words: [[UInt8]]) -> [String] {
        [words.map(word).joined(separator: " ")]
    }

    private static func word(_ phones: [UInt8]) -> String {
        var spelled = ""
        var isConsonantBefore = false
        for phone in phones {
            if let letter = consonants[phone] {
                // What has no vowel between is joined; the sign of the nose stands above what is before it.
                if isConsonantBefore, phone != Phone.letter("N") { spelled += virama }
                spelled += letter
                isConsonantBefore = true
            } else {
                spelled += (isConsonantBefore ? signs[phone] : initials[phone]) ?? ""
                isConsonantBefore = false
            }
        }
        return spelled
    }
}
