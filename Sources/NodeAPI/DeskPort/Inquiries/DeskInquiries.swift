package import AllianceNames
package import Casework
package import SignIn
package import TransparencyLog

/// What the desk asks its node about inquiries, contacts with members and the papers of rights, for one of its
/// member's people. Calls that change something are durable when they return; what is to be said to another
/// member's node is brought there as long as it takes.
///
/// - Throws: `CaseworkError`, shown to who asks.
package protocol DeskInquiries: Sendable {
    /// Milliseconds since 1970.
    func now() -> UInt64

    /// Who may work on inquiries, by name.
    func colleagues() -> [Person]

    func rules() async throws -> InquiryRules

    /// An approver sets the clock of this desk.
    func set(_ rules: InquiryRules, by colleague: Colleague) async throws

    /// By `InquiryPlace`.
    func inquiries(for colleague: Colleague) async throws -> [Inquiry]

    func inquiry(_ id: CaseworkID, for colleague: Colleague) async throws -> InquirySheet

    /// - Parameters:
    ///   - member: who is asked; nil for this house's own desk.
    ///   - request: with a key, so that it may come again.
    func ask(
        _ member: MemberID?, subject: String, about: InquirySubject?, _ text: String,
        photos: [(name: String, bytes: [UInt8])], by colleague: Colleague,
        for request: KeyedRequest?
    ) async throws -> (inquiry: Inquiry, isAgain: Bool)

    /// Whoever it is assigned to is one of `colleagues`.
    ///
    /// - Parameters:
    ///   - revision: as it was shown; nil for what is done whatever else has changed.
    ///   - request: with a key, so that it may come again.
    ///   - step: gives the entry that says what was done.
    func change(
        _ id: CaseworkID, revision: UInt64?, for request: KeyedRequest?,
        _ step: @escaping @Sendable (inout Inquiry) throws -> InquiryEntry
    ) async throws -> (inquiry: Inquiry, isAgain: Bool)

    func photo(
        _ sha256: Digest, of id: CaseworkID, for colleague: Colleague
    ) async throws -> [UInt8]

    /// - Parameters:
    ///   - person: one of `colleagues`.
    ///   - request: with a key, so that it may come again.
    func handOver(
        to person: PersonID, note: String, by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (handOver: HandOver, isAgain: Bool)

    /// The newest first.
    ///
    /// - Parameter place: where the page before ended.
    func handOvers(
        for colleague: Colleague, after place: CasePlace?, limit: Int
    ) async throws -> [HandOver]

    // MARK: Members on their way in

    /// By member.
    func onboarding(for colleague: Colleague) async throws -> [OnboardingStanding]

    /// The newest first.
    ///
    /// - Parameter place: where the page before ended.
    /// - Throws: `CaseworkError.notThere` for who is no active member.
    func contacts(
        with member: MemberID, for colleague: Colleague, after place: CasePlace?, limit: Int
    ) async throws -> [MemberContact]

    /// - Parameter request: with a key, so that it may come again.
    func noteContact(
        with member: MemberID, _ whom: String, _ text: String, next due: UInt64?,
        by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (contact: MemberContact, isAgain: Bool)

    // MARK: Papers of rights

    func documents(for colleague: Colleague) async throws -> [RightDocument]

    /// - Parameter request: with a key, so that it may come again.
    func addDocument(
        _ kind: RightDocument.Kind, _ name: String, _ bytes: [UInt8], to right: String,
        by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (document: RightDocument, isAgain: Bool)

    func document(
        _ id: CaseworkID, for colleague: Colleague
    ) async throws -> (document: RightDocument, bytes: [UInt8])
}

extension DeskInquiries {
    /// A page of hand-overs. One more is read, which tells whether it goes on.
    func handOverPage(
        for colleague: Colleague, after place: CasePlace?, limit: Int = HandOver.listedMax
    ) async throws -> ListPage<HandOver, CasePlace> {
        ListPage(
            try await handOvers(for: colleague, after: place, limit: limit + 1),
            by: { CasePlace($0) }, after: place, limit: limit)
    }

    /// The same of contacts with a member.
    func contactPage(
        with member: MemberID, for colleague: Colleague, after place: CasePlace?,
        limit: Int = MemberContact.listedMax
    ) async throws -> ListPage<MemberContact, CasePlace> {
        ListPage(
            try await contacts(with: member, for: colleague, after: place, limit: limit + 1),
            by: { CasePlace($0) }, after: place, limit: limit)
    }
}

/// An inquiry as who works on it sees it.
package struct InquirySheet: Sendable {
    package let inquiry: Inquiry
    /// In their order.
    package let entries: [InquiryEntry]
    /// Photos of which all bytes are here.
    package let held: Set<Digest>
    package let rules: InquiryRules

    package init(
        inquiry: Inquiry, entries: [InquiryEntry], held: Set<Digest>, rules: InquiryRules
    ) {
        self.inquiry = inquiry
        self.entries = entries
        self.held = held
        self.rules = rules
    }
}

/// Where a member stands, and when somebody is to call it.
package struct OnboardingStanding: Sendable {
    package let checklist: OnboardingChecklist
    /// The newest; nil where nobody spoke with it.
    package let lastContact: MemberContact?

    package init(checklist: OnboardingChecklist, lastContact: MemberContact?) {
        self.checklist = checklist
        self.lastContact = lastContact
    }
}
