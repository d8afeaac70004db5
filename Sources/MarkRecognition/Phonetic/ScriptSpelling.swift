/// How names sound in scripts other than Latin, letter by letter of the plain reading. From the
/// transforms of CLDR 41, reduced to the phones that `Phone` tells apart.
struct ScriptSpelling: Sendable {
    static let shared = ScriptSpelling()

    private static let rieul = UInt8(ascii: "l")
    /// Letters above this are not spelled.
    private static let limit = 0xa000

    /// By letter.
    private var sounds: [UInt64]

    private static let tables: [String] = [
        // Cyrillic
        """
        а=a б=b в=v г=g д=d е=e ж=Z з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=C ш=S щ=S
        ъ= ы=i ь= э=e ю=iu я=ia є=ie і=i ї=i ґ=g ђ=J ј=i љ=l њ=n ћ=C џ=J ѓ=g ќ=k ѕ=z ў=u қ=k ғ=g ң=n ө=o ұ=u ү=u
        һ=h ә=a ҳ=h ҷ=J ӣ=i ӯ=u
        """,
        // Greek
        """
        α=a β=v γ=g δ=d ε=e ζ=z η=i θ=t ι=i κ=k λ=l μ=m ν=n ξ=ks ο=o π=p ρ=r σ=s ς=s τ=t υ=i φ=f χ=h ψ=ps ω=o
        """,
        // Armenian
        """
        ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=u թ=t ժ=Z ի=i լ=l խ=h ծ=c կ=k հ=h ձ=z ղ=g ճ=C մ=m յ=y ն=n շ=S ո=o չ=C պ=p
        ջ=J ռ=r ս=s վ=v տ=t ր=r ց=c ւ=u փ=p ք=k օ=o ֆ=f և=ev
        """,
        // Georgian
        """
        ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=Z რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=g ყ=k შ=S ჩ=C
        ც=c ძ=z წ=c ჭ=C ხ=h ჯ=J ჰ=h
        """,
        // Hebrew
        """
        א=a ב=b ג=g ד=d ה=h ו=w ז=z ח=h ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=c ץ=c ק=k ר=r
        ש=S ת=t
        """,
        // Arabic, Persian, Urdu
        """
        ا=a ب=b ت=t ث=t ج=J ح=h خ=h د=d ذ=z ر=r ز=z س=s ش=S ص=s ض=d ط=t ظ=z ع=a غ=g ف=f ق=k ك=k ل=l م=m ن=n
        ه=h و=w ي=y ى=a ة=a ء= ئ=y ؤ=w پ=p چ=C ژ=Z گ=g ڤ=v ک=k ی=y ے=e ہ=h ھ=h ں=n ٹ=t ڈ=d ڑ=r ۆ=o ێ=e ڵ=l
        """,
        // Thai
        """
        ก=k ข=k ฃ=k ค=k ฅ=k ฆ=k ง=n จ=J ฉ=C ช=C ซ=s ฌ=C ญ=y ฎ=d ฏ=t ฐ=t ฑ=t ฒ=t ณ=n ด=d ต=t ถ=t ท=t ธ=t น=n บ=b
        ป=p ผ=p ฝ=f พ=p ฟ=f ภ=p ม=m ย=y ร=r ล=l ว=w ศ=s ษ=s ส=s ห=h ฬ=l อ=o ฮ=h ะ=a ั=a า=a ำ=am ิ=i ี=i ึ=u
        ื=u ุ=u ู=u เ=e แ=e โ=o ใ=ai ไ=ai
        """,
        // Devanagari
        """
        अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ओ=o औ=o क=k ख=k ग=g घ=g ङ=n च=C छ=C ज=J झ=J ञ=n ट=t ठ=t ड=d ढ=d
        ण=n त=t थ=t द=d ध=d न=n प=p फ=f ब=b भ=b म=m य=y र=r ल=l व=v श=S ष=S स=s ह=h ळ=l ा=a ि=i ी=i ु=u ू=u
        ृ=ri े=e ै=ai ो=o ौ=o ं=n ँ=n ः=h ॅ=e ॉ=o ऑ=o ऍ=e ्= ़=
        """,
        // Kana, as hiragana
        """
        あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko さ=sa し=Si す=su せ=se そ=so た=ta ち=Ci つ=cu て=te と=to
        な=na に=ni ぬ=nu ね=ne の=no は=ha ひ=hi ふ=fu へ=he ほ=ho ま=ma み=mi む=mu め=me も=mo や=ya ゆ=yu よ=yo
        ら=ra り=ri る=ru れ=re ろ=ro わ=wa ゐ=i ゑ=e を=o ん=n っ= ー= ゝ= ゞ= ・= ゎ=wa
        """,
        // Letters of Hangul: first, middle, last
        """
        ᄀ=g ᄁ=k ᄂ=n ᄃ=d ᄄ=t ᄅ=r ᄆ=m ᄇ=b ᄈ=p ᄉ=s ᄊ=s ᄋ= ᄌ=J ᄍ=C ᄎ=C ᄏ=k ᄐ=t ᄑ=p ᄒ=h
        ᅡ=a ᅢ=e ᅣ=ia ᅤ=e ᅥ=o ᅦ=e ᅧ=io ᅨ=ie ᅩ=o ᅪ=ua ᅫ=ue ᅬ=ue ᅭ=io ᅮ=u ᅯ=uo ᅰ=ue ᅱ=ui ᅲ=iu ᅳ=u ᅴ=i ᅵ=i
        ᆨ=k ᆩ=k ᆪ=k ᆫ=n ᆬ=n ᆭ=n ᆮ=t ᆯ=l ᆰ=k ᆱ=m ᆲ=l ᆳ=l ᆴ=l ᆵ=p ᆶ=l ᆷ=m ᆸ=p ᆹ=p ᆺ=t ᆻ=t ᆼ=N ᆽ=t ᆾ=t ᆿ=k ᇀ=t
        ᇁ=p ᇂ=h
        """,
    ]

    private init() {
        sounds = Array(repeating: 0, count: Self.limit)
        for table in Self.tables {
            // By scalars: a vowel sign would join with what stands before it.
            for entry in table.unicodeScalars.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                guard let letter = entry.first else { continue }
                sounds[Int(letter.value)] = Self.packed(entry.dropFirst(2).map { UInt8(ascii: $0) })
            }
        }
        readPinyin()
    }

    private mutating func readPinyin() {
        let text = PinyinTable.text
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        for line in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0a }) {
            guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let syllable = Self.packed(PinyinSyllable.phones(Array(line[..<sign])))
            for scalar in String(decoding: line[(sign + 1)...], as: UTF8.self).unicodeScalars
            where scalar.value < Self.limit {
                sounds[Int(scalar.value)] = syllable
            }
        }
    }

    // MARK: Letters

    /// How many phones in the lowest byte, the phones above it.
    private static func packed(_ phones: [UInt8]) -> UInt64 {
        precondition(phones.count < 8, "a letter sounds like too much")
        var packed = UInt64(phones.count)
        for (place, phone) in phones.enumerated() {
            packed |= UInt64(phone) << UInt64(8 + 8 * place)
        }
        return packed
    }

    private func sound(of letter: UInt32) -> UInt64 {
        letter < UInt32(sounds.count) ? sounds[Int(letter)] : 0
    }

    /// - Parameters:
    ///   - letters: a word of the plain reading, of one script.
    ///   - isMute: whether a letter is not heard, by its place.
    ///   - phones: where they are put behind what is there.
    func spell(
        _ letters: ArraySlice<UInt32>, isMute: (Int) -> Bool = { _ in false },
        into phones: inout [UInt8]
    ) {
        let start = phones.count
        var isKanaBefore = false
        // A vowel of Thai that is written before the consonant that it follows.
        var held: UInt64 = 0
        for (place, letter) in zip(letters.indices, letters) where !isMute(place) {
            let heard = sound(of: letter)
            switch letter {
            case 0x3099: Voicing.voice(&phones)
            case 0x309a: Voicing.unvoice(&phones)
            case 0xe40...0xe44: held = heard
            // A rieul behind another is one l with it.
            case 0x1105 where phones.count > start && phones[phones.count - 1] == Self.rieul: break
            // Carries a vowel that is written before it or above it.
            case 0xe2d where held != 0 || phones.count == start: break
            // や, ゆ and よ; ㅑ, ㅕ, ㅖ, ㅛ and ㅠ.
            case 0x3084, 0x3086, 0x3088, 0x1163, 0x1167, 0x1168, 0x116d, 0x1172:
                let glide = UInt8(truncatingIfNeeded: heard >> 8)
                if Sibilant.softens(before: glide, &phones, from: start) {
                    phones.append(UInt8(truncatingIfNeeded: heard >> 16))
                } else {
                    Self.append(heard, to: &phones, from: start)
                }
            default:
                if isKanaBefore, heard & 0xff == 1,
                    Phone.isVowel(UInt8(truncatingIfNeeded: heard >> 8))
                {
                    Voicing.join(UInt8(truncatingIfNeeded: heard >> 8), to: &phones)
                } else {
                    Self.append(heard, to: &phones, from: start)
                }
            }
            if held != 0, !(0xe40...0xe44).contains(letter) {
                Self.append(held, to: &phones, from: start)
                held = 0
            }
            isKanaBefore = Kana.isKana(letter)
        }
    }

    /// A consonant twice is heard once.
    private static func append(_ heard: UInt64, to phones: inout [UInt8], from start: Int) {
        for place in 0..<(heard & 0xff) {
            let phone = UInt8(truncatingIfNeeded: heard >> (8 + 8 * place))
            if place == 0, phones.count > start, phone == phones[phones.count - 1],
                !Phone.isVowel(phone)
            {
                continue
            }
            phones.append(phone)
        }
    }
}

/// What the marks of kana do to the syllable before them.
private enum Voicing {
    private static let voiced: [UInt8: UInt8] = [
        0x6b: 0x67, 0x73: 0x7a, 0x53: 0x4a, 0x74: 0x64, 0x43: 0x4a, 0x63: 0x7a, 0x68: 0x62,
        0x66: 0x62,
    ]

    static func voice(_ phones: inout [UInt8]) {
        guard let vowel = phones.last else { return }
        let consonant = phones.count - 2
        if consonant >= 0, let other = voiced[phones[consonant]] {
            phones[consonant] = other
        } else if vowel == UInt8(ascii: "u") {
            phones[phones.count - 1] = UInt8(ascii: "v")
            phones.append(vowel)
        }
    }

    static func unvoice(_ phones: inout [UInt8]) {
        guard phones.count >= 2 else { return }
        phones[phones.count - 2] = UInt8(ascii: "p")
    }

    /// A vowel after `fu`, `vu`, `te`, `shi` is that syllable's own: fa, vi, ti, she.
    static func join(_ vowel: UInt8, to phones: inout [UInt8]) {
        if phones.count >= 2, let last = phones.last, last != vowel {
            let consonant = phones[phones.count - 2]
            let joins =
                switch last {
                case UInt8(ascii: "u"): "fvcw".utf8.contains(consonant)
                case UInt8(ascii: "e"), UInt8(ascii: "o"): "td".utf8.contains(consonant)
                case UInt8(ascii: "i"): "SCJ".utf8.contains(consonant)
                default: false
                }
            if joins { phones.removeLast() }
        }
        if phones.last != vowel { phones.append(vowel) }
    }
}

/// What a glide makes of the sibilant before it, of which it is heard as a part: シャ and 샤 are sha, and shi-ya and s-ya
/// by their letters.
private enum Sibilant {
    private static let ofSyllables = Set("SCJ".utf8)
    private static let ofLetters: [UInt8: UInt8] = [
        UInt8(ascii: "s"): UInt8(ascii: "S"), UInt8(ascii: "J"): UInt8(ascii: "J"),
        UInt8(ascii: "C"): UInt8(ascii: "C"),
    ]

    /// - Returns: whether there is one, so that only the vowel behind the glide is left to be put.
    static func softens(before glide: UInt8, _ phones: inout [UInt8], from start: Int) -> Bool {
        guard glide == UInt8(ascii: "y") else {
            guard phones.count > start, let soft = ofLetters[phones[phones.count - 1]] else {
                return false
            }
            phones[phones.count - 1] = soft
            return true
        }
        guard phones.count > start + 1, phones[phones.count - 1] == UInt8(ascii: "i"),
            ofSyllables.contains(phones[phones.count - 2])
        else { return false }
        phones.removeLast()
        return true
    }
}
