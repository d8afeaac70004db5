import AllianceNames
import CRDT
import MergedView
import Roster
import Simulation
import Statements
import Testing
import TransparencyLog

/// Some members, logs and statements, drawn from a seed.
struct World {
    static let channels = [Alliance.wide, Alliance.narrow]
    static let time: UInt64 = 1_000_000
    static let rule = LinkedSellers.Rule(membersMin: 1, degreeMax: 3, indicatorsMax: 100)

    var logs = WrittenLogs()
    let indicators: [Indicator]

    init(_ random: inout SeededGenerator) throws {
        indicators =
            try (0..<7).map { try Alliance.domain("shop\($0).example") } + [
                try Indicator(.email, parsing: "sales@shop.example")
            ]
        var origins: [LogOrigin] = []
        for member in ["brand-a", "brand-b", "brand-c"] {
            for channel in Self.channels {
                for epoch: UInt32 in 1...2 where random.chance(80) {
                    origins.append(
                        Alliance.origin(member, channel.rawValue, epoch: epoch))
                }
            }
        }
        if origins.isEmpty { origins = [Alliance.origin("brand-a")] }
        for _ in 0..<Int.random(in: 40...160, using: &random) {
            let origin = random.pick(origins)
            try logs.write(
                someLine(in: origin, among: origins, &random), to: origin,
                at: .random(in: 0...2_000_000, using: &random))
        }
    }

    private func someLine(
        in origin: LogOrigin, among origins: [LogOrigin], _ random: inout SeededGenerator
    ) throws -> WrittenLogs.Line {
        let indicator = random.pick(indicators)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35:
            let place = logs.logs[origin]?.count ?? 0
            return .says(
                Alliance.report(
                    indicator, confidence: .random(in: 0...100, using: &random),
                    marks: random.chance(30) ? ["Maison Q"] : [],
                    validUntil: random.chance(30)
                        ? .random(in: 0...2_000_000, using: &random) : nil,
                    tlp: TLP.allCases[place % TLP.allCases.count]))
        case 35..<45: return .says(Alliance.object(indicator))
        case 45..<52:
            return .says(Alliance.seen(indicator, .random(in: 1...9, using: &random)))
        case 52..<67:
            let other = random.pick(indicators)
            guard other != indicator else { return .unknown }
            return .says(try Alliance.link(indicator, other))
        case 67..<70: return .unknown
        case 70..<72: return .garbage
        case 72..<74: return .absent(Alliance.report(indicator))
        default:
            // Own and others' dots, of this log and others, said before and not said yet.
            let dots = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let target = random.chance(60) ? origin : random.pick(origins)
                let size = UInt64(logs.logs[target]?.count ?? 0)
                return StatementDot(log: target, index: .random(in: 0...size + 2, using: &random))
            }
            return .says(
                .retract(Retraction(dots: dots.map { .init(origin: $0.log, index: $0.index) })))
        }
    }

    func someScope(_ random: inout SeededGenerator) -> ViewScope {
        var scope = ViewScope(logs: [:])
        for origin in logs.origins {
            let size = logs.sizes()[origin]
            scope.logs[origin] =
                switch Int.random(in: 0..<10, using: &random) {
                case 0..<5: .open
                case 5..<7: .until(size: .random(in: 0...size, using: &random), root: .zero)
                case 7..<9: .until(size: size, root: .zero)
                default: .never
                }
        }
        if random.chance(40) { scope.suspended = [random.pick(logs.origins).member] }
        if random.chance(30) {
            scope.quotas = Roster.Quotas(
                entriesPerLog: .random(in: 0...15, using: &random),
                retractionsPerLog: .random(in: 0...10, using: &random))
        }
        return scope
    }

    /// Merges all logs in pieces of any size and order, several logs at once or one by one.
    func mergeInPieces(
        into store: any ViewStore, _ random: inout SeededGenerator,
        between: (ViewFrontier, inout SeededGenerator) throws -> Void = { _, _ in }
    ) throws {
        var frontier = ViewFrontier()
        let sizes = logs.sizes()
        while frontier != sizes {
            var batches: [FoldedEntries] = []
            for origin in logs.origins.shuffled(using: &random)
            where frontier[origin] < sizes[origin] && random.chance(40) {
                let end = UInt64.random(
                    in: frontier[origin] + 1...sizes[origin], using: &random)
                batches.append(try logs.batch(of: origin, frontier[origin]..<end))
                frontier[origin] = end
            }
            try store.merge(batches)
            try between(frontier, &random)
        }
    }

    /// Compares every state and group that the store gives with the naive ones.
    func check(_ store: any ViewStore, scope: ViewScope, _ comment: Comment) throws {
        let naive = NaiveView(logs: logs, frontier: logs.sizes(), scope: scope)
        for channels in [[Alliance.wide], [Alliance.narrow], Set(World.channels)] {
            for indicator in indicators {
                let state = try store.state(
                    of: indicator, in: channels, scope: scope, at: World.time)
                let found = NaiveView.State(
                    status: state.status, asserting: Set(state.asserting),
                    disputing: Set(state.disputing), sightings: state.sightingsTotal,
                    liveReports: Set(
                        state.reports.filter { $0.standing == .live }.flatMap(\.dots)),
                    deadReports: Set(
                        state.reports.filter { $0.standing != .live }.flatMap(\.dots)))
                #expect(
                    found == naive.state(of: indicator, in: channels, at: World.time), comment)
            }
        }
        for channel in World.channels {
            for indicator in indicators {
                let group = try LinkedSellers.group(
                    of: indicator, in: channel, rule: World.rule, scope: scope
                ) { try store.rows(of: $0, in: [channel], scope: scope) }
                let expected = naive.group(
                    of: indicator, in: channel, membersMin: World.rule.membersMin,
                    degreeMax: World.rule.degreeMax)
                #expect(group.map { Set($0.indicators) } == expected, comment)
                if let group, let smallest = expected?.min() {
                    #expect(group.id == smallest, comment)
                }
            }
        }
    }
}
