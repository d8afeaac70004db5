import Foundation
import MarkRecognition

/// Brands with their names in several scripts (name-suggestion-index): how many names are found with all
/// of them registered, and with only the Latin one, by script; and how many hits are another's.
///
///     touchstone-recognition-trial brands multiscript-brands-dev.json report
///
/// With `--among` each name stands between two words of its script, as in a title, and has to be clearer.
///
/// Half of the brands, `tune`, is what limits were settled on; the other is reported.
enum BrandsTrial {
    static let name = "brands"

    @Sendable static func run(_ arguments: [String]) throws {
        let brands = try BrandFile.brands(try arguments.file(0, "multiscript-brands-dev.json"))
        let half = arguments.count > 1 ? arguments[1] : "report"
        guard let isReported = ["tune": false, "report": true][half] else {
            throw TrialFailure("the half is tune or report, not '\(half)'")
        }
        let isVerbose = arguments.contains("--list")
        say(
            "half: \(half), \(brands.filter { $0.isReported == isReported }.count) of \(brands.count) brands"
        )
        try withAliases(brands, isReported, isVerbose)
        try latinOnly(brands, isReported, isVerbose, isAmong: arguments.contains("--among"))
    }

    private static func withAliases(_ brands: [Brand], _ isReported: Bool, _ isVerbose: Bool) throws
    {
        let marks = brands.map { brand in
            Mark(brand.display, aliases: brand.names.map { .init(name: $0) })
        }
        let recogniser = Recogniser(try MarkList(marks))
        var counts = BrandCounts()
        for (index, brand) in brands.enumerated() where brand.isReported == isReported {
            for name in brand.names {
                let hits = try recogniser.recognise(name)
                counts.names += 1
                let isFound = hits.contains { $0.mark == index }
                counts.found += isFound ? 1 : 0
                if !isFound, isVerbose { say("  missed with aliases: \(name) of \(brand.display)") }
            }
        }
        say(
            "aliases registered: \(counts.found) of \(counts.names) names found, recall \(share(counts.found, counts.names))"
        )
    }

    /// 'New' and 'original', by script.
    private static let words: [String: (before: String, behind: String)] = [
        "Arabic": ("جديد", "أصلي"), "Armenian": ("նոր", "բնօրինակ"),
        "Cyrillic": ("новый", "оригинал"),
        "Devanagari": ("नया", "असली"), "Georgian": ("ახალი", "ორიგინალი"),
        "Greek": ("νέο", "αυθεντικό"),
        "Hangul": ("신상", "정품"), "Hebrew": ("חדש", "מקורי"), "Thai": ("ใหม่", "ของแท้"),
        "kana": ("アタラシイ", "ホンモノ"),
    ]

    private static func latinOnly(
        _ brands: [Brand], _ isReported: Bool, _ isVerbose: Bool, isAmong: Bool
    ) throws {
        let registered = brands.indices.filter { brands[$0].latin != nil }
        let recogniser = Recogniser(
            try MarkList(registered.map { Mark(brands[$0].latin ?? "", aliases: []) }))
        var counts: [String: BrandCounts] = [:]
        for brand in brands where brand.isReported == isReported {
            for name in brand.names {
                guard let script = NameScript.single(name) else { continue }
                var row = counts[script] ?? BrandCounts()
                row.names += brand.latin == nil ? 0 : 1
                let isTransliteration = brand.latin.map { Romanised.isLike(name, $0) } ?? false
                row.transliterations += isTransliteration ? 1 : 0
                var isFound = false
                var text = name
                if isAmong, let words = words[script] {
                    text = "\(words.before) \(name) \(words.behind)"
                }
                for hit in try recogniser.recognise(text) {
                    let other = brands[registered[hit.mark]]
                    if other.wikidata == brand.wikidata {
                        isFound = true
                    } else if !other.isRelated(to: brand) {
                        row.wrong += 1
                        if isVerbose {
                            say(
                                "  \(script) wrong: \(name) of \(brand.latin ?? brand.display) as \(other.latin ?? "") \(hit.confidence)"
                            )
                        }
                    }
                }
                if isFound {
                    row.found += 1
                    if isTransliteration { row.foundTransliterations += 1 }
                } else if isVerbose, isTransliteration || script == "Han" {
                    say("  \(script) missed: \(name) of \(brand.latin ?? brand.display)")
                }
                counts[script] = row
            }
        }
        say("only the Latin name registered (\(registered.count) marks):")
        say(
            "| script | names | transliterations | of these found | recall | of all found | recall of all | hits of another | precision |"
        )
        say("|---|---|---|---|---|---|---|---|---|")
        var sum = BrandCounts()
        for (script, row) in counts.sorted(by: { $0.key < $1.key }) {
            say(row.line(script))
            sum = sum + row
        }
        say(sum.line("all"))
    }
}

struct BrandCounts {
    var names = 0
    var transliterations = 0
    var found = 0
    var foundTransliterations = 0
    var wrong = 0

    static func + (left: Self, right: Self) -> Self {
        Self(
            names: left.names + right.names,
            transliterations: left.transliterations + right.transliterations,
            found: left.found + right.found,
            foundTransliterations: left.foundTransliterations + right.foundTransliterations,
            wrong: left.wrong + right.wrong)
    }

    func line(_ title: String) -> String {
        "| "
            + [
                title, "\(names)", "\(transliterations)", "\(foundTransliterations)",
                share(foundTransliterations, transliterations), "\(found)", share(found, names),
                "\(wrong)",
                share(found, found + wrong),
            ].joined(separator: " | ") + " |"
    }
}

func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : String(format: "%.3f", Double(part) / Double(whole))
}

struct Brand {
    let wikidata: String
    let display: String
    let names: [String]
    /// The English name, else the first in Latin letters.
    let latin: String?
    /// In which it has a name.
    let languages: Int
    private let latinWords: [[String]]

    init(wikidata: String, display: String, aliases: [[String]], match: [String]) {
        self.wikidata = wikidata
        self.display = display
        var seen: Set<String> = []
        names = ([display] + aliases.map { $0[1] } + match).filter { seen.insert($0).inserted }
        let english = aliases.first { $0[0] == "en" && NameScript.isLatin($0[1]) }.map { $0[1] }
        latin =
            english ?? aliases.map { $0[1] }.first(where: NameScript.isLatin)
            ?? (NameScript.isLatin(display) ? display : nil)
        languages = Set(aliases.map { $0[0] }.filter { !$0.isEmpty }).count
        latinWords = names.filter(NameScript.isLatin).map(Self.words)
    }

    /// By no order that means anything.
    var isReported: Bool {
        wikidata.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } >> 7 & 1
            == 1
    }

    private static func words(_ name: String) -> [String] {
        name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Whether one's name stands within the other's: a department store of Hyundai is no other's.
    func isRelated(to other: Brand) -> Bool {
        guard let latin else { return false }
        let mine = Self.words(latin)
        return other.latinWords.contains { words in
            words.joined() == mine.joined() || Self.holds(words, mine) || Self.holds(mine, words)
        }
    }

    private static func holds(_ long: [String], _ short: [String]) -> Bool {
        guard !short.isEmpty, short.count <= long.count else { return false }
        return (0...long.count - short.count).contains {
            Array(long[$0..<$0 + short.count]) == short
        }
    }
}

enum BrandFile {
    private struct File: Decodable {
        struct Row: Decodable {
            let wikidata: String
            let display: String
            let aliases: [[String]]
            let match: [String]
        }
        let brands: [Row]
    }

    static func brands(_ data: Data) throws -> [Brand] {
        try JSONDecoder().decode(File.self, from: data).brands.map {
            Brand(
                wikidata: $0.wikidata, display: $0.display, aliases: $0.aliases, match: $0.match)
        }
    }
}
