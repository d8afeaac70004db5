import AuditTrail
package import ProductAuthentication

/// All that the desk says in one language. A further language is one file that makes one of these, and
/// its name in `DeskLanguage`.
package struct Catalogue: Sendable {
    /// As `lang` and `Content-Language` have it.
    let tag: String
    /// What its speakers call it.
    let ownName: String
    private let reasons: [String: String]
    let evidence: @Sendable (EvidenceText) -> String
    let search: @Sendable (SearchPageText) -> String
    let photo: @Sendable (PhotoText) -> String
    let image: @Sendable (ImageText) -> String
    let screening: @Sendable (ScreeningText) -> String
    let mark: @Sendable (MarkText) -> String
    let saying: @Sendable (SayingText) -> String
    let inquiry: @Sendable (InquiryText) -> String
    let complaint: @Sendable (ComplaintText) -> String
    let account: @Sendable (AccountPageText) -> String
    let measure: @Sendable (MeasureText) -> String
    let work: @Sendable (MarketplaceWorkText) -> String
    let auditDetail: @Sendable (AuditDetail) -> String
    let auditWord: @Sendable (AuditWord) -> String
    let problem: (@Sendable (ProblemText) -> String)?
    let row: (@Sendable (RowProblemText) -> String)?
    let text: @Sendable (PageText) -> String

    /// - Parameters:
    ///   - reasons: sentences by reason code; what is missing is told in the words that all of the program has, which
    ///     are English.
    ///   - problem: nil in the language that the details of problems are written in, which is English; so is `row`.
    init(
        tag: String, ownName: String, reasons: [String: String],
        evidence: @escaping @Sendable (EvidenceText) -> String,
        search: @escaping @Sendable (SearchPageText) -> String,
        photo: @escaping @Sendable (PhotoText) -> String,
        image: @escaping @Sendable (ImageText) -> String,
        screening: @escaping @Sendable (ScreeningText) -> String,
        mark: @escaping @Sendable (MarkText) -> String,
        saying: @escaping @Sendable (SayingText) -> String,
        inquiry: @escaping @Sendable (InquiryText) -> String,
        complaint: @escaping @Sendable (ComplaintText) -> String,
        account: @escaping @Sendable (AccountPageText) -> String,
        measure: @escaping @Sendable (MeasureText) -> String,
        work: @escaping @Sendable (MarketplaceWorkText) -> String,
        auditDetail: @escaping @Sendable (AuditDetail) -> String,
        auditWord: @escaping @Sendable (AuditWord) -> String,
        problem: (@Sendable (ProblemText) -> String)?,
        row: (@Sendable (RowProblemText) -> String)?,
        _ text: @escaping @Sendable (PageText) -> String
    ) {
        self.tag = tag
        self.ownName = ownName
        self.reasons = reasons
        self.evidence = evidence
        self.search = search
        self.photo = photo
        self.image = image
        self.screening = screening
        self.mark = mark
        self.saying = saying
        self.inquiry = inquiry
        self.complaint = complaint
        self.account = account
        self.measure = measure
        self.work = work
        self.auditDetail = auditDetail
        self.auditWord = auditWord
        self.problem = problem
        self.row = row
        self.text = text
    }

    package func sentence(of reason: ReasonCode) -> String {
        reasons[reason.rawValue] ?? reason.sentence
    }
}
