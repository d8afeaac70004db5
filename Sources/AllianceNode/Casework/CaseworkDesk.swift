import AllianceNames
import CRDT
package import Casework
import Credentials
import MergedView
package import NodeAPI
import Peering
import Replication
import Roster
package import SQLiteStore
package import SignIn
package import Statements
import Synchronization
import TransparencyLog

/// Drafts at the desk: kept in `casework.sqlite`, signed by this node's writer, seen by this member's own
/// people.
package final class CaseworkDesk: DeskDrafts {
    let node: OpenedNode
    let store: SQLiteCaseworkStore
    let calls: BlockingCalls
    package let secondLook: SecondLook
    /// This member's people; nil where nobody's desk is served, and nobody works on anything.
    let persons: PersonRegister?
    private let publishing: DraftPublishing
    private let house: HouseDirectory
    private let recent = RecentScope()
    /// What signs runs one after the other, so that nobody looks into the log while another writes.
    private let turns = Turns()
    /// Nil where nobody's desk is served.
    let auditing = Mutex<(any AuditRecording)?>(nil)
    /// By the member that asked.
    let compared = Mutex<[MemberID: ComparedSet]>([:])
    /// Of what is published for others.
    let publishedLook = Mutex(PublishedLook())
    /// Of members' logs, for who helps them in.
    let firsts = FirstStatements()
    /// Whether something may be decided and not done: a stop of the node may have left it so.
    private let isUnfinished = Mutex(true)

    package init(
        node: OpenedNode, store: SQLiteCaseworkStore, secondLook: SecondLook,
        persons: PersonRegister?, calls: BlockingCalls
    ) {
        self.node = node
        self.store = store
        self.secondLook = secondLook
        self.persons = persons
        self.calls = calls
        publishing = DraftPublishing(node, store: store, calls: calls)
        house = HouseDirectory(node)
    }

    package func audiences() -> [DraftAudience] {
        let roster = node.roster
        let mine = roster.channels(readableBy: node.member).filter {
            roster.mayWrite(node.member, $0)
        }
        // The widest first: what most reports are for.
        return mine.map { audience(of: $0, roster) }.sorted {
            ($0.readers.count, $1.channel) > ($1.readers.count, $0.channel)
        }
    }

    private func audience(of channel: ChannelID, _ roster: VerifiedRoster) -> DraftAudience {
        DraftAudience(
            channel: channel,
            readers: roster.activeMembers.map(\.id).filter {
                $0 != node.member && roster.mayRead($0, channel)
            })
    }

    package func colleagues() -> [Person] { persons?.workers() ?? [] }

    /// - Throws: `CaseworkError.notAColleague` for who may work on nothing here.
    func checkWorker(_ person: PersonID) throws(CaseworkError) {
        guard let persons else { return }
        guard let found = persons.person(person), found.permissions.contains(.draft) else {
            throw .notAColleague(person)
        }
    }

    package func drafts(for colleague: Colleague) async throws -> [Draft] {
        try await calls.run { [store] in
            try store.drafts().filter { $0.isSeen(by: colleague) }
        }
    }

    package func begin(_ content: DraftContent, by colleague: Colleague) async throws -> Draft {
        try await begin(content, by: colleague, for: nil).draft
    }

    package func begin(
        _ content: DraftContent, by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (draft: Draft, isAgain: Bool) {
        try checkChannel(content.channel)
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (draft: Draft, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let draft = Draft(
                    id: CaseworkID(from: &generator), author: colleague.id, content: content,
                    createdAt: now)
                guard let request else {
                    try store.add(draft, content)
                    return (draft, false)
                }
                return try store.add(draft, content, for: KeyedMaking(request, at: now))
            }
        }
    }

    func checkChannel(_ channel: ChannelID) throws {
        do {
            try node.checkMayWrite(to: channel)
        } catch {
            throw error.signingProblem
        }
    }

    package func rewrite(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague,
        _ change: @escaping @Sendable (inout DraftContent) throws -> Void
    ) async throws -> Draft {
        try await calls.run { [self] in
            let (draft, reports) = try store.draft(id)
            guard draft.isSeen(by: colleague) else { throw CaseworkError.notThere }
            // Before the change looks at the draft: of another state it may find fault with what is not there any more.
            guard draft.revision == revision else { throw CaseworkError.changedMeanwhile }
            var content = DraftContent(
                channel: draft.channel, title: draft.title, reports: reports)
            try change(&content)
            if content.channel != draft.channel {
                // Whoever asked for it asked for it there.
                guard !reports.contains(where: { $0.originCommitment != nil }) else {
                    throw CaseworkError.text(field: "channel")
                }
                try checkChannel(content.channel)
            }
            let changed = content
            return try store.change(
                id, revision: revision, at: node.clock.now(), content: changed
            ) { try $0.rewrite(changed, by: colleague) }
        }
    }

    package func submit(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Draft {
        try await change(id, revision) { try $0.submit(by: colleague) }
    }

    package func giveBack(
        _ id: CaseworkID, revision: UInt64, remark: String, by colleague: Colleague
    ) async throws -> Draft {
        try await change(id, revision) { try $0.giveBack(by: colleague, remark: remark) }
    }

    private func change(
        _ id: CaseworkID, _ revision: UInt64,
        _ body: @escaping @Sendable (inout Draft) throws -> Void
    ) async throws -> Draft {
        try await calls.run { [store, node] in
            try store.change(id, revision: revision, at: node.clock.now(), body)
        }
    }

    package func discard(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws {
        try await calls.run { [store] in
            try store.discard(id, revision: revision, by: colleague)
        }
    }

    // MARK: What signs

    package func publish(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Draft {
        try await signing { [self] in
            // Looked at anew: what is warned of may have changed since the page was shown.
            let sheet: DraftSheet = try await sheet(id, for: colleague)
            guard sheet.draft.revision == revision else { throw CaseworkError.changedMeanwhile }
            // One that was kept before what is refused now.
            if sheet.draft.stage.isOpen { try sheet.content.check() }
            return try await publishing.publish(
                sheet.draft, revision: revision, by: colleague,
                needsSecondLook: sheet.needsSecondLook)
        }
    }

    package func withdraw(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Draft {
        try await signing { [self] in
            let draft = try await calls.run { [store] in try store.draft(id).draft }
            guard draft.isSeen(by: colleague) else { throw CaseworkError.notThere }
            return try await publishing.withdraw(draft, revision: revision, by: colleague)
        }
    }

    /// Goes on with what was decided and not done.
    package func finishAll() async throws -> Int {
        // A standby signs nothing; what it has of drafts came with a backup.
        guard !node.isStandby, isUnfinished.withLock({ $0 }) else { return 0 }
        return try await turns.take { [self] in
            // Whatever is decided from here on asks for another.
            isUnfinished.withLock { $0 = false }
            do {
                return try await publishing.finishAll()
            } catch {
                isUnfinished.withLock { $0 = true }
                throw error
            }
        }
    }

    /// What keeps this member from signing is told to who asks: it is theirs to mend.
    private func signing<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await turns.take { [self] in
                do {
                    return try await body()
                } catch {
                    isUnfinished.withLock { $0 = true }
                    throw error
                }
            }
        } catch let error as NodeError {
            throw error.signingProblem
        } catch let error as OwnLogError {
            throw PeerProblem(status: 503, keyword: error.keyword, detail: "\(error)")
        }
    }

    func removeOld() async throws {
        try await calls.run { [store, node] in
            _ = try store.removeOldDrafts(at: node.clock.now())
        }
    }

    /// Leaves nothing of what was removed in the write-ahead log.
    func scrub() async throws {
        try await calls.run { [store] in try store.scrub() }
    }

    // MARK: What is seen

    package func sheet(_ id: CaseworkID, for colleague: Colleague) async throws -> DraftSheet {
        try await calls.run { [self] in
            let (draft, reports) = try store.draft(id)
            guard draft.isSeen(by: colleague) else { throw CaseworkError.notThere }
            let said = try draft.entries.map { try published(draft, $0) } ?? reports
            return DraftSheet(
                draft: draft, rows: try rows(of: draft, said),
                audience: audience(of: draft.channel, node.roster), secondLook: secondLook)
        }
    }

    private func published(
        _ draft: Draft, _ entries: Draft.Entries
    ) throws -> [IndicatorAssertion] {
        try (0..<UInt64(draft.rowCount)).compactMap { place in
            let dot = StatementDot(log: entries.log, index: entries.first + place)
            guard case .assertIndicator(let report)? = try node.statement(at: dot) else {
                return nil
            }
            return report
        }
    }

    private func rows(
        of draft: Draft, _ reports: [IndicatorAssertion]
    ) throws -> [DraftSheet.Row] {
        let indicators = reports.map(\.indicator)
        let states = try states(of: indicators)
        let own = node.member
        let reported = zip(indicators, states).filter { _, state in
            state.reports.contains {
                $0.member == own && $0.channel == draft.channel && $0.counts
            }
        }.map(\.0)
        let objectedTo = zip(indicators, states).filter { _, state in
            state.objections.contains { $0.member == own && $0.standing == .live }
        }.map(\.0)
        let warnings =
            draft.stage.isOpen
            ? DraftWarning.all(
                of: indicators, house: try house.house(), reported: Set(reported),
                objectedTo: Set(objectedTo),
                elsewhere: try store.indicators(Set(indicators), inDraftsBeside: draft.id),
                entrusted: try store.publishers(of: Set(indicators)))
            : indicators.map { _ in [] }
        return zip(reports, zip(states, warnings)).map { report, found in
            .init(
                report: report, known: found.0.status.isKnown ? found.0 : nil, warnings: found.1)
        }
    }

    package func reportedByUs(_ indicators: [Indicator]) async throws -> Set<Indicator> {
        try await calls.run { [self] in
            let states = try states(of: indicators)
            return Set(
                zip(indicators, states).filter { _, state in
                    state.reports.contains { $0.member == node.member && $0.counts }
                }.map(\.0))
        }
    }

    /// For persons of this member: they see what is marked for persons.
    func states(of indicators: [Indicator]) throws -> [IndicatorState] {
        var scope = try recent.scope(roster: node.roster.digest, now: node.clock.now()) {
            try node.witnessedScope()
        }
        scope.markingMax = .red
        let (channels, now) = (node.channels, node.clock.now())
        return try indicators.map {
            try node.view.state(of: $0, in: channels, scope: scope, at: now)
        }
    }
}

extension OpenedNode {
    /// What this member's people prepare at the desk; its database is made where it is missing.
    ///
    /// - Parameter persons: those people, one of whom each piece of work is given to.
    /// - Throws: `SQLiteStoreError`.
    package func caseworkDesk(
        secondLook: SecondLook, persons: PersonRegister? = nil, calls: BlockingCalls
    ) throws -> CaseworkDesk {
        CaseworkDesk(
            node: self, store: try SQLiteCaseworkStore(path: home.caseworkDatabase),
            secondLook: secondLook, persons: persons, calls: calls)
    }
}
