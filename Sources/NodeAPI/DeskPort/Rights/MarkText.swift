import MarkRecognition
import Notices

/// The texts about rights and marks. What they say in a language stands in that language's file in `Languages`.
package enum MarkText: Hashable, CaseIterable, Sendable {
    // The page of rights.
    case heading, lead, none, caption, headMark, headOwner, headRegistration, headHolds,
        headClasses, headNames
    case formHeading, formLead, kind, office, number, title, jurisdictions, jurisdictionsHint,
        classes
    case aliases, aliasesHint, propose, proposalsHeading, proposalsLead, proposalsNone, accept
    case headLanguage, headScript, headMadeBy, headFound, state, stated, mayNot, secondLook
    case withdraw, withdrawHeading, withdrawLead, withdrawLast, withdrawOthers, keep
    case withdrawn, statedNowhere, statedElsewhere
    case byRight, byTransliteration, byPinyin
    case trademark, design, copyright, patent
    // Marks in texts.
    case misusedHeading, misusedLead, misusedCaption, headFoundAs
    case inIdentifier, inMark, inNote, inAttribute
    // Rules of the recogniser.
    case asWritten, asAlias, compatibility, invisible, decoration, confusable, leetspeak,
        separators, scriptVariant
    case transliteration, typo, embedded, registrable, subdomain, punycode, addedWords, withGoods,
        withoutGoods
    case negative

    init(_ rule: RecognitionRule) {
        self =
            switch rule {
            case .mark: .asWritten
            case .alias: .asAlias
            case .compatibility: .compatibility
            case .invisible: .invisible
            case .decoration: .decoration
            case .confusable: .confusable
            case .leetspeak: .leetspeak
            case .separators: .separators
            case .scriptVariant: .scriptVariant
            case .transliteration: .transliteration
            case .typo: .typo
            case .embedded: .embedded
            case .registrable: .registrable
            case .subdomain: .subdomain
            case .punycode: .punycode
            case .addedWords: .addedWords
            case .context: .withGoods
            case .noContext: .withoutGoods
            case .negativeContext: .negative
            }
    }

    init(_ rule: AliasProposal.Rule) {
        self =
            switch rule {
            case .known: .byRight
            case .transliteration: .byTransliteration
            case .pinyin: .byPinyin
            }
    }

    init(_ place: OwnMarkMatch.Place) {
        self =
            switch place {
            case .identifier: .inIdentifier
            case .mark: .inMark
            case .note: .inNote
            case .attribute: .inAttribute
            }
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.mark(self)
    }
}

/// Marks in people's words.
struct MarkWords {
    private let language: DeskLanguage

    init(_ context: ConsoleContext) { language = context.language }

    func rules(_ rules: [RecognitionRule]) -> String {
        rules.map { MarkText($0)(language) }.joined(separator: ", ")
    }

    func place(_ place: OwnMarkMatch.Place) -> String { MarkText(place)(language) }
}
