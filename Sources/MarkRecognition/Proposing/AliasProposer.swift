import AllianceNames
import Statements

/// Proposes other names of a mark: those that rights seen here have for it, and its spelling in every script that
/// the recogniser hears. The same mark and rights give the same proposals, in the same order.
package struct AliasProposer: Sendable {
    /// For one mark.
    package static let proposalsMax = 64
    /// Words of a mark that are spelled; a longer one is no name that people spell by ear.
    static let wordsMax = 6
    static let wordLettersMax = 24

    private let register: MarkRegister

    package init(_ register: MarkRegister = .empty) { self.register = register }

    /// - Parameter taken: names that the right has already, and that are not proposed.
    /// - Throws: that the mark is none that could be looked for.
    package func proposals(
        for mark: String, without taken: [String] = []
    ) throws(RecognitionError) -> [AliasProposal] {
        let recogniser = Recogniser(try MarkList([Mark(mark)]))
        var seen = Set((taken + [mark]).map { TextFolding.unaccented($0) })
        var proposals: [AliasProposal] = []
        func add(
            _ name: String, _ language: String, _ rule: AliasProposal.Rule, _ owner: MemberID?,
            _ recogniser: Recogniser
        ) {
            guard proposals.count < Self.proposalsMax,
                !seen.contains(TextFolding.unaccented(name)),
                let hit = Self.hit(in: name, recogniser) ?? Self.hit(mark, by: name)
            else { return }
            seen.insert(TextFolding.unaccented(name))
            proposals.append(
                AliasProposal(
                    language: language, script: Self.script(of: name).code, name: name,
                    rule: rule, owner: owner, confidence: hit.confidence, found: hit.rules))
        }
        for (alias, owner) in register.aliases(of: mark) {
            let list = try? MarkList([Mark(mark, aliases: [alias])])
            guard let list else { continue }
            add(alias.name, alias.language, .known, owner, Recogniser(list))
        }
        for candidate in NameSpelling.candidates(for: mark) {
            add(candidate.name, candidate.language, candidate.rule, nil, recogniser)
        }
        return proposals
    }

    /// A hit that is the whole proposal: what is found in a part of it only is another name.
    private static func hit(in name: String, _ recogniser: Recogniser) -> MarkHit? {
        let count = name.unicodeScalars.count
        return ((try? recogniser.recognise(name)) ?? []).first {
            $0.scalars.lowerBound == 0 && $0.scalars.upperBound == count
        }
    }

    /// The recogniser hears other scripts by Latin names: of a mark that is in none of those, whether its Latin
    /// name finds it.
    private static func hit(_ mark: String, by name: String) -> MarkHit? {
        guard script(of: mark) != .latin, script(of: name) == .latin,
            let list = try? MarkList([Mark(name)])
        else { return nil }
        return hit(in: mark, Recogniser(list))
    }

    private static func script(of name: String) -> Script {
        let read = ReadText(name.unicodeScalars.map(\.value), as: .plain)
        let scripts = read.letters.map(Script.init(of:))
        return scripts.first { $0 != .digit && $0 != .latin } ?? .latin
    }
}

extension Script {
    /// ISO 15924.
    var code: String {
        switch self {
        case .digit, .latin: "Latn"
        case .greek: "Grek"
        case .cyrillic: "Cyrl"
        case .armenian: "Armn"
        case .hebrew: "Hebr"
        case .arabic: "Arab"
        case .devanagari: "Deva"
        case .thai: "Thai"
        case .georgian: "Geor"
        case .hangul: "Hang"
        case .kana: "Kana"
        case .han: "Hani"
        case .other: "Zyyy"
        }
    }
}
