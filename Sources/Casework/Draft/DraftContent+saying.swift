package import Statements

/// What a report says beside its identifier, in the parts that are said of all rows of a draft. The commitment of a report
/// for another member is none of them: nobody types it.
package enum SayingPart: CaseIterable, Sendable {
    case marking, basis, confidence, marks, marketplace
    /// From when to when: one without the other could turn round.
    case seen
    case validUntil, naturalPerson, legalBasis, note, attributes

    /// Those that a form has which leaves attributes as they are.
    package static let typed = Set(allCases).subtracting([.attributes])

    package func isSame(_ one: IndicatorAssertion, _ other: IndicatorAssertion) -> Bool {
        switch self {
        case .marking: one.tlp == other.tlp
        case .basis: one.basis == other.basis
        case .confidence: one.confidence == other.confidence
        case .marks: one.marks == other.marks
        case .marketplace: one.marketplace == other.marketplace
        case .seen: one.firstSeen == other.firstSeen && one.lastSeen == other.lastSeen
        case .validUntil: one.validUntil == other.validUntil
        case .naturalPerson: one.naturalPerson == other.naturalPerson
        case .legalBasis: one.legalBasis == other.legalBasis
        case .note: one.note == other.note
        case .attributes: one.attributes == other.attributes
        }
    }

    package func copy(from source: IndicatorAssertion, to report: inout IndicatorAssertion) {
        switch self {
        case .marking: report.tlp = source.tlp
        case .basis: report.basis = source.basis
        case .confidence: report.confidence = source.confidence
        case .marks: report.marks = source.marks
        case .marketplace: report.marketplace = source.marketplace
        case .seen: (report.firstSeen, report.lastSeen) = (source.firstSeen, source.lastSeen)
        case .validUntil: report.validUntil = source.validUntil
        case .naturalPerson: report.naturalPerson = source.naturalPerson
        case .legalBasis: report.legalBasis = source.legalBasis
        case .note: report.note = source.note
        case .attributes: report.attributes = source.attributes
        }
    }
}

/// What becomes of what some rows say of their own, where something is said of all rows of a draft.
package enum DifferingRows: String, CaseIterable, Sendable {
    /// Of each part a row keeps what it says otherwise than the first row.
    case keep
    /// All rows say the same.
    case overwrite
}

extension DraftContent {
    /// The parts in which some row says something else than the first, and how many rows do.
    package func differing(
        in parts: Set<SayingPart> = SayingPart.typed
    ) -> (rows: Int, parts: Set<SayingPart>) {
        guard let first = reports.first else { return (0, []) }
        var (rows, found) = (0, Set<SayingPart>())
        for report in reports.dropFirst() {
            let own = parts.filter { !$0.isSame(report, first) }
            if !own.isEmpty { rows += 1 }
            found.formUnion(own)
        }
        return (rows, found)
    }

    /// Says something of all rows. What they are about stays, and whose report one is.
    ///
    /// - Parameters:
    ///   - new: of which nothing but `parts` is looked at.
    ///   - differing: nil where nobody has said; then no row may lose what it says of its own.
    /// - Throws: `CaseworkError.rowsDiffer`.
    package mutating func say(
        _ new: IndicatorAssertion, in parts: Set<SayingPart> = SayingPart.typed,
        differing: DifferingRows?
    ) throws(CaseworkError) {
        guard let first = reports.first else { return }
        func isOwn(_ part: SayingPart, _ report: IndicatorAssertion) -> Bool {
            !part.isSame(report, first) && !part.isSame(report, new)
        }
        if differing == nil {
            let losing = reports.count { report in parts.contains { isOwn($0, report) } }
            guard losing == 0 else { throw .rowsDiffer(losing) }
        }
        for place in reports.indices {
            for part in parts where differing == .overwrite || !isOwn(part, reports[place]) {
                part.copy(from: new, to: &reports[place])
            }
        }
    }
}
