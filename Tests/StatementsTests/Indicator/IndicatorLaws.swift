import Foundation
import Statements
import Testing

@Suite("Laws of canonical forms")
struct IndicatorLaws {
    private static let samples: [IndicatorType: [String]] = [
        .domain: ["shop.example", "bücher.example", "xn--bcher-kva.example", "中国.中国"],
        .url: ["https://shop.example/a/../b?q=%7e#x", "http://192.0.2.1:80/%zz", "https://[::1]/"],
        .sellerAccount: ["shopee:Store 123", "taobao:品牌店"], .listing: ["ebay.de:1234567"],
        .email: ["Sales@shop.example", "用户@例子.广告"], .phone: ["+49 (0)30 123456", "DE:030 123456"],
        .paymentAccount: ["DE89 3704 0044 0532 0130 00", "paypal:a@shop.example", "btc:1BoatSLR"],
        .socialAccount: ["instagram:@Shop", "youtube-channel:UCab"],
        .postalAddress: ["12, Baker St.\nLondon", "東京都千代田区１−１"],
        .company: ["Meyer & Söhne GmbH", "㈱東芝"],
        .ip: ["192.0.2.1", "2001:db8::1", "::ffff:1.2.3.4"],
        .imageSHA256: [String(repeating: "aB", count: 32)],
        .imagePDQ: [String(repeating: "0f", count: 32)], .itemSerial: ["4006381333931/ABC"],
    ]

    /// Characters that have broken canonical forms elsewhere.
    private static let pool: [Unicode.Scalar] = [
        "a", "Z", "0", "9", "-", ".", "/", ":", "@", "%", "2", "e", "E", " ", "\t", "\n", "?", "#",
        "+",
        "ß", "ẞ", "ς", "Σ", "İ", "ı", "ü", "\u{308}", "\u{301}", "\u{345}", "\u{323}", "\u{200d}",
        "\u{200c}", "\u{200b}", "\u{ad}", "\u{34f}", "\u{feff}", "。", "．", "｡", "：", "＠", "Ａ", "９",
        "㈱", "ﷺ", "½", "Ⅷ", "ﬁ", "K", "Å", "א", "ع", "٣", "ܐ", "💩", "中", "가", "\u{1100}",
        "\u{1161}",
        "\u{11a8}", "क", "\u{94d}", "\u{1d15e}", "\u{2f868}", "\u{e0001}", "\u{fb1d}", "\u{1f88}",
        "\u{3b1}",
        "\u{0}", "\u{7f}", "\u{85}", "\u{2028}", "\u{10ffff}", "'", "\"", "<", "\\", "[", "]",
        "xn"
            .unicodeScalars.first!,
    ]

    @Test("the canonical form of a canonical form is itself", arguments: IndicatorType.allCases)
    func idempotent(type: IndicatorType) throws {
        let seed: UInt64 = 0x5eed_0100 + UInt64(type.rawValue)
        var generator = SeededGenerator(seed: seed)
        let samples = try #require(Self.samples[type])
        var accepted = 0
        for round in 0..<6_000 {
            var scalars = Array(samples.randomElement(using: &generator)!.unicodeScalars)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let scalar = Self.pool.randomElement(using: &generator)!
                let position = Int.random(in: 0...scalars.count, using: &generator)
                if Bool.random(using: &generator), position < scalars.count {
                    scalars[position] = scalar
                } else {
                    scalars.insert(scalar, at: position)
                }
            }
            let raw = String(String.UnicodeScalarView(scalars))
            guard let once = try? Indicator(type, parsing: raw) else { continue }
            accepted += 1
            let twice = try? Indicator(type, parsing: once.value)
            #expect(
                twice.map { Array($0.value.utf8) } == Array(once.value.utf8),
                "seed \(seed), round \(round), \(raw.debugDescription) gave \(once.value.debugDescription)"
            )
        }
        #expect(accepted > 300, "only \(accepted) of the mutated values were accepted")
    }

    @Test(
        "a domain is the same in small, capital and full-width letters, and in either form of dots")
    func domainSpellings() throws {
        let seed: UInt64 = 0x5eed_0200
        var generator = SeededGenerator(seed: seed)
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789äéøñ中金店".unicodeScalars)
        for round in 0..<2_000 {
            let labels = (0..<Int.random(in: 2...4, using: &generator)).map { _ in
                String(
                    String.UnicodeScalarView(
                        (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                            letters.randomElement(using: &generator)!
                        })) + "x"
            }
            let name = labels.joined(separator: ".")
            let plain = try Indicator(.domain, parsing: name)
            let wide = String(
                String.UnicodeScalarView(
                    name.uppercased().unicodeScalars.map { scalar in
                        (0x30...0x5a).contains(scalar.value)
                            ? Unicode.Scalar(scalar.value + 0xfee0)! : scalar
                    }))
            for spelling in [
                name.uppercased(), wide, labels.joined(separator: "。"), plain.value, name + ".",
                name.decomposedStringWithCanonicalMapping,
            ] {
                #expect(
                    try Indicator(.domain, parsing: spelling) == plain,
                    "seed \(seed), round \(round): \(spelling)")
            }
        }
    }

    private static let realDomains = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/data/scam-domains.txt")

    @Test(
        "185,286 real domains are canonical as they are listed",
        .enabled(
            if: FileManager.default.fileExists(atPath: realDomains.path),
            "the list of real domains is not there: ../shared/data/scam-domains.txt"))
    func realDomainList() throws {
        let text = try String(contentsOf: Self.realDomains, encoding: .utf8)
        var count = 0
        for raw in text.components(separatedBy: "\n") where !raw.isEmpty {
            let domain = try Indicator(.domain, parsing: raw)
            if domain.value != raw { Issue.record("\(raw) became \(domain.value)") }
            count += 1
        }
        #expect(count == 185_286)
    }
}
