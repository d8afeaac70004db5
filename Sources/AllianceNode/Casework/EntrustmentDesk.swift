package import AllianceNames
import CRDT
package import Casework
import Credentials
import MergedView
package import NodeAPI
import Peering
import Roster
import SQLiteStore
import SignIn
import Statements
import TransparencyLog

/// Reports that one member publishes for another, at the desk: both sides of it.
extension CaseworkDesk: DeskEntrusting {
    package func publishers(in channel: ChannelID) -> [MemberID] {
        let roster = node.roster
        return roster.activeMembers.map(\.id).filter {
            $0 != node.member && roster.mayRead($0, channel) && roster.mayWrite($0, channel)
        }
    }

    package func entrust(
        _ draft: CaseworkID, revision: UInt64, to publisher: MemberID, message: String,
        by colleague: Colleague
    ) async throws -> Entrustment {
        try EntrustmentLimits.check(message: message)
        let sheet: DraftSheet = try await sheet(draft, for: colleague)
        let (channel, reports) = (sheet.draft.channel, sheet.rows.map(\.report))
        guard publishers(in: channel).contains(publisher) else {
            throw CaseworkError.notAPublisher(publisher)
        }
        guard (1...EntrustmentLimits.rowsMax).contains(reports.count) else {
            throw CaseworkError.tooMany(
                what: "rows of a report through another member", max: EntrustmentLimits.rowsMax)
        }
        // What another entrusted to this member is not handed on.
        guard reports.allSatisfy({ $0.originCommitment == nil }) else {
            throw CaseworkError.entrustmentStage(.drafted)
        }
        if sheet.draft.stage.isOpen { try sheet.content.check() }
        try checkChannel(channel)
        return try await calls.run { [self] in
            let now = node.clock.now()
            let rows = try sealed(reports, in: channel, for: publisher)
            var generator = SystemRandomNumberGenerator()
            var one = Entrustment(
                id: CaseworkID(from: &generator), side: .ours, partner: publisher,
                channel: channel, rowCount: rows.count, message: message, createdAt: now)
            one.person = colleague.id
            let letter = EntrustmentLetter.request(
                one.id, channel: channel, message: message, rows: rows)
            guard letter.bytes.count <= LetterContent.bytesMax else {
                throw CaseworkError.tooLarge(
                    what: "a report through another member", bytesMax: LetterContent.bytesMax)
            }
            try store.entrust(
                draft, revision: revision, as: one, rows, letter: letter, at: now
            ) { draft in
                // As if it were published here: the same people, the same second look.
                try draft.checkApproving(by: colleague, needsSecondLook: sheet.needsSecondLook)
            }
            return one
        }
    }

    private func sealed(
        _ reports: [IndicatorAssertion], in channel: ChannelID, for publisher: MemberID
    ) throws -> [EntrustedRow] {
        let origin = node.writer.origin(in: channel)
        let signer = try node.keys.logSigner(for: origin)
        var generator = SystemRandomNumberGenerator()
        return try reports.map { report in
            let salt = (0..<OriginOpening.saltBytes).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            return try EntrustedRow(
                entrusting: report, in: origin, to: publisher, salt: salt, signedBy: signer)
        }
    }

    package func entrustments(
        for colleague: Colleague, on side: Entrustment.Side?, after place: CasePlace?, limit: Int
    ) async throws -> [Entrustment] {
        try await calls.run { [store] in
            try store.entrustments(
                sentBy: colleague.may(.report) ? nil : colleague.id, on: side,
                after: place.map { ($0.begunAt, $0.id) }, limit: limit)
        }
    }

    package func entrusted(
        _ id: CaseworkID, for colleague: Colleague
    ) async throws -> EntrustedSheet {
        try await calls.run { [self] in
            let (one, rows) = try store.entrustment(id)
            guard one.isSeen(by: colleague) else { throw CaseworkError.notThere }
            let published = try published(one)
            return EntrustedSheet(
                entrustment: one,
                rows: rows.map { row in
                    let found = published.first {
                        $0.report.originCommitment == row.opening.commitment
                    }
                    return .init(
                        row, index: found?.index,
                        relation: found.flatMap { relation(of: row, to: $0.report, one) })
                })
        }
    }

    /// What stands in the publisher's log, as this node holds it.
    private func published(
        _ one: Entrustment
    ) throws -> [(index: UInt64, report: IndicatorAssertion)] {
        guard let entries = one.entries else { return [] }
        return try (0..<UInt64(one.rowCount)).compactMap { place in
            let dot = StatementDot(log: entries.log, index: entries.first + place)
            guard case .assertIndicator(let report)? = try node.statement(at: dot) else {
                return nil
            }
            return (dot.index, report)
        }
    }

    private func relation(
        of row: EntrustedRow, to report: IndicatorAssertion, _ one: Entrustment
    ) -> VerifiedOpening.Relation? {
        guard let log = one.entries?.log, let key = node.roster.logKey(for: row.opening.origin),
            let opening = try? row.opening.verified(by: key)
        else { return nil }
        return opening.relation(to: report, in: log)
    }

    package func takeOn(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Entrustment {
        try await calls.run { [self] in
            let (one, rows) = try store.entrustment(id)
            guard one.isSeen(by: colleague) else { throw CaseworkError.notThere }
            try checkChannel(one.channel)
            let content = DraftContent(
                channel: one.channel, title: "", reports: rows.map(\.report))
            try content.check()
            var generator = SystemRandomNumberGenerator()
            let draft = Draft(
                id: CaseworkID(from: &generator), author: colleague.id, content: content,
                createdAt: node.clock.now())
            return try store.change(
                entrustment: id, revision: revision, at: node.clock.now(),
                draft: (draft, content)
            ) {
                try $0.takeOn(as: draft.id, by: colleague)
                return nil
            }
        }
    }

    package func refuse(
        _ id: CaseworkID, revision: UInt64, reason: String, by colleague: Colleague
    ) async throws -> Entrustment {
        try await step(id, revision) {
            try $0.refuse(reason, by: colleague)
            return .refusal(id, reason: reason)
        }
    }

    package func askWithdrawal(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws -> Entrustment {
        try await step(id, revision) {
            try $0.askWithdrawal(by: colleague)
            return .withdrawalRequest(id)
        }
    }

    private func step(
        _ id: CaseworkID, _ revision: UInt64,
        _ body: @escaping @Sendable (inout Entrustment) throws -> EntrustmentLetter?
    ) async throws -> Entrustment {
        try await calls.run { [store, node] in
            try store.change(
                entrustment: id, revision: revision, at: node.clock.now(), body)
        }
    }
}
