import Foundation
import MarkRecognition

/// Well-known marks in domains that were reported as scams: how many domains have one, by how it was seen,
/// and a random sample of the hits for a person to judge.
///
///     touchstone-recognition-trial domains scam-domains.txt multiscript-brands-dev.json
///     touchstone-recognition-trial domains scam-domains.txt multiscript-brands-dev.json --sample 200 --seed 6
///
/// A mark is well known where the list of brands has it in so many languages.
enum DomainsTrial {
    static let name = "domains"
    private static let languagesMin = 3

    @Sendable static func run(_ arguments: [String]) throws {
        let text = String(decoding: try arguments.file(0, "scam-domains.txt"), as: UTF8.self)
        let brands = try BrandFile.brands(try arguments.file(1, "multiscript-brands-dev.json"))
        let marks = Set(brands.filter { $0.languages >= languagesMin }.compactMap(\.latin)).sorted()
        let recogniser = Recogniser(try MarkList(marks.map { Mark($0) }))
        let domains = text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.isEmpty && !$0.hasPrefix("#")
        }
        var lines: [String] = []
        var rules: [String: Int] = [:]
        var withHit = 0
        let start = ContinuousClock.now
        for domain in domains {
            let hits = try recogniser.recognise(domain, context: .domain)
            withHit += hits.isEmpty ? 0 : 1
            for hit in hits {
                for rule in hit.rules { rules[rule.rawValue, default: 0] += 1 }
                lines.append(HitLine.of(hit, in: domain, recogniser))
            }
        }
        let time = ContinuousClock.now - start
        say(
            "\(marks.count) marks, \(domains.count) domains in \(time): \(withHit) have a hit, \(lines.count) hits"
        )
        for (rule, count) in rules.sorted(by: { $0.value > $1.value }) { say("\(rule): \(count)") }
        try HitLine.sample(lines, arguments)
    }
}

/// A hit as a person judges it.
enum HitLine {
    static func of(_ hit: MarkHit, in text: String, _ recogniser: Recogniser) -> String {
        let scalars = Array(text.unicodeScalars)[hit.scalars]
        let found = String(String.UnicodeScalarView(scalars))
        let rules = hit.rules.map(\.rawValue).joined(separator: " ")
        let confidence = String(format: "%.2f", hit.confidence)
        return "\(text) | \(recogniser.marks[hit.mark].name) | \(found) | \(rules) | \(confidence)"
    }

    /// As many lines as `--sample` says, by the chance of `--seed`.
    static func sample(_ lines: [String], _ arguments: [String]) throws {
        guard let count = try arguments.number("--sample") else { return }
        var random = TrialRandom(seed: UInt64(try arguments.number("--seed") ?? 1))
        var rest = lines
        for place in 0..<min(count, rest.count) {
            rest.swapAt(place, place + random.next(rest.count - place))
            say("\(place + 1) | \(rest[place])")
        }
    }
}
