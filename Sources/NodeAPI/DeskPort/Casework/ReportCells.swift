import Statements
import TransparencyLog

/// All that a report says, in the cells of a table: whoever decides that it is signed is shown each field, whole.
struct ReportCells {
    let context: ConsoleContext
    private let words: ConsoleWords
    private let value: ShownValue

    init(_ context: ConsoleContext) {
        self.context = context
        words = ConsoleWords(context)
        value = ShownValue(context)
    }

    /// Of the cells of `identifier`.
    var identifierHeads: [String] { [context[.headIdentifier], context[.headKind]] }

    /// What it is about, in every character.
    func identifier(_ report: IndicatorAssertion) -> [HTML] {
        let indicator = report.indicator
        let encoded: HTML =
            indicator.readableValue == indicator.value
            ? ""
            : "<br><span class=\"small\">\(context[.encodedAs]) <code>\(value.text(indicator.value))</code></span>"
        return [
            "\(value.link(indicator, max: nil))\(encoded)", "\(words.kind(indicator.type))",
        ]
    }

    /// Of the cells of `said`.
    var saidHeads: [String] {
        [
            context[.headBasis], context[.headConfidence], context[.mayBeSeenBy],
            context[.headMarks], context[.headNote], context[.headFurther],
        ]
    }

    /// What is said of it.
    func said(_ report: IndicatorAssertion) -> [HTML] {
        let marks = report.marks.map { value.text($0) }
        return [
            "\(words.basis(report.basis))", words.confidence(report.confidence),
            words.audience(report.tlp), marks.isEmpty ? "–" : HTML.joined(marks, by: ", "),
            report.note.map { value.text($0) } ?? "–", further(report),
        ]
    }

    /// What few reports have, and no column is for.
    private func further(_ report: IndicatorAssertion) -> HTML {
        let fields: [(HTML, HTML?)] = [
            ("\(context[.headMarketplace])", report.marketplace.map { value.text($0) }),
            ("\(context[.headFirst])", report.firstSeen.map(time)),
            ("\(context[.headLast])", report.lastSeen.map(time)),
            ("\(context[.headValidUntil])", report.validUntil.map(time)),
            ("\(context[.headPerson])", report.naturalPerson.map { "\(context[$0 ? .yes : .no])" }),
            ("\(context[.headLegalBasis])", report.legalBasis.map { value.text($0) }),
            (
                "\(context[.draftCommitment])",
                report.originCommitment.map { "<code>\($0.hex)</code>" }
            ),
        ]
        let attributes: [(HTML, HTML?)] = report.attributes.map {
            ("\(context[.headAttribute]) \(value.text($0.name))", value.text($0.value))
        }
        let items = (fields + attributes).compactMap { name, text -> HTML? in
            text.map { "<li><span class=\"small\">\(name):</span> \($0)</li>" }
        }
        return items.isEmpty ? "–" : "<ul class=\"said\">\(HTML.joined(items))</ul>"
    }

    /// Forms have days; what programs write may have more.
    private func time(_ time: UInt64) -> HTML {
        time.isMultiple(of: 86_400_000) ? ConsoleWords.day(time) : ConsoleWords.minute(time)
    }
}
