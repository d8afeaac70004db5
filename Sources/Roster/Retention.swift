import JSON
package import Statements

extension Roster {
    /// How long statements are kept at most; what is over it is to be erased. It stands in the roster,
    /// since an authority countersigns by it without a person, and every member can tell what it may
    /// countersign.
    package struct Retention: Equatable, Sendable {
        package static let rulesMax = 64
        package static let daysMax: UInt64 = 36_500
        /// After a limit the author's own node has so long to propose; then the authority acts alone.
        package static let authorDays: UInt64 = 7

        /// Statements of one kind are kept for `days` after their last relevant day.
        package struct Rule: Hashable, Sendable {
            package let kind: EntryKind
            /// Only reports that say that the identifier is a natural person's.
            package let naturalPersonsOnly: Bool
            package let days: UInt64

            package init(kind: EntryKind, naturalPersonsOnly: Bool, days: UInt64) {
                self.kind = kind
                self.naturalPersonsOnly = naturalPersonsOnly
                self.days = days
            }

            var identity: String {
                "retention of \(naturalPersonsOnly ? "natural persons' " : "")\(kind)"
            }
        }

        package internal(set) var rules: [Rule]

        package init(_ rules: [Rule] = []) { self.rules = rules }

        /// When a statement is over its limit, in ms since 1970; nil where no rule is about it. Where
        /// several are, the shortest counts.
        package func end(of statement: Statement, issuedAt: UInt64) -> UInt64? {
            rules.filter { $0.applies(to: statement) }.map(\.days).min().map { days in
                let start = Self.lastDay(of: statement, issuedAt: issuedAt)
                let (end, isPast) = start.addingReportingOverflow(days * 86_400_000)
                return isPast ? .max : end
            }
        }

        /// What a limit counts from: until when a report holds, else when its subject was last seen,
        /// else when it was said.
        private static func lastDay(of statement: Statement, issuedAt: UInt64) -> UInt64 {
            switch statement {
            case .assertIndicator(let said): said.validUntil ?? said.lastSeen ?? issuedAt
            case .sight(let said): said.last
            default: issuedAt
            }
        }
    }
}

extension Roster.Retention.Rule {
    fileprivate func applies(to statement: Statement) -> Bool {
        guard statement.kind == kind else { return false }
        guard naturalPersonsOnly else { return true }
        guard case .assertIndicator(let said) = statement else { return false }
        return said.naturalPerson == true
    }

    /// The kinds that a rule can name: those whose payload can be erased.
    package static let kinds: [EntryKind] = (0x01...0x15).map { EntryKind(rawValue: $0) }

    init(reading object: inout JSONObject) throws(RosterError) {
        let name = try object.text("kind")
        guard let kind = Self.kinds.first(where: { $0.description == name }) else {
            throw .field(
                path: object.path(of: "kind"), expected: "a kind of statement",
                found: "'\(name.prefix(40))'")
        }
        let scope = try object.text("of")
        guard ["all", "naturalPersons"].contains(scope) else {
            throw .field(
                path: object.path(of: "of"), expected: "all or naturalPersons",
                found: "'\(scope.prefix(40))'")
        }
        let days = try object.integer("days")
        guard (1...Roster.Retention.daysMax).contains(days) else {
            throw .field(
                path: object.path(of: "days"), expected: "1 to \(Roster.Retention.daysMax)",
                found: "\(days)")
        }
        try object.finish()
        self.init(kind: kind, naturalPersonsOnly: scope == "naturalPersons", days: days)
    }

    var json: JSONValue {
        .object([
            "kind": .string(kind.description),
            "of": .string(naturalPersonsOnly ? "naturalPersons" : "all"), "days": .integer(days),
        ])
    }
}
