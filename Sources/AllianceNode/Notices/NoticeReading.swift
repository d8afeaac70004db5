import AllianceNames
import CRDT
import MergedView
import NodeAPI
import Notices
import Replication
import SQLiteStore
import SignIn
import Statements
import TransparencyLog

/// Looks up what notices are about, for one reader at one moment: nothing of it is kept.
struct NoticeReading {
    let node: OpenedNode
    let clocks: [any NoticeClockSource]
    let scope: ViewScope

    /// A statement of the record as notices see it; nil where it is erased, or not there.
    func news(at dot: StatementDot) throws -> (news: StatementNews, issuedAt: UInt64)? {
        var found: (news: StatementNews, issuedAt: UInt64)?
        try StoredStatement.forEach(
            of: dot.log, in: dot.index..<dot.index + 1, from: node.logs
        ) { stored in
            found = try news(of: stored, in: dot.log).map { ($0, stored.issuedAt) }
        }
        return found
    }

    func news(of stored: StoredStatement, in origin: LogOrigin) throws -> StatementNews? {
        guard let statement = stored.statement else { return nil }
        let dot = StatementDot(log: origin, index: stored.index)
        guard case .retract(let retraction) = statement else {
            return StatementNews(dot: dot, kind: stored.kind, said: [statement])
        }
        let targets = retraction.dots.prefix(NoticeLimits.takenBackMax)
            .map { StatementDot(log: $0.origin, index: $0.index) }
            .filter { dot.mayTakeBack($0) }
        return StatementNews(
            dot: dot, kind: stored.kind, said: try targets.compactMap { try node.statement(at: $0) }
        )
    }

    /// As the reader may see it now.
    func content(
        of notice: Notice, for asker: Asker, webhooks: [Webhook]
    ) throws -> ShownNotice.Content {
        switch notice.source {
        case .statement(let dot, let leaf):
            let policy = AccessPolicy(channels: node.channels)
            guard try node.leafHash(at: dot) == leaf, let found = try news(at: dot),
                policy.maySee(found.news.marking, in: dot.log.channel, asker)
            else { return .gone }
            let (news, indicators) = (found.news, found.news.indicators)
            return .statement(
                ShownStatement(
                    dot: dot, kind: news.kind, indicators: indicators, marking: news.marking,
                    standing: try standing(of: dot, about: indicators.first),
                    issuedAt: found.issuedAt))
        case .clock(let reading):
            let reader = ClockReader(subscriber: notice.subscriber, asker: asker)
            let source = clocks.first { $0.kinds.contains(reading.kind) }
            guard try source?.mayStillSee(reading, reader) == true else { return .gone }
            return .clock(reading)
        case .webhookOff(let id, _):
            return .webhookOff(address: webhooks.first { $0.id == id }?.address.description)
        }
    }

    private func standing(
        of dot: StatementDot, about indicator: Indicator?
    ) throws -> Standing {
        if let indicator {
            let rows = try node.view.rows(of: ViewKey(indicator), in: [dot.log.channel])
            if let row = rows.first(where: { $0.dot == dot }) { return scope.standing(of: row) }
        }
        if !scope.admits(dot) { return .outOfScope }
        return scope.suspended.contains(dot.log.member) ? .suspended : .live
    }
}

extension OpenedNode {
    /// What makes an entry this one and no other; nil where nothing is held.
    func leafHash(at dot: StatementDot) throws -> Digest? {
        guard let slice = try StoredEntries(logs).slice(of: dot.log, from: dot.index),
            let bounds = try EntryBundle.parse(slice.entries, count: slice.count).first
        else { return nil }
        return MerkleHash.leaf(Array(slice.entries[bounds]))
    }
}
