package import AllianceNames
package import Casework
package import NodeAPI
import Roster
import SQLiteStore
package import SignIn
import Statements
package import TransparencyLog

/// Inquiries at the desk, in `casework.sqlite`.
extension CaseworkDesk: DeskInquiries {
    package func rules() async throws -> InquiryRules {
        try await calls.run { [store] in try store.inquiryRules() }
    }

    package func set(_ rules: InquiryRules, by colleague: Colleague) async throws {
        guard colleague.may(.approve) else { throw CaseworkError.roleMissing(.approve) }
        try await calls.run { [store] in try store.set(rules) }
    }

    package func inquiries(for colleague: Colleague) async throws -> [Inquiry] {
        try await calls.run { [store] in
            try store.inquiries().filter { $0.isSeen(by: colleague) }
                .sorted(by: InquiryRules.inOrder)
        }
    }

    package func inquiry(
        _ id: CaseworkID, for colleague: Colleague
    ) async throws -> InquirySheet {
        try await calls.run { [store] in
            let (one, entries, held) = try store.inquiry(id)
            guard one.isSeen(by: colleague) else { throw CaseworkError.notThere }
            return InquirySheet(
                inquiry: one, entries: entries, held: held, rules: try store.inquiryRules())
        }
    }

    package func ask(
        _ member: MemberID?, subject: String, about: InquirySubject?, _ text: String,
        photos: [(name: String, bytes: [UInt8])], by colleague: Colleague,
        for request: KeyedRequest?
    ) async throws -> (inquiry: Inquiry, isAgain: Bool) {
        guard colleague.may(.draft) else { throw CaseworkError.roleMissing(.draft) }
        if let member {
            guard colleague.may(.report) else { throw CaseworkError.roleMissing(.report) }
            guard member != node.member, node.roster.isActive(member) else {
                throw CaseworkError.inquiryMember(member)
            }
        }
        let now = node.clock.now()
        return try await KeyedMaking.problems {
            try await calls.run { [store] () throws -> (inquiry: Inquiry, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let one = try Inquiry(
                    id: CaseworkID(from: &generator), side: member == nil ? .desk : .ours,
                    partner: member, subject: subject, about: about, askedBy: colleague.id,
                    createdAt: now)
                // In the form in which the other node takes it.
                _ = try InquiryLetter(
                    InquiryLetter.ask(one.id, subject: subject, about: about, text: text).json)
                return try store.add(
                    one, text, by: .person(colleague.id),
                    photos: photos.map { (try InquiryPhoto(name: $0.name, $0.bytes), $0.bytes) },
                    for: request.map { KeyedMaking($0, at: now) })
            }
        }
    }

    package func change(
        _ id: CaseworkID, revision: UInt64?, for request: KeyedRequest?,
        _ step: @escaping @Sendable (inout Inquiry) throws -> InquiryEntry
    ) async throws -> (inquiry: Inquiry, isAgain: Bool) {
        let now = node.clock.now()
        return try await KeyedMaking.problems {
            try await calls.run { [self] () throws -> (inquiry: Inquiry, isAgain: Bool) in
                func checked(_ one: inout Inquiry) throws -> InquiryEntry {
                    let entry = try step(&one)
                    if let person = entry.body.worker { try checkWorker(person) }
                    return entry
                }
                guard let request else {
                    let one = try store.change(inquiry: id, revision: revision, at: now) {
                        try checked(&$0)
                    }
                    return (one, false)
                }
                return try store.change(
                    inquiry: id, revision: revision, for: KeyedMaking(request, at: now)
                ) { try checked(&$0) }
            }
        }
    }

    package func photo(
        _ sha256: Digest, of id: CaseworkID, for colleague: Colleague
    ) async throws -> [UInt8] {
        guard colleague.may(.draft) else { throw CaseworkError.notThere }
        return try await calls.run { [store] in try store.photo(sha256, of: id) }
    }

    package func handOver(
        to person: PersonID, note: String, by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (handOver: HandOver, isAgain: Bool) {
        guard colleague.may(.draft) else { throw CaseworkError.roleMissing(.draft) }
        try checkWorker(person)
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (handOver: HandOver, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let id = CaseworkID(from: &generator)
                guard let request else {
                    let done = try store.handOver(
                        id, to: person, note: note, by: colleague, at: now)
                    return (done, false)
                }
                return try store.handOver(
                    id, to: person, note: note, by: colleague, for: KeyedMaking(request, at: now))
            }
        }
    }

    package func handOvers(
        for colleague: Colleague, after place: CasePlace?, limit: Int
    ) async throws -> [HandOver] {
        guard colleague.may(.draft) else { throw CaseworkError.roleMissing(.draft) }
        return try await calls.run { [store] in
            try store.handOvers(after: place.map { ($0.begunAt, $0.id) }, limit: limit)
        }
    }

    // MARK: Members on their way in

    package func onboarding(for colleague: Colleague) async throws -> [OnboardingStanding] {
        guard colleague.may(.draft) else { throw CaseworkError.roleMissing(.draft) }
        return try await calls.run { [self] in
            let last = Dictionary(
                try store.lastContacts().map { ($0.member, $0) }
            ) { first, _ in first }
            return try OnboardingReading(node, firsts).facts().map {
                OnboardingStanding(
                    checklist: OnboardingChecklist($0), lastContact: last[$0.member])
            }
        }
    }

    package func contacts(
        with member: MemberID, for colleague: Colleague, after place: CasePlace?, limit: Int
    ) async throws -> [MemberContact] {
        try check(member, for: colleague)
        return try await calls.run { [store] in
            try store.contacts(
                with: member, after: place.map { ($0.begunAt, $0.id) }, limit: limit)
        }
    }

    package func noteContact(
        with member: MemberID, _ whom: String, _ text: String, next due: UInt64?,
        by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (contact: MemberContact, isAgain: Bool) {
        try check(member, for: colleague)
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (contact: MemberContact, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let contact = try MemberContact(
                    id: CaseworkID(from: &generator), member: member, at: now,
                    by: colleague.id, with: whom, text: text, nextDue: due)
                return try store.add(contact, for: request.map { KeyedMaking($0, at: now) })
            }
        }
    }

    private func check(_ member: MemberID, for colleague: Colleague) throws {
        guard colleague.may(.draft), node.roster.isActive(member) else {
            throw CaseworkError.notThere
        }
    }

    // MARK: Papers of rights

    package func documents(for colleague: Colleague) async throws -> [RightDocument] {
        guard colleague.may(.draft) else { throw CaseworkError.roleMissing(.draft) }
        return try await calls.run { [store] in try store.documents() }
    }

    package func addDocument(
        _ kind: RightDocument.Kind, _ name: String, _ bytes: [UInt8], to right: String,
        by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (document: RightDocument, isAgain: Bool) {
        guard colleague.may(.draft) else { throw CaseworkError.roleMissing(.draft) }
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { [node] () throws -> (document: RightDocument, isAgain: Bool) in
                // A paper belongs to a right that is stated: entered once, there.
                guard
                    try node.statedRights(of: [node.member]).contains(where: {
                        $0.right.key == right
                    })
                else { throw CaseworkError.notThere }
                var generator = SystemRandomNumberGenerator()
                let document = try RightDocument(
                    id: CaseworkID(from: &generator), right: right, kind: kind, name: name, bytes,
                    addedAt: now, addedBy: colleague.id)
                return try store.add(
                    document, bytes, for: request.map { KeyedMaking($0, at: now) })
            }
        }
    }

    package func document(
        _ id: CaseworkID, for colleague: Colleague
    ) async throws -> (document: RightDocument, bytes: [UInt8]) {
        guard colleague.may(.draft) else { throw CaseworkError.notThere }
        return try await calls.run { [store] in try store.document(id) }
    }
}

extension InquiryEntry.Body {
    /// Who is given something to do by it.
    fileprivate var worker: PersonID? {
        switch self {
        case .assigned(let person), .managed(let person): person
        case .handedOver(let person): person
        default: nil
        }
    }
}
