import Casework
import Peering
import Statements

/// The attributes that stand in the rows of a draft: each once by name and value, in that order, so that a form can
/// name one by its place as long as the draft is in the state that the form showed.
struct DraftAttributes {
    struct Pair: Hashable, Comparable, Sendable {
        let name: String
        let value: String

        init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        init(_ attribute: Attribute) { self.init(name: attribute.name, value: attribute.value) }

        static func < (left: Self, right: Self) -> Bool {
            (left.name, left.value) < (right.name, right.value)
        }
    }

    let pairs: [Pair]
    /// Rows that have it.
    let rows: [Pair: Int]

    init(of reports: [IndicatorAssertion]) {
        var rows: [Pair: Int] = [:]
        for report in reports {
            for pair in Set(report.attributes.map(Pair.init)) { rows[pair, default: 0] += 1 }
        }
        self.rows = rows
        pairs = rows.keys.sorted()
    }
}

/// What is done to the attributes of a draft: one is added, some go, of all rows or of those of one identifier.
///
/// As a form its fields are `name` and `value`, `gone<place>`, and `only` for the rows of one identifier.
struct AttributeChange: Sendable {
    private enum Removed: Sendable {
        /// By their places in the list that the form showed.
        case marked(FormFields)
        case named(Set<DraftAttributes.Pair>)
    }

    /// Attributes that go at once.
    static let removedMax = FormFields.fieldsMax

    private let added: DraftAttributes.Pair?
    private let removed: Removed
    private let only: String?

    /// - Throws: status 400 for a name or a value that is missing, too long or of several lines.
    init(_ fields: FormFields) throws(PeerProblem) {
        removed = .marked(fields)
        only = ReportForm.trimmed(fields["only"])
        let name = ReportForm.trimmed(fields["name"])
        let value = ReportForm.trimmed(fields["value"])
        added = try name == nil && value == nil ? nil : Self.checked(name, value)
    }

    /// - Parameters:
    ///   - added: in each row that has not got it.
    ///   - removed: attributes that the draft has.
    ///   - only: the identifier whose rows are meant; all of them where it is nil.
    /// - Throws: status 400 for one that is too long or of several lines.
    init(
        adding added: DraftAttributes.Pair?, removing removed: Set<DraftAttributes.Pair>,
        only: String?
    ) throws(PeerProblem) {
        self.removed = .named(removed)
        self.only = only
        self.added = if let added { try Self.checked(added.name, added.value) } else { nil }
    }

    private static func checked(
        _ name: String?, _ value: String?
    ) throws(PeerProblem) -> DraftAttributes.Pair {
        guard let name, let value, isLine(name, bytesMax: Attribute.nameBytesMax),
            isLine(value, bytesMax: Attribute.valueBytesMax)
        else {
            throw ReportForm.wrong(
                "An attribute has a name of up to \(Attribute.nameBytesMax) bytes and a value of up to \(Attribute.valueBytesMax), each on one line."
            )
        }
        return DraftAttributes.Pair(name: name, value: value)
    }

    private static func isLine(_ text: String, bytesMax: Int) -> Bool {
        text.utf8.count <= bytesMax && text.utf8.allSatisfy { $0 >= 0x20 }
    }

    /// An attribute that a row has already is not added again. Whether it can be kept is checked with all else that
    /// the draft says.
    ///
    /// - Throws: status 400 where it changes nothing.
    func apply(to content: inout DraftContent) throws(PeerProblem) {
        let gone = try gone(of: DraftAttributes(of: content.reports).pairs)
        guard added != nil || !gone.isEmpty else {
            throw ReportForm.wrong("Write an attribute, or mark one that is to go.")
        }
        let places = content.reports.indices.filter { concerns(content.reports[$0]) }
        guard !places.isEmpty else {
            throw ReportForm.wrong("The draft has no row of this identifier.")
        }
        for place in places {
            var attributes = content.reports[place].attributes
            attributes.removeAll { gone.contains(.init($0)) }
            if let added, !attributes.contains(where: { .init($0) == added }) {
                attributes.append(Attribute(name: added.name, value: added.value))
            }
            content.reports[place].attributes = attributes
        }
    }

    /// Who names one that is not there has read another draft.
    private func gone(
        of listed: [DraftAttributes.Pair]
    ) throws(PeerProblem) -> Set<DraftAttributes.Pair> {
        switch removed {
        case .marked(let fields):
            return Set(listed.indices.filter { fields["gone\($0)"] != nil }.map { listed[$0] })
        case .named(let pairs):
            guard pairs.isSubset(of: listed) else {
                throw ReportForm.wrong("The draft has no such attribute that could go.")
            }
            return pairs
        }
    }

    private func concerns(_ report: IndicatorAssertion) -> Bool {
        guard let only else { return true }
        return report.indicator.value == only || report.indicator.readableValue == only
    }
}
