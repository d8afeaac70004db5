import MarkRecognition

extension FuzzedParser {
    static let recognition = [recognise, rightsList]

    /// A text of anybody, read as a title and as a domain name: whatever it holds, it is answered, within
    /// its own bounds.
    private static let recognise = FuzzedParser(
        "recognise",
        samples: [
            "Gυccí 0utlet", "古驰 包 スターバックス", "xn--guci-m6d.com", "G🔥u\u{200b}c\u{336}ci for Rolex",
            "www.cheap-gucci-bags.co.uk", "Старбакс кофе 스타벅스", "(no mark at all)",
        ],
        words: [
            "gucci", "rn", "vv", "1", "\u{301}", "\u{202e}", "\u{3099}", "ﷺ", "가", "ー", "xn--",
            "://", ".", "-",
            "compatible with ", "路易", "บ", "ः",
        ]
    ) { input in
        guard let text = String(validating: input, as: UTF8.self) else { return false }
        let length = text.unicodeScalars.count
        var found = 0
        for context in RecognitionContext.allCases {
            guard
                let hits = try understood({
                    try recogniser.recognise(text, context: context, confidenceMin: 0)
                })
            else { return false }
            try promise(hits.count <= Recogniser.hitsMax, "\(hits.count) hits")
            for hit in hits {
                try promise(
                    hit.scalars.lowerBound >= 0 && hit.scalars.upperBound <= length
                        && !hit.scalars.isEmpty, "a hit at \(hit.scalars) of \(length)")
                try promise((0...1).contains(hit.confidence), "confidence \(hit.confidence)")
                try promise(
                    hit.rules.first == .mark || hit.rules.first == .alias, "\(hit.rules)")
            }
            found += hits.count
        }
        return found > 0
    }

    private static let recogniser: Recogniser = {
        do throws(RecognitionError) {
            return Recogniser(
                try MarkList([
                    Mark(
                        "Gucci", aliases: [.init(name: "古驰"), .init(name: "Гуччи")], classes: [18]),
                    Mark("Starbucks"), Mark("Louis Vuitton"), Mark("Rolex"), Mark("7-Eleven"),
                    Mark("ダイハツ"), Mark("HP"),
                ]))
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    private static let rightsList = FuzzedParser(
        "rights-list",
        samples: [
            #"[{"mark":"Gucci","aliases":[{"language":"zh","name":"古驰"}],"classes":[18,25]}]"#,
            #"[{"mark":"A","aliases":null},{"mark":"é"}]"#,
        ],
        words: [
            "\"mark\":", "\"aliases\":[", "\"name\":", "\"classes\":[", "null", "46", "\u{200b}",
        ]
    ) { input in
        guard let list = try understood({ try MarkList(parsing: input) }) else { return false }
        let recogniser = Recogniser(list)
        for mark in list.marks {
            let isFound = try understood {
                try recogniser.recognise(mark.name).contains { $0.scalars.count > 0 }
            }
            try promise(isFound == true, "'\(mark.name)' is not found in itself")
        }
        return !list.marks.isEmpty
    }
}
