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
    /// Nil where nobody is shown which own marks a report has.
    var watch: OwnMarkWatch?

    /// A statement of the record as notices see it; nil where it is erased, or not there.
    ///
    /// - Parameter isSeen: whether the reader may see what has that marking; nil as well where something is said and
    ///   nothing of it may be seen.
    func news(
        at dot: StatementDot, where isSeen: (TLP) -> Bool
    ) throws -> (news: StatementNews, issuedAt: UInt64)? {
        var found: (news: StatementNews, issuedAt: UInt64)?
        try StoredStatement.forEach(
            of: dot.log, in: dot.index..<dot.index + 1, from: node.logs
        ) { stored in
            found = try news(
                of: stored, in: dot.log, upTo: NoticeLimits.takenBackShownMax, where: isSeen
            ).map { ($0, stored.issuedAt) }
        }
        return found
    }

    /// - Parameter limit: of statements that are taken back.
    func news(
        of stored: StoredStatement, in origin: LogOrigin, upTo limit: Int = Retraction.dotsMax,
        where isSeen: (TLP) -> Bool = { _ in true }
    ) throws -> StatementNews? {
        guard let statement = stored.statement else { return nil }
        let dot = StatementDot(log: origin, index: stored.index)
        guard case .retract(let retraction) = statement else {
            guard isSeen(statement.marking ?? .clear) else { return nil }
            return StatementNews(dot: dot, kind: stored.kind, said: [statement])
        }
        var said: [Statement] = []
        var isHidden = false
        for place in retraction.dots {
            guard said.count < limit else { break }
            let target = StatementDot(log: place.origin, index: place.index)
            guard dot.mayTakeBack(target), let taken = try node.statement(at: target) else {
                continue
            }
            if isSeen(taken.marking ?? .clear) { said.append(taken) } else { isHidden = true }
        }
        return said.isEmpty && isHidden
            ? nil : StatementNews(dot: dot, kind: stored.kind, said: said)
    }

    /// As the reader may see it now.
    func content(
        of notice: Notice, for asker: Asker, webhooks: [Webhook]
    ) throws -> ShownNotice.Content {
        switch notice.source {
        case .statement(let dot, let leaf):
            let policy = AccessPolicy(channels: node.channels)
            let channel = dot.log.channel
            guard try StoredEntries(node.logs).leafHash(of: dot) == leaf,
                let found = try news(
                    at: dot, where: { policy.maySee($0, in: channel, asker) }),
                policy.maySee(found.news.marking, in: channel, asker)
            else { return .gone }
            let (news, indicators) = (found.news, found.news.indicators)
            return .statement(
                ShownStatement(
                    dot: dot, kind: news.kind, indicators: indicators, marking: news.marking,
                    standing: try standing(of: dot, about: indicators.first),
                    issuedAt: found.issuedAt,
                    ownMarks: watch?.matches(in: news) ?? [], complaints: news.complaints))
        case .clock(let reading, _):
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
            let rows = try node.view.rows(
                of: ViewKey(indicator), in: [dot.log.channel], scope: scope)
            if let row = rows.first(where: { $0.dot == dot }) { return scope.standing(of: row) }
        }
        if !scope.admits(dot) { return .outOfScope }
        return scope.suspended.contains(dot.log.member) ? .suspended : .live
    }
}
