package import AllianceNames
import CRDT
package import MergedView
import Roster
package import Statements

/// The algebra spelt out over whole logs: no rows, no hashes, no increments. What the stores answer is
/// compared with it.
package struct NaiveView {
    private let statements: [(dot: StatementDot, statement: Statement)]
    private let scope: ViewScope
    private var standings: [StatementDot: Standing] = [:]

    package init(_ statements: [(dot: StatementDot, statement: Statement)], scope: ViewScope) {
        self.statements = statements
        self.scope = scope
        for (dot, _) in statements { standings[dot] = judge(dot) }
    }

    package struct State: Equatable {
        package var status: IndicatorStatus
        package var asserting: Set<MemberID>
        package var disputing: Set<MemberID>
        package var sightings: UInt64
        package var liveReports: Set<StatementDot>
        package var deadReports: Set<StatementDot>

        package init(
            status: IndicatorStatus, asserting: Set<MemberID>, disputing: Set<MemberID>,
            sightings: UInt64, liveReports: Set<StatementDot>, deadReports: Set<StatementDot>
        ) {
            self.status = status
            self.asserting = asserting
            self.disputing = disputing
            self.sightings = sightings
            self.liveReports = liveReports
            self.deadReports = deadReports
        }
    }

    private func isAdmitted(_ dot: StatementDot) -> Bool {
        scope.scope(of: dot.log).admits(dot.index) && dot.index < scope.quotas.entriesPerLog
    }

    private func isAdmitted(retraction dot: StatementDot) -> Bool {
        let (entries, more) = (scope.quotas.entriesPerLog, scope.quotas.retractionsPerLog)
        let isWithin = dot.index < entries || dot.index - entries < more
        return isWithin && scope.scope(of: dot.log).admits(dot.index)
    }

    private func isRetracted(_ dot: StatementDot) -> Bool {
        statements.contains { remover, statement in
            guard case .retract(let retraction) = statement, isAdmitted(retraction: remover),
                retraction.dots.contains(.init(origin: dot.log, index: dot.index)),
                remover.log.channel == dot.log.channel, remover.log.member == dot.log.member
            else { return false }
            if remover.log == dot.log { return dot.index < remover.index }
            return dot.log.epoch < remover.log.epoch && scope.scope(of: dot.log) != .open
        }
    }

    private func judge(_ dot: StatementDot) -> Standing {
        if !isAdmitted(dot) { return .outOfScope }
        if isRetracted(dot) { return .retracted }
        return scope.suspended.contains(dot.log.member) ? .suspended : .live
    }

    package func state(of indicator: Indicator, in channels: Set<ChannelID>, at time: UInt64)
        -> State
    {
        var newest: [String: (position: (UInt32, UInt64), isExpired: Bool, member: MemberID)] = [:]
        var totals: [String: (position: (UInt32, UInt64), total: UInt64)] = [:]
        var state = State(
            status: .unreported, asserting: [], disputing: [], sightings: 0, liveReports: [],
            deadReports: [])
        var spoken: [Standing] = []
        for (dot, statement) in statements where channels.contains(dot.log.channel) {
            let voice = "\(dot.log.channel)/\(dot.log.member)"
            let position = (dot.log.epoch.number, dot.index)
            let standing = standings[dot]!
            switch statement {
            case .assertIndicator(let said) where said.indicator == indicator:
                spoken.append(standing)
                guard standing == .live else {
                    state.deadReports.insert(dot)
                    continue
                }
                state.liveReports.insert(dot)
                if newest[voice].map({ $0.position < position }) ?? true {
                    let isExpired = said.validUntil.map { $0 <= time } ?? false
                    newest[voice] = (position, isExpired, dot.log.member)
                }
            case .dispute(let said) where said.indicator == indicator && standing == .live:
                state.disputing.insert(dot.log.member)
            case .sight(let said) where said.indicator == indicator && standing == .live:
                if totals[voice].map({ $0.position < position }) ?? true {
                    totals[voice] = (position, said.total)
                }
            default: continue
            }
        }
        state.asserting = Set(newest.values.filter { !$0.isExpired }.map(\.member))
        state.sightings = totals.values.reduce(0) { $0 + $1.total }
        state.status = status(of: state, spoken)
        return state
    }

    private func status(of state: State, _ standings: [Standing]) -> IndicatorStatus {
        if !state.asserting.isEmpty { return state.disputing.isEmpty ? .active : .disputed }
        if standings.contains(.live) { return .expired }
        if standings.contains(.suspended) { return .suspended }
        if standings.contains(.retracted) { return .withdrawn }
        return standings.isEmpty ? .unreported : .outOfScope
    }

    /// The group of `start`, by flooding over all pairs; nil where it stands alone.
    package func group(
        of start: Indicator, in channel: ChannelID, membersMin: Int, degreeMax: Int
    ) -> Set<Indicator>? {
        var members: [Set<Indicator>: Set<MemberID>] = [:]
        for (dot, statement) in statements where dot.log.channel == channel {
            guard case .link(let said) = statement, standings[dot] == .live else { continue }
            members[[said.a, said.b], default: []].insert(dot.log.member)
        }
        let pairs = members.filter { $0.value.count >= membersMin }.keys
        func degree(_ indicator: Indicator) -> Int { pairs.count { $0.contains(indicator) } }
        let usable = pairs.filter { $0.allSatisfy { degree($0) <= degreeMax } }
        guard degree(start) > 0 else { return nil }
        guard degree(start) <= degreeMax else { return [] }
        var group: Set<Indicator> = [start]
        while true {
            let grown = usable.filter { !$0.isDisjoint(with: group) }.reduce(group) {
                $0.union($1)
            }
            if grown == group { return group }
            group = grown
        }
    }
}
