/// One scenario, run: first under faults, when nothing may go wrong for good, then calm, when all must
/// come to agree in time.
package struct SimulationRun: Sendable {
    package let scenario: Scenario
    package let failure: SimulationFailure?
    package let trace: Trace
    package let events: Int
    /// From when it became calm.
    package let healed: Duration

    /// So much virtual time after it became calm everybody agrees.
    package static let healingMax = Duration.seconds(600)
    private static let lookInterval = Duration.seconds(5)

    /// A promise beside those of the simulation: what is wrong with a step that has been carried out. With one that no
    /// node keeps it is shown how a failure is told.
    package typealias StepRule = @Sendable (Step.Action) -> SimulationFailure?

    package init(
        _ scenario: Scenario, isTraced: Bool = false, rule: @escaping StepRule = { _ in nil }
    ) {
        self.scenario = scenario
        do {
            let world = try World(scenario, trace: Trace(isKept: isTraced), rule: rule)
            try Self.run(world)
            failure = world.failure
            trace = world.trace
            events = world.time.happened
            healed = world.time.now - scenario.calmAt
        } catch {
            failure = SimulationFailure(.unexpected, "\(error)")
            trace = Trace(isKept: isTraced)
            (events, healed) = (0, .zero)
        }
    }

    private static func run(_ world: World) throws {
        world.planSteps()
        try world.run(until: world.scenario.calmAt)
        guard world.failure == nil else { return }
        try world.checkKept()
        try world.checkViews(isFinal: false)
        world.becomeCalm()
        let calmAt = world.time.now
        var missing: String? = "everything"
        while world.failure == nil, missing != nil, world.time.now - calmAt < healingMax {
            try world.run(until: world.time.now + lookInterval)
            missing = try world.whatIsMissing()
        }
        guard world.failure == nil else { return }
        if let missing {
            return world.fail(
                SimulationFailure(
                    .noConvergence, "after \(healingMax) \(missing)"))
        }
        try world.checkKept()
        try world.checkViews(isFinal: true)
        // Nothing that has been erased is back, and nothing else went wrong while all was looked at.
        try world.checkKept()
    }
}
