import AllianceNames

/// Makes a scenario that fails smaller, as long as it fails in the same way: without faults of the network,
/// without steps, without members.
package struct Shrinker {
    private var scenario: Scenario
    private let kind: SimulationFailure.Kind
    private var runsLeft: Int
    private let rule: SimulationRun.StepRule

    /// Runs that are worth one failure.
    package static let runsMax = 400

    /// - Returns: the smallest scenario found, and how it fails; nil where it does not fail.
    package static func shrink(
        _ scenario: Scenario, runs: Int = runsMax,
        rule: @escaping SimulationRun.StepRule = { _ in nil }
    ) -> (scenario: Scenario, failure: SimulationFailure)? {
        guard let failure = SimulationRun(scenario, rule: rule).failure else { return nil }
        var shrinker = Shrinker(
            scenario: scenario, kind: failure.kind, runsLeft: runs, rule: rule)
        shrinker.shrink()
        let last = SimulationRun(shrinker.scenario, rule: rule).failure
        return (shrinker.scenario, last ?? failure)
    }

    private mutating func shrink() {
        var before = -1
        while before != scenario.size, runsLeft > 0 {
            before = scenario.size
            calmTheNetwork()
            leaveOutSteps()
            leaveOutMembers()
            shortenSayings()
        }
    }

    private mutating func tries(_ change: (inout Scenario) -> Void) -> Bool {
        guard runsLeft > 0 else { return false }
        runsLeft -= 1
        var smaller = scenario
        change(&smaller)
        guard SimulationRun(smaller, rule: rule).failure?.kind == kind else { return false }
        scenario = smaller
        return true
    }

    private mutating func calmTheNetwork() {
        if scenario.faults.isNone || tries({ $0.faults = .none }) { return }
        _ = tries { $0.faults.lost = 0 }
        _ = tries { $0.faults.late = 0 }
        _ = tries { $0.faults.duplicated = 0 }
        _ = tries { ($0.faults.truncated, $0.faults.flipped) = (0, 0) }
    }

    /// In halves, then in quarters, down to single ones.
    private mutating func leaveOutSteps() {
        var count = max(1, scenario.steps.count / 2)
        while true {
            var start = 0
            while start < scenario.steps.count {
                let end = min(start + count, scenario.steps.count)
                if !tries({ $0.steps.removeSubrange(start..<end) }) { start = end }
            }
            if count == 1 { return }
            count /= 2
        }
    }

    private mutating func leaveOutMembers() {
        // Without an honest hub it takes three brands that poll each other.
        let least = scenario.cast.first?.conduct == .honest ? 2 : 4
        for member in scenario.cast.map(\.id) where member != .hub && scenario.cast.count > least {
            _ = tries { scenario in
                scenario.cast.removeAll { $0.id == member }
                scenario.steps.removeAll { $0.action.members.contains(member) }
            }
        }
        for member in scenario.cast where member.conduct != .honest {
            _ = tries { scenario in
                guard let place = scenario.cast.firstIndex(where: { $0.id == member.id }) else {
                    return
                }
                scenario.cast[place].conduct = .honest
            }
        }
        if scenario.hasWitnesses {
            _ = tries { scenario in
                scenario.hasWitnesses = false
                for place in scenario.cast.indices { scenario.cast[place].isWitness = false }
            }
        }
    }

    private mutating func shortenSayings() {
        for place in scenario.steps.indices {
            guard
                case .say(let member, let channel, let said, let branch) = scenario.steps[place]
                    .action,
                said.count > 1
            else { continue }
            for count in [1, said.count / 2] where count < said.count {
                let shorter = Step.Action.say(
                    member, channel, Array(said.prefix(count)), branch: branch)
                if tries({ $0.steps[place].action = shorter }) { break }
            }
        }
    }
}

extension Scenario {
    fileprivate var size: Int {
        steps.count + cast.count + (faults.isNone ? 0 : 1) + (hasWitnesses ? 1 : 0)
            + cast.count { $0.conduct != .honest }
            + steps.reduce(0) { sum, step in
                if case .say(_, _, let said, _) = step.action { sum + said.count } else { sum }
            }
    }
}

extension Step.Action {
    /// Those without whom it makes no sense.
    fileprivate var members: [MemberID] {
        switch self {
        case .say(let member, _, _, _), .part(let member), .cutPower(let member, _),
            .setClock(let member, _), .disk(let member, _, _), .backUp(let member),
            .restore(let member), .merge(let member):
            [member]
        case .turn(let member, let to): [member, to]
        case .cutOff(let from, let to, _): [from, to]
        case .roster(.endFork(let of, let at), let to): [of, at, to]
        case .roster(.seat(let member), let to), .roster(.newEpoch(let member), let to):
            [member, to]
        case .roster(_, let to): [to]
        case .erase(let member, _, _, let to): [member, to]
        case .eraseAlone(let member, _, _, _, let to): [member, to]
        }
    }
}
