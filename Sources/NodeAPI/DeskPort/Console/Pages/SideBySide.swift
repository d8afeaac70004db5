import AllianceNames
import MergedView
import Statements

/// What the members say of an identifier beside one another: a column for each report that counts.
struct SideBySide {
    /// More would not be read beside one another.
    static let reportsMax = 8
    static let attributesMax = 60

    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func section(_ record: IdentifierRecord) -> HTML {
        let all = record.state.reports
        let counting = all.filter(\.counts)
        let reports = Array((counting.isEmpty ? all : counting).prefix(Self.reportsMax))
        guard !reports.isEmpty else { return "" }
        let value = ShownValue(context)
        let heads = reports.map { report -> HTML in
            "<th scope=\"col\">\(value.text(context.name(report.member)))<br><span class=\"small\">\(report.channel.rawValue)</span></th>"
        }
        let rows = (facts(reports, record) + attributes(reports, record)).compactMap {
            name, cells -> HTML? in
            guard cells.contains(where: { $0 != nil }) else { return nil }
            let columns = cells.map { cell -> HTML in "<td>\(cell ?? "–")</td>" }
            return "<tr><th scope=\"row\">\(name)</th>\(HTML.joined(columns))</tr>\n"
        }
        let cut: HTML =
            (counting.isEmpty ? all : counting).count > Self.reportsMax
            ? "<p class=\"small\">\(context[.truncated])</p>" : ""
        return """
            <section><h2>\(context[.sideHeading])</h2>
            <div class="scroll side" tabindex="0" role="region" aria-label="\(context[.sideHeading])">
            <table class="matrix"><caption>\(context[.sideCaption])</caption>
            <thead><tr><th scope="col">\(context[.headAttribute])</th>\(HTML.joined(heads))</tr></thead>
            <tbody>\(HTML.joined(rows))</tbody></table></div>\(cut)</section>
            """
    }

    private func facts(
        _ reports: [IndicatorState.Report], _ record: IdentifierRecord
    ) -> [(HTML, [HTML?])] {
        let value = ShownValue(context)
        let words = ConsoleWords(context)
        func row(
            _ name: PageText, _ cell: (IndicatorState.Report, IdentifierRecord.Detail?) -> HTML?
        ) -> (HTML, [HTML?]) {
            (
                "\(context[name])",
                reports.map { cell($0, $0.dots.first.flatMap { record.details[$0] }) }
            )
        }
        return [
            row(.headBasis) { report, _ in "\(words.basis(report.said.basis))" },
            row(.headConfidence) { report, _ in words.confidence(report.said.confidence) },
            row(.headMarks) { report, _ in
                let marks = report.said.marks.prefix(12).map { value.flagged($0, max: 60) }
                return marks.isEmpty ? nil : HTML.joined(marks, by: ", ")
            },
            row(.headMarketplace) { report, _ in report.said.marketplace.map { value.text($0) } },
            row(.headFirst) { report, _ in report.said.firstSeen.map { ConsoleWords.day($0) } },
            row(.headLast) { report, _ in report.said.lastSeen.map { ConsoleWords.day($0) } },
            row(.headValidUntil) { report, _ in
                report.said.validUntil.map { ConsoleWords.day($0) }
            },
            row(.headPerson) { report, _ in
                report.said.isNaturalPerson.map { "\(context[$0 ? .yes : .no])" }
            },
            row(.headLegalBasis) { _, detail in detail?.legalBasis.map { value.flagged($0) } },
            row(.headNote) { _, detail in detail?.note.map { value.flagged($0) } },
        ]
    }

    private func attributes(
        _ reports: [IndicatorState.Report], _ record: IdentifierRecord
    ) -> [(HTML, [HTML?])] {
        let value = ShownValue(context)
        let said = reports.map { report in
            report.dots.first.flatMap { record.details[$0] }?.attributes ?? []
        }
        let names = Set(said.joined().map(\.name)).sorted().prefix(Self.attributesMax)
        return names.map { name in
            (
                value.text(name, max: 60),
                said.map { attributes in
                    let values = attributes.filter { $0.name == name }
                    return values.isEmpty
                        ? nil : HTML.joined(values.map { value.flagged($0.value) }, by: "<br>")
                }
            )
        }
    }
}
