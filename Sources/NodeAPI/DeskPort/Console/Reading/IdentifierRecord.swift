package import MergedView
package import Statements

/// All that is said of one identifier, with what stands in the record only.
package struct IdentifierRecord: Sendable {
    /// What the view does not hold of a report.
    package struct Detail: Equatable, Sendable {
        package var note: String?
        package var legalBasis: String?
        package var attributes: [Attribute]
        /// Since when it is independently confirmed, in milliseconds since 1970; nil while it waits.
        package var witnessedAt: UInt64?

        package init(
            note: String? = nil, legalBasis: String? = nil, attributes: [Attribute] = [],
            witnessedAt: UInt64? = nil
        ) {
            self.note = note
            self.legalBasis = legalBasis
            self.attributes = attributes
            self.witnessedAt = witnessedAt
        }
    }

    /// Reports and objections that are read from the record for one page; the others are shown without
    /// their notes.
    package static let detailsMax = 64

    package let state: IndicatorState
    /// By the newest dot of a report.
    package let details: [StatementDot: Detail]
    /// What objections say in words, by their newest dot.
    package let objectionTexts: [StatementDot: String]
    package let linked: [LinkedSellers]
    /// Milliseconds since 1970.
    package let time: UInt64

    package init(
        state: IndicatorState, details: [StatementDot: Detail],
        objectionTexts: [StatementDot: String], linked: [LinkedSellers], time: UInt64
    ) {
        self.state = state
        self.details = details
        self.objectionTexts = objectionTexts
        self.linked = linked
        self.time = time
    }
}

/// A C2SP tlog-proof with what it is about.
package struct EntryProof: Equatable, Sendable {
    package let text: String
    package let origin: String
    package let index: UInt64

    package init(text: String, origin: String, index: UInt64) {
        self.text = text
        self.origin = origin
        self.index = index
    }
}
