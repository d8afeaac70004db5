package import AllianceNames

/// A name under which a mark may also be met, for a person to accept or not. It is a proposal only: who states the
/// right answers for the names in it.
package struct AliasProposal: Equatable, Sendable {
    /// What made it.
    package enum Rule: String, CaseIterable, Sendable {
        /// Another member's right, or another right of this one, has it for the same mark.
        case known
        /// Spelled in another script as the mark sounds.
        case transliteration
        /// In Chinese characters by the syllables of the mark, or in Latin letters by those of its characters.
        case pinyin
    }

    /// BCP 47; of what is known as it is stated there.
    package let language: String
    /// ISO 15924: `Cyrl`.
    package let script: String
    package let name: String
    package let rule: Rule
    /// Whose right has it, where it is known.
    package let owner: MemberID?
    /// How sure the recogniser is to have the mark before it when it reads the proposal, from 0 to 1: what it
    /// would not find is not proposed. Of a mark in Chinese characters: to have its pinyin before it.
    package let confidence: Double
    /// How it reads it: what the alias adds where it is registered is the distance to `alias` alone.
    package let found: [RecognitionRule]
}
