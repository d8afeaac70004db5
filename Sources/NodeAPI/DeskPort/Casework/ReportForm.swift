import AllianceNames
import Casework
import Peering
import Statements

/// What a form says of a report beside the identifier: for one, or for all rows of a draft.
struct ReportForm {
    private let fields: FormFields

    init(_ fields: FormFields) { self.fields = fields }

    /// The identifier in the fields `kind` and `value`.
    func indicator() throws(PeerProblem) -> Indicator {
        guard let type = IndicatorType(name: fields["kind"] ?? "") else {
            throw Self.wrong("There is no such kind of identifier.")
        }
        do throws(IndicatorError) {
            return try Indicator(type, parsing: fields["value"] ?? "")
        } catch {
            throw Self.wrong("This is no \(type.name): \(error.why).")
        }
    }

    func channel() throws(PeerProblem) -> ChannelID {
        guard let channel = try? ChannelID(parsing: fields["channel"] ?? "") else {
            throw Self.wrong("Choose a channel of the list.")
        }
        return channel
    }

    var title: String { Self.trimmed(fields["title"]) ?? "" }

    /// All that is said, of the identifier given.
    func report(of indicator: Indicator) throws(PeerProblem) -> IndicatorAssertion {
        var report = IndicatorAssertion(
            indicator: indicator, basis: try basis(), confidence: try confidence(),
            tlp: try marking())
        report.firstSeen = try day("first")
        report.lastSeen = try day("last")
        report.validUntil = try day("until")
        if let first = report.firstSeen, let last = report.lastSeen, last < first {
            throw Self.wrong("It was last seen before it was first seen: look for exchanged dates.")
        }
        report.naturalPerson = fields["person"] == "yes" ? true : nil
        report.marketplace = Self.trimmed(fields["marketplace"])
        report.marks = (fields["marks"] ?? "").split {
            FormFields.itemSeparators.contains($0) || $0.isNewline
        }.compactMap { Self.trimmed(String($0)) }
        report.legalBasis = Self.trimmed(fields["legal"])
        report.note = Self.trimmed(fields["note"])
        return report
    }

    /// Says it of all rows of a draft, as far as it was changed: a form shows the first row, and what was left as it was
    /// shown is said of no other. Nor does it lose what a form has no room for, such as the time of a day.
    ///
    /// - Throws: also `CaseworkError.rowsDiffer`.
    func say(of content: inout DraftContent) throws {
        guard let first = content.reports.first else { return }
        let differing = fields[Self.differing].flatMap(DifferingRows.init(rawValue:))
        let shown = ReportFields.Filled(first, title: content.title, channel: content.channel)
        let typed = ReportFields.Filled(fields)
        var report = try report(of: first.indicator)
        let untouched = SayingPart.typed.filter { shown.isSame(typed, in: $0) }
        for part in untouched { part.copy(from: first, to: &report) }
        if shown.last == typed.last { report.lastSeen = first.lastSeen }
        if shown.first == typed.first, first.firstSeen ?? 0 <= report.lastSeen ?? .max {
            report.firstSeen = first.firstSeen
        }
        let changed = SayingPart.typed.subtracting(untouched)
        let parts = differing == .overwrite ? SayingPart.typed : changed
        try content.say(report, in: parts, differing: differing)
    }

    /// What becomes of rows that say something of their own: a `DifferingRows`.
    static let differing = "differing"

    func basis() throws(PeerProblem) -> Basis {
        guard let basis = Basis(name: fields["basis"] ?? "") else {
            throw Self.wrong("Choose what the report rests on.")
        }
        return basis
    }

    func marking() throws(PeerProblem) -> TLP {
        guard let tlp = TLP(name: fields["tlp"] ?? "") else {
            throw Self.wrong("Choose who may see this.")
        }
        return tlp
    }

    func confidence() throws(PeerProblem) -> Int {
        guard let confidence = figure("confidence"),
            (0...StatementLimits.confidenceMax).contains(confidence)
        else { throw Self.wrong("How sure you are is a figure from 0 to 100.") }
        return confidence
    }

    /// In digits alone; nil for anything else.
    func figure(_ name: String) -> Int? {
        let text = fields[name] ?? ""
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// When a day begins, in milliseconds since 1970; nil where none is written.
    func day(_ name: String) throws(PeerProblem) -> UInt64? {
        guard let text = Self.trimmed(fields[name]) else { return nil }
        guard let day = FormDay.start(text) else {
            throw Self.wrong("A day is written as 2026-01-31.")
        }
        return day
    }

    static func trimmed(_ text: String?) -> String? {
        guard var text = text.map({ $0[...] }) else { return nil }
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.isEmpty ? nil : String(text)
    }

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "report-form", detail: detail)
    }
}
