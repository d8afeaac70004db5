import AllianceNames
import CRDT
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

// The view against the algebra spelt out over the logs that a node holds.
extension World {
    private static var rule: LinkedSellers.Rule {
        LinkedSellers.Rule(membersMin: 1, degreeMax: 3, indicatorsMax: 100)
    }

    func checkNaive(_ node: Node) throws {
        let store = node.store.content
        let view = node.view.content
        let scope = try ViewScope(roster: node.roster, logs: store)
        let naive = NaiveView(try statements(heldBy: node, upTo: view.frontier()), scope: scope)
        for indicator in Self.indicators {
            for channel in node.roster.channels(readableBy: node.id) {
                let state = try view.state(of: indicator, in: [channel], scope: scope, at: 1)
                let found = NaiveView.State(
                    status: state.status, asserting: Set(state.asserting),
                    disputing: Set(state.disputing), sightings: state.sightingsTotal,
                    liveReports: Set(
                        state.reports.filter { $0.standing == .live }.flatMap(\.dots)),
                    deadReports: Set(
                        state.reports.filter { $0.standing != .live }.flatMap(\.dots)))
                let expected = naive.state(of: indicator, in: [channel], at: 1)
                if found != expected {
                    return fail(
                        SimulationFailure(
                            .viewNotNaive, at: node.id,
                            "\(indicator) in \(channel): \(found.status), expected \(expected.status)"
                        ))
                }
                try checkGroup(of: indicator, in: channel, naive, scope, node)
            }
        }
    }

    private func checkGroup(
        of indicator: Indicator, in channel: ChannelID, _ naive: NaiveView, _ scope: ViewScope,
        _ node: Node
    ) throws {
        let view = node.view.content
        let group = try LinkedSellers.group(
            of: indicator, in: channel, rule: Self.rule, scope: scope
        ) { try view.rows(of: $0, in: [channel], scope: scope) }
        let expected = naive.group(
            of: indicator, in: channel, membersMin: Self.rule.membersMin,
            degreeMax: Self.rule.degreeMax)
        if group.map({ Set($0.indicators) }) != expected {
            fail(
                SimulationFailure(
                    .viewNotNaive, at: node.id,
                    "the group of \(indicator) in \(channel) is \(group?.indicators.count ?? 0), expected \(expected?.count ?? 0)"
                ))
        }
    }

    /// As their authors made them, without those whose payloads are not there.
    private func statements(
        heldBy node: Node, upTo frontier: ViewFrontier
    ) throws -> [(dot: StatementDot, statement: Statement)] {
        let store = node.store.content
        var statements: [(dot: StatementDot, statement: Statement)] = []
        for origin in frontier.logs {
            let size = frontier[origin]
            let erased = try store.erased(of: origin)
            for (place, leaf) in try store.leaves(of: origin, size).enumerated() {
                guard let said = ledger.said[leaf] else { continue }
                let index = EntryIndex(place)
                if said.saltAndPayload != nil, erased.contains(index) { continue }
                statements.append((StatementDot(log: origin, index: index), said.statement))
            }
        }
        return statements
    }
}
