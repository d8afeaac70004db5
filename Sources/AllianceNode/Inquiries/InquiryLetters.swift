package import Casework
package import SQLiteStore

/// What is said about inquiries, and once of each question that nobody answered it in time.
package struct InquiryLetters: LetterQueue {
    private let desk: CaseworkDesk

    package init(_ desk: CaseworkDesk) { self.desk = desk }

    package var noun: String { "inquiries" }
    package var deliveryMilliseconds: UInt64 { InquiryLimits.deliveryMilliseconds }

    package func now() -> UInt64 { desk.now() }
    package func prepare() async throws { try await desk.escalate() }

    package func due() async throws -> [OutgoingInquiryLetter] {
        let (store, now) = (desk.store, desk.now())
        return try await desk.calls.run { try store.dueInquiryLetters(at: now) }
    }

    package func arrived(_ letter: OutgoingInquiryLetter) async throws {
        try await desk.calls.run { [store = desk.store] in try store.arrived(letter) }
    }

    package func failed(_ letter: OutgoingInquiryLetter, _ why: LetterFailure) async throws {
        let (store, now) = (desk.store, desk.now())
        try await desk.calls.run { try store.failed(letter, why, at: now) }
    }

    package func postpone(_ letter: OutgoingInquiryLetter, until due: UInt64) async throws {
        try await desk.calls.run { [store = desk.store] in try store.postpone(letter, until: due) }
    }

    package func removeOld() async throws {
        let (store, now) = (desk.store, desk.now())
        try await desk.calls.run { try store.removeOldInquiries(at: now) }
    }
}

extension CaseworkDesk {
    /// Each question once.
    package func escalate() async throws {
        try await calls.run { [store, node] in
            try store.escalateInquiries(at: node.clock.now())
        }
    }
}
