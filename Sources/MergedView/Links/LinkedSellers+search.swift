package import AllianceNames
import CRDT
package import Statements

extension LinkedSellers {
    /// The group of `start` in `channel`, found breadth first over the links that count; nil where no
    /// link counts.
    ///
    /// Groups are not stored, so they grow and fall apart with the links. An indicator above the
    /// degree cap is no part of any group: otherwise who belongs together would depend on where one
    /// began.
    /// - Parameter rows: the rows of a key in the channel.
    package static func group(
        of start: Indicator, in channel: ChannelID, rule: Rule = Rule(), scope: ViewScope,
        rows: (ViewKey) throws -> [ViewRow]
    ) throws -> LinkedSellers? {
        var group = LinkedSellers(
            channel: channel, id: start, indicators: [], links: [], tooConnected: [],
            isTruncated: false)
        var seen: Set<Indicator> = [start]
        var waiting = [start]
        var next = 0
        var links: [Link] = []
        while next < waiting.count {
            let indicator = waiting[next]
            next += 1
            let edges = try countingLinks(
                of: indicator, in: channel, rule: rule, scope: scope, rows: rows)
            if edges.count > rule.degreeMax {
                group.tooConnected.append(indicator)
                continue
            }
            group.indicators.append(indicator)
            links += edges
            for edge in edges {
                let other = edge.a == indicator ? edge.b : edge.a
                guard !seen.contains(other) else { continue }
                guard seen.count < rule.indicatorsMax else {
                    group.isTruncated = true
                    break
                }
                seen.insert(other)
                waiting.append(other)
            }
        }
        return group.closed(over: links, from: start)
    }

    private func closed(over links: [Link], from start: Indicator) -> LinkedSellers? {
        var group = self
        group.indicators.sort()
        group.tooConnected.sort()
        guard group.indicators.count > 1 || !group.tooConnected.isEmpty else { return nil }
        let members = Set(group.indicators)
        // Every link inside the group was met from both ends.
        var kept: [Link] = []
        for link in links.sorted(by: { ($0.a, $0.b) < ($1.a, $1.b) })
        where members.contains(link.a) && members.contains(link.b) {
            if let last = kept.last, last.a == link.a, last.b == link.b { continue }
            kept.append(link)
        }
        group.links = kept
        group.id = group.indicators.first ?? start
        return group
    }

    /// The links of `indicator` that enough distinct members support, by the other end.
    private static func countingLinks(
        of indicator: Indicator, in channel: ChannelID, rule: Rule, scope: ViewScope,
        rows: (ViewKey) throws -> [ViewRow]
    ) throws -> [Link] {
        let key = ViewKey(indicator)
        var sources: [[UInt8]: [StatementDot]] = [:]
        for row in try rows(key)
        where row.kind == .link && row.dot.log.channel == channel
            && scope.standing(of: row) == .live
        {
            let (head, body) = try row.decoded()
            let keys = head.keys
            guard scope.shows(body), keys.contains(key.bytes),
                let other = keys.first(where: { $0 != key.bytes })
            else { continue }
            sources[other, default: []].append(row.dot)
        }
        var links: [Link] = []
        for (bytes, dots) in sources {
            let members = Set(dots.map(\.log.member)).sorted()
            guard members.count >= rule.membersMin, let other = Indicator(keyBytes: bytes)
            else { continue }
            links.append(
                Link(
                    a: min(indicator, other), b: max(indicator, other), members: members,
                    sources: dots.sorted()))
        }
        return links.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    }
}
