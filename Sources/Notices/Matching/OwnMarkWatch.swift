package import AllianceNames
import CRDT
package import MarkRecognition
import MergedView
import Statements

/// A report of another member that has one of this member's own marks in it, and where.
package struct OwnMarkMatch: Hashable, Sendable {
    /// What of the report has it.
    package enum Place: String, CaseIterable, Sendable {
        case identifier, mark, note, attribute
    }

    package let mark: String
    /// The registrations that it rests on.
    package let registrations: [String]
    package let place: Place
    /// The text it was found in.
    package let text: String
    /// Where in the text, in Unicode scalars from its beginning.
    package let scalars: Range<Int>
    package let rules: [RecognitionRule]
    /// From 0 to 1.
    package let confidence: Double

    /// The part of the text that is the mark.
    package var found: String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.dropFirst(scalars.lowerBound).prefix(scalars.count)))
    }
}

/// Looks in what other members report for this member's own marks, in any script and however disguised. Compiled
/// once; a value without state.
package struct OwnMarkWatch: Sendable {
    private let own: MemberID
    private let register: MarkRegister

    /// - Parameter register: of the marks of `own` alone, so that no longer name of another hides one.
    package init(_ register: MarkRegister, of own: MemberID) {
        self.own = own
        self.register = register
    }

    package var isEmpty: Bool { register.isEmpty }

    /// Of each mark the surest place; the surest first. Nothing of what is no report, or is one's own.
    package func matches(in news: StatementNews) -> [OwnMarkMatch] {
        guard !register.isEmpty, news.kind == .assertIndicator, news.dot.log.member != own else {
            return []
        }
        var best: [OwnMarkMatch] = []
        func take(_ match: OwnMarkMatch) {
            guard let place = best.firstIndex(where: { $0.mark == match.mark }) else {
                best.append(match)
                return
            }
            if match.confidence > best[place].confidence { best[place] = match }
        }
        for case .assertIndicator(let said) in news.said {
            for (place, text, context) in Self.texts(of: said) {
                if place == .mark { for match in named(text) { take(match) } }
                for (registered, hit) in register.hits(in: text, context: context) {
                    take(
                        OwnMarkMatch(
                            mark: registered.mark.name, registrations: registered.registrations,
                            place: place, text: text, scalars: hit.scalars, rules: hit.rules,
                            confidence: hit.confidence))
                }
            }
        }
        return best.sorted { ($1.confidence, $0.mark) < ($0.confidence, $1.mark) }
    }

    /// A report that names the mark means it, however short it is.
    private func named(_ name: String) -> [OwnMarkMatch] {
        register.named(name).map { registered, isAlias in
            OwnMarkMatch(
                mark: registered.mark.name, registrations: registered.registrations, place: .mark,
                text: name, scalars: 0..<name.unicodeScalars.count,
                rules: [isAlias ? .alias : .mark], confidence: 1)
        }
    }

    private static func texts(
        of said: IndicatorAssertion
    ) -> [(OwnMarkMatch.Place, String, RecognitionContext)] {
        let indicator = said.indicator
        var texts: [(OwnMarkMatch.Place, String, RecognitionContext)] = [
            (.identifier, indicator.readableValue, indicator.recognitionContext)
        ]
        texts += said.marks.map { (.mark, $0, .title) }
        if let note = said.note { texts.append((.note, note, .title)) }
        texts += said.attributes.map { (.attribute, $0.value, .title) }
        return texts
    }
}
