package import SignIn

/// The end of somebody's shift: who goes on, with what is still open.
package struct HandOver: Hashable, Sendable {
    package static let listedMax = 50
    package static let inquiriesMax = 500

    package let id: CaseworkID
    package let from: PersonID
    package let to: PersonID
    /// Milliseconds since 1970.
    package let at: UInt64
    package let note: String
    /// What was open and went over, the longest waiting first.
    package let open: [CaseworkID]

    /// - Throws: `CaseworkError.text`; `.handOver` to oneself.
    package init(
        id: CaseworkID, from: PersonID, to: PersonID, at now: UInt64, note: String,
        open: [CaseworkID]
    ) throws(CaseworkError) {
        guard from != to else { throw .handOver }
        guard open.count <= Self.inquiriesMax else {
            throw .tooMany(what: "inquiries of one person", max: Self.inquiriesMax)
        }
        try VisibleText.check(
            note, "note", charactersMax: InquiryLimits.textCharactersMax, isLong: true,
            mayBeEmpty: true)
        self.id = id
        self.from = from
        self.to = to
        at = now
        self.note = note
        self.open = open
    }
}
