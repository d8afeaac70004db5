import AllianceNames
import CRDT
package import Casework
import MergedView
package import SQLiteStore
import Synchronization

/// What is said about reports that one member publishes for another, and what became of the drafts made of them.
package struct EntrustmentLetters: LetterQueue {
    private let desk: CaseworkDesk

    package init(_ desk: CaseworkDesk) { self.desk = desk }

    package var noun: String { "reports through other members" }
    package var deliveryMilliseconds: UInt64 { EntrustmentLimits.deliveryMilliseconds }

    package func now() -> UInt64 { desk.now() }
    package func prepare() async throws { try await desk.followDrafts() }

    package func due() async throws -> [OutgoingLetter] {
        let (store, now) = (desk.store, desk.now())
        return try await desk.calls.run { try store.dueLetters(at: now) }
    }

    package func arrived(_ letter: OutgoingLetter) async throws {
        try await settle(letter) { $0.arrive() }
    }

    package func failed(_ letter: OutgoingLetter, _ why: LetterFailure) async throws {
        try await settle(letter) { $0.fail(why.words) }
    }

    private func settle(
        _ letter: OutgoingLetter, _ body: @escaping @Sendable (inout Entrustment) -> Void
    ) async throws {
        let (store, now) = (desk.store, desk.now())
        try await desk.calls.run { try store.settle(letter, at: now, body) }
    }

    package func postpone(_ letter: OutgoingLetter, until due: UInt64) async throws {
        try await desk.calls.run { [store = desk.store] in try store.postpone(letter, until: due) }
    }

    package func removeOld() async throws {
        let (store, now) = (desk.store, desk.now())
        try await desk.calls.run { try store.removeOldEntrustments(at: now) }
    }
}

extension CaseworkDesk {
    /// What became of the drafts that were made of others' reports, and of what was published of them.
    func followDrafts() async throws {
        // A standby says nothing in its member's name.
        guard !node.isStandby else { return }
        try await calls.run { [self] in
            for one in try store.entrustmentsToFollow() { try follow(one) }
            try followWithdrawals()
        }
    }

    private func follow(_ one: Entrustment) throws {
        guard let draft = one.draft else { return }
        let found: Draft?
        do {
            found = try store.draft(draft).draft
        } catch CaseworkError.notThere {
            found = nil
        }
        var after = one
        guard after.follow(found) != nil || after != one else { return }
        try store.change(entrustment: one.id, revision: nil, at: node.clock.now()) {
            $0.follow(found)
        }
    }

    /// What was published may be taken back by other ways than its draft, which is gone after some time.
    private func followWithdrawals() throws {
        let merged = try node.view.frontier()
        let own = merged.logs.filter { $0.member == node.member }
        let sizes = Dictionary(uniqueKeysWithValues: own.map { ($0, merged[$0]) })
        let mark = PublishedLook.Mark(sizes, at: node.clock.now())
        try publishedLook.withLock { look in
            guard look.goesOn(at: mark) else { return }
            let page = try store.publishedForOthers(
                after: look.last, limit: PublishedLook.pageMax)
            let scope = page.isEmpty ? nil : try node.scope()
            for one in page {
                guard let scope, let entries = one.entries,
                    try node.isTakenBack(entries, count: one.rowCount, in: scope)
                else { continue }
                try store.change(entrustment: one.id, revision: nil, at: node.clock.now()) {
                    $0.followWithdrawal()
                }
            }
            look.looked(at: page.map(\.id))
        }
    }
}
