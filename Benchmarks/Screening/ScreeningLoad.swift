import ImageRecognition
import JSON
import Statements

/// Rights, reports and offers for the screening, the same in every run.
///
/// Of the offers 95 % are honest: of those 30 % name a mark plainly in their title, as resellers do, and 5 % name one
/// that theirs goes with. 5 % are bad: a disguised mark (2 %), a reported seller (1.5 %), a near image (1 %), a seller
/// linked with a reported one (0.5 %). A title has about 80 characters, a description about 400, an offer two images.
struct ScreeningLoad {
    static let marks = 5_000
    static let aliasesOfEach = 10
    static let linkedSellers = 1_000

    private let names: [String]
    private var random = LoadRandom(seed: 11)
    private let indicators: Int
    private let sellers: Int
    private let images: Int

    /// - Parameter indicators: reported; a tenth of them sellers, a tenth images, the others domains.
    init(indicators: Int) {
        self.indicators = indicators
        sellers = max(10, indicators / 10)
        images = max(10, indicators / 10)
        var random = LoadRandom(seed: 7)
        names = (0..<Self.marks).map { _ in random.word(6...11) }
    }

    // MARK: What members say

    func rights() -> [Statement] {
        var random = LoadRandom(seed: 8)
        return names.enumerated().map { number, name in
            .right(
                Right(
                    kind: .trademark, office: "EM", registrationNumber: "\(number + 1)",
                    title: name, jurisdictions: ["EM"], niceClasses: [18, 25],
                    aliases: (0..<Self.aliasesOfEach).map { place in
                        LocalizedName(
                            language: place < 5 ? "en" : "ru",
                            name: place < 5 ? random.word(6...13) : random.cyrillic(6...11))
                    }))
        }
    }

    func reports(_ numbers: Range<Int>) throws -> [Statement] {
        try numbers.map { number in
            let indicator =
                switch number {
                case ..<sellers: try Indicator(.sellerAccount, parsing: seller(number))
                case ..<(sellers + images):
                    try Indicator(.imagePDQ, parsing: image(number - sellers).description)
                default: try Reports.indicator(number)
                }
            return .assertIndicator(
                IndicatorAssertion(
                    indicator: indicator, basis: .testBuy, confidence: 80, tlp: .amber,
                    marketplace: "bazario", marks: [names[number % names.count]]))
        }
    }

    func links() throws -> [Statement] {
        try (0..<Self.linkedSellers).map { number in
            .link(
                try OperatorLink(
                    Indicator(.sellerAccount, parsing: seller(number % sellers)),
                    Indicator(.sellerAccount, parsing: "bazario:cousin-\(number)"),
                    basis: .inspection, confidence: 80))
        }
    }

    private func seller(_ number: Int) -> String { "bazario:reported-\(number)" }

    private func image(_ number: Int) -> PDQHash {
        var random = LoadRandom(seed: UInt64(number) &+ 1 << 40)
        return random.hash()
    }

    // MARK: Offers

    /// Lines as an adapter writes them.
    mutating func lines(_ count: Int) -> [[UInt8]] { (0..<count).map { line($0) } }

    /// What is wrong with an offer that should be found.
    enum Fault: String, CaseIterable {
        case disguisedMark = "disguised marks"
        case reportedSeller = "reported sellers"
        case nearImage = "near images"
        case linkedSeller = "linked sellers"

        /// Whether it makes a proposal by itself, by the table of harm.
        var isEnough: Bool { self == .disguisedMark || self == .reportedSeller }

        /// Of an offer by its number; nil for an honest one.
        init?(of number: Int) {
            switch number % 200 {
            case 0..<4: self = .disguisedMark
            case 4..<7: self = .reportedSeller
            case 7, 8: self = .nearImage
            case 9: self = .linkedSeller
            default: return nil
            }
        }
    }

    private mutating func line(_ number: Int) -> [UInt8] {
        let mark = names[random.next(names.count)]
        var title = words(8)
        var seller = "honest-\(random.next(1_000_000))"
        var hashes = [random.hash(), random.hash()]
        switch Fault(of: number) {
        case .disguisedMark: title = "\(disguised(mark)) \(title)"
        case .reportedSeller: seller = "reported-\(random.next(sellers))"
        case .nearImage:
            hashes[0] = (0..<9).reduce(image(random.next(images))) { hash, _ in
                hash.flipping(random.next(PDQHash.bitCount))
            }
        case .linkedSeller: seller = "cousin-\(random.next(Self.linkedSellers))"
        case nil:
            switch number % 200 {
            case ..<67: title = "\(mark) \(title)"
            case ..<77: title = "\(title) compatible with \(mark)"
            default: break
            }
        }
        return JSONValue.object([
            "marketplace": .string("bazario"), "listing": .string("\(number)"),
            "title": .string(title), "description": .string(words(55)),
            "seller": .string(seller),
            "url": .string("https://\(random.word(5...9)).example/p/\(number)"),
            "price": .object([
                "amount": .number("\(random.next(400) + 5).90"), "currency": .string("EUR"),
            ]),
            "quantity": .integer(UInt64(random.next(20) + 1)),
            "images": .array(hashes.map { .object(["pdq": .string($0.description)]) }),
        ]).compactBytes
    }

    private mutating func words(_ count: Int) -> String {
        (0..<count).map { _ in random.word(3...11) }.joined(separator: " ")
    }

    /// Letters of another script, and digits, for those that look like them.
    private func disguised(_ name: String) -> String {
        name.replacing("a", with: "а").replacing("e", with: "3").replacing("o", with: "о")
    }
}

/// Numbers, words and hashes from a seed.
struct LoadRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func bits() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func next(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }

    mutating func hash() -> PDQHash { PDQHash(words: (0..<4).map { _ in bits() }) }

    mutating func word(_ lengths: ClosedRange<Int>) -> String {
        text(lengths, consonants: "bcdfghklmnprstvz", vowels: "aeiou")
    }

    mutating func cyrillic(_ lengths: ClosedRange<Int>) -> String {
        text(lengths, consonants: "бвгдзклмнпрст", vowels: "аеиоу")
    }

    private mutating func text(
        _ lengths: ClosedRange<Int>, consonants: String, vowels: String
    ) -> String {
        let kinds = [Array(consonants), Array(vowels)]
        let length = lengths.lowerBound + next(lengths.count)
        return String(
            (0..<length).map { place in
                let letters = kinds[place % 2]
                return letters[next(letters.count)]
            })
    }
}
