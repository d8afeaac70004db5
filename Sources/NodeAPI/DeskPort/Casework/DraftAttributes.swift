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

        func pairs(of listed: [DraftAttributes.Pair]) -> Set<DraftAttributes.Pair> {
            switch self {
            case .marked(let fields):
                Set(listed.indices.filter { fields["gone\($0)"] != nil }.map { listed[$0] })
            case .named(let pairs): pairs
            }
        }
    }

    /// Attributes that go at once.
    static let removedMax = FormFields.fieldsMax

    private let added: DraftAttributes.Pair?
    private let removed: Removed
    private let only: String?

    init(_ fields: FormFields) throws(AttributeChangeError) {
        removed = .marked(fields)
        only = ReportForm.trimmed(fields["only"])
        let name = ReportForm.trimmed(fields["name"])
        let value = ReportForm.trimmed(fields["value"])
        added = try name == nil && value == nil ? nil : Self.checked(name, value)
    }

    /// - Parameters:
    ///   - added: in each row that has not got it.
    ///   - removed: attributes that the rows have.
    ///   - only: the identifier whose rows are meant; all of them where it is nil.
    init(
        adding added: DraftAttributes.Pair?, removing removed: Set<DraftAttributes.Pair>,
        only: String?
    ) throws(AttributeChangeError) {
        self.removed = .named(removed)
        self.only = only
        self.added = if let added { try Self.checked(added.name, added.value) } else { nil }
    }

    private static func checked(
        _ name: String?, _ value: String?
    ) throws(AttributeChangeError) -> DraftAttributes.Pair {
        guard let name, let value, isLine(name, bytesMax: Attribute.nameBytesMax),
            isLine(value, bytesMax: Attribute.valueBytesMax)
        else { throw .notALine }
        return DraftAttributes.Pair(name: name, value: value)
    }

    private static func isLine(_ text: String, bytesMax: Int) -> Bool {
        text.utf8.count <= bytesMax && text.utf8.allSatisfy { $0 >= 0x20 }
    }

    /// An attribute that a row has already is not added again. Whether it can be kept is checked with all else that
    /// the draft says.
    ///
    /// - Throws: where it would change nothing, or takes away what none of the rows meant has.
    func apply(to content: inout DraftContent) throws(AttributeChangeError) {
        let places = content.reports.indices.filter { concerns(content.reports[$0]) }
        guard !places.isEmpty else { throw .noSuchRow }
        let gone = removed.pairs(of: DraftAttributes(of: content.reports).pairs)
        guard added != nil || !gone.isEmpty else { throw .nothingAsked }
        // Who names one that is not there has read another draft, or means other rows.
        guard gone.isSubset(of: DraftAttributes(of: places.map { content.reports[$0] }).pairs)
        else { throw .noSuchAttribute }
        for place in places {
            var attributes = content.reports[place].attributes
            attributes.removeAll { gone.contains(.init($0)) }
            if let added, !attributes.contains(where: { .init($0) == added }) {
                attributes.append(Attribute(name: added.name, value: added.value))
            }
            content.reports[place].attributes = attributes
        }
    }

    private func concerns(_ report: IndicatorAssertion) -> Bool {
        guard let only else { return true }
        return report.indicator.value == only || report.indicator.readableValue == only
    }
}

/// Why the attributes of a draft are left as they are. The console and the interface each answer it with a status of
/// their own.
enum AttributeChangeError: Error, CustomStringConvertible {
    /// A name or a value is missing, too long or of several lines.
    case notALine
    /// Nothing is added, and nothing goes.
    case nothingAsked
    /// No row is of the identifier.
    case noSuchRow
    /// The rows meant have nothing of the kind that could go.
    case noSuchAttribute

    var description: String {
        switch self {
        case .notALine:
            "An attribute has a name of up to \(Attribute.nameBytesMax) bytes and a value of up to \(Attribute.valueBytesMax), each on one line."
        case .nothingAsked: "Write an attribute, or mark one that is to go."
        case .noSuchRow: "The draft has no row of this identifier."
        case .noSuchAttribute: "The rows meant have no such attribute that could go."
        }
    }

    /// On a page: the form is filled in wrong.
    var problem: PeerProblem { ReportForm.wrong(description) }

    /// As the interface tells it: of the right form, and means nothing.
    var restProblem: PeerProblem {
        PeerProblem(status: 422, keyword: problem.keyword, detail: description)
    }
}
