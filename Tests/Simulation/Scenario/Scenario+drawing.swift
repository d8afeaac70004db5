import AllianceNames

extension Scenario {
    /// Draws a scenario. Each has a mix of its own of features and faults, and few of each, so that many
    /// can be run.
    package init(seed: UInt64) {
        var draw = ScenarioDraw(seed: seed)
        self = draw.scenario()
    }
}

/// Draws one scenario from a seed.
struct ScenarioDraw {
    private let seed: UInt64
    private var random: SeededRandom
    private var cast: [Cast] = []
    private var steps: [Step] = []
    private var calmAt = Duration.zero

    init(seed: UInt64) {
        self.seed = seed
        random = SeededRandom(seed: seed)
    }

    mutating func scenario() -> Scenario {
        drawCast()
        calmAt = random.milliseconds(15_000...40_000)
        let hasWitnesses = random.chance(18)
        if hasWitnesses {
            for place in cast.indices.prefix(3) { cast[place].isWitness = true }
        }
        let isSpammed = cast.contains { $0.conduct == .spamming }
        drawSayings()
        drawConducts()
        if random.chance(20) { drawRosters() }
        if random.chance(12) { drawNewEpoch() }
        if random.chance(30) { drawErasures() }
        if random.chance(65) { drawDisks() }
        if random.chance(40) { drawPartitions() }
        drawMerges()
        drawClocks()
        return Scenario(
            seed: seed, cast: cast, faults: drawFaults(), hasWitnesses: hasWitnesses,
            quotas: isSpammed || random.chance(15) ? (5, 3) : (1_000, 1_000),
            steps: steps.enumerated().sorted {
                ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
            }
            .map(\.element),
            calmAt: calmAt,
            growth: Scenario.GrowthSizes(
                small: random.number(0...3), window: random.number(1...3),
                store: random.number(1...3)))
    }

    // MARK: Cast

    private static let names = ["north", "south", "east", "west"].map(MemberID.init(unchecked:))

    private mutating func drawCast() {
        let brands = [2, 2, 2, 2, 3, 3, 4][random.number(0...6)]
        let hasLuxury = random.chance(40)
        cast = ([MemberID.hub] + Self.names.prefix(brands)).map { id in
            Cast(
                id: id, conduct: .honest, isWitness: false,
                readsLuxury: hasLuxury && (id == .hub || id != Self.names[0]))
        }
        if random.chance(75) { drawAdversary() }
        if brands > 3, random.chance(30) { drawAdversary() }
    }

    private mutating func drawAdversary() {
        // The hub only where brands can get along without it.
        let honest = cast.indices.filter { cast[$0].conduct == .honest }
        let brands = honest.filter { cast[$0].id != .hub }
        guard brands.count > 1, let brand = brands.last else { return }
        let place = random.chance(50) ? brand : random.pick(brands)
        let lot = random.number(0...99)
        switch lot {
        case ..<35: cast[place].conduct = .forking(branches: random.chance(75) ? 2 : 3)
        case ..<45 where cast[0].conduct == .honest && brands.count > 2:
            cast[0].conduct = .withholding(from: cast[random.pick(brands)].id)
        case ..<53 where cast[0].conduct == .honest && brands.count > 2: cast[0].conduct = .stale
        case ..<63: cast[place].conduct = .lying
        case ..<71: cast[place].conduct = .erasing
        case ..<79: cast[place].conduct = .spamming
        case ..<89 where cast[0].conduct == .honest && brands.count > 2 && random.chance(50):
            cast[0].conduct = .rollingBack
        case ..<89: cast[place].conduct = .rollingBack
        default: cast[place].conduct = .restored(withFence: random.chance(50))
        }
    }

    // MARK: Steps

    private mutating func add(_ action: Step.Action, within part: ClosedRange<Int> = 0...100) {
        let percent = random.number(part)
        // Nothing goes wrong any more once it is calm.
        let at = min(calmAt, calmAt * percent / 100 + random.milliseconds(0...500))
        steps.append(Step(at: at, action: action))
    }

    private mutating func someSaying() -> Saying {
        let about = random.number(0...3)
        switch random.number(0...99) {
        case ..<40: return .report(about)
        case ..<50: return .dispute(about)
        case ..<58: return .seen(about, times: UInt64(random.number(1...9)))
        case ..<76: return .link(about, (about + random.number(1...3)) % 4)
        case ..<92: return .retract(back: random.number(0...2))
        default: return .retractElsewhere(index: random.number(0...2))
        }
    }

    private mutating func say(
        _ member: Cast, count: ClosedRange<Int>, within part: ClosedRange<Int> = 0...100,
        branch: Int = 0
    ) {
        let channel: ChannelID = member.readsLuxury && random.chance(45) ? .luxury : .alliance
        let said = (0..<random.number(count)).map { _ in someSaying() }
        add(.say(member.id, channel, said, branch: branch), within: part)
    }

    private mutating func drawSayings() {
        for member in cast where !member.conduct.isForking {
            let isQuiet = member.id == .hub && !random.chance(30)
            if isQuiet { continue }
            for _ in 0..<(random.chance(35) ? 2 : 1) { say(member, count: 1...3) }
        }
        // One log that is longer than a bundle, now and then.
        if random.chance(2), let member = cast.first(where: { $0.conduct == .honest }) {
            say(member, count: 250...300)
        }
    }

    private mutating func drawConducts() {
        for member in cast {
            switch member.conduct {
            case .forking(let branches):
                if random.chance(80) { say(member, count: 1...3, within: 0...15) }
                add(.part(member.id), within: 15...25)
                for branch in 0..<branches {
                    say(member, count: 1...3, within: 30...90, branch: branch)
                }
                for _ in 0..<2 where random.chance(50) {
                    add(.turn(member.id, to: random.pick(cast).id), within: 40...100)
                }
                if random.chance(35) {
                    let holder = random.pick(cast.filter { $0.conduct.isJudged }).id
                    add(.roster(.endFork(of: member.id, at: holder), to: holder), within: 80...100)
                }
            case .erasing:
                for _ in 0..<2 {
                    add(
                        .eraseAlone(
                            member.id, .alliance, place: random.number(0...2),
                            isForged: random.chance(50), to: random.pick(cast).id),
                        within: 20...95)
                }
            case .spamming: say(member, count: 7...9, within: 10...70)
            case .restored:
                add(.backUp(member.id), within: 20...40)
                say(member, count: 1...2, within: 45...60)
                add(.restore(member.id), within: 65...85)
                say(member, count: 1...2, within: 85...100)
            default: break
            }
        }
    }

    private mutating func drawRosters() {
        for _ in 0..<random.number(1...2) {
            let to = random.pick(cast.filter { $0.conduct.isJudged }).id
            switch random.number(0...9) {
            case ..<3: add(.roster(.renew, to: to))
            case ..<7: add(.roster(.renewBriefly(UInt64(random.number(4...15))), to: to))
            case 7:
                add(.roster(.quotas(entries: UInt64(random.number(2...5)), retractions: 2), to: to))
            default:
                // Whoever has no seat yet.
                guard let late = cast.first(where: { !$0.readsLuxury }), cast[0].readsLuxury
                else { continue }
                add(.roster(.seat(late.id), to: to))
            }
        }
    }

    /// A member that has said something goes on with a new key, and takes back what it may and may not.
    private mutating func drawNewEpoch() {
        let honest = cast.filter { $0.conduct == .honest && $0.id != .hub }
        guard let member = honest.first(where: \.readsLuxury) ?? honest.first else { return }
        for channel in [ChannelID.alliance, .luxury]
        where channel == .alliance || member.readsLuxury {
            add(
                .say(member.id, channel, [.report(random.number(0...3)), someSaying()], branch: 0),
                within: 0...30)
        }
        add(.roster(.newEpoch(of: member.id), to: member.id), within: 40...60)
        let last: ChannelID = member.readsLuxury && random.chance(50) ? .luxury : .alliance
        add(
            .say(
                member.id, last, [.retractElsewhere(index: 0), .retract(back: 0), someSaying()],
                branch: 0),
            within: 75...100)
    }

    private mutating func drawErasures() {
        for _ in 0..<random.number(1...2) {
            let author = random.pick(cast.filter { !$0.conduct.mayFork })
            let channel: ChannelID = author.readsLuxury && random.chance(40) ? .luxury : .alliance
            let readers = cast.filter {
                $0.conduct.isJudged && (channel == .alliance || $0.readsLuxury)
            }
            guard !readers.isEmpty else { continue }
            // Also of what is still to be said.
            add(
                .erase(
                    author.id, channel, place: random.number(-2...2), to: random.pick(readers).id),
                within: 10...100)
        }
    }

    private mutating func drawDisks() {
        for _ in 0..<random.number(1...2) {
            let member = random.pick(cast).id
            switch random.number(0...9) {
            case ..<3: add(.cutPower(member, for: random.milliseconds(100...15_000)))
            case ..<7: add(.disk(member, .powerFails, after: random.number(0...6)))
            case 7: add(.disk(member, .syncFails, after: random.number(0...4)))
            default:
                let after = random.number(0...2)
                for more in 0..<random.number(1...4) {
                    add(.disk(member, .noSpace, after: after + more))
                }
            }
        }
    }

    private mutating func drawPartitions() {
        for _ in 0..<random.number(1...2) {
            let (one, other) = (random.pick(cast).id, random.pick(cast).id)
            guard one != other else { continue }
            let duration = random.milliseconds(3_000...30_000)
            add(.cutOff(from: one, to: other, for: duration))
            if random.chance(40) { add(.cutOff(from: other, to: one, for: duration)) }
        }
    }

    private mutating func drawMerges() {
        for member in cast where random.chance(50) { add(.merge(member.id), within: 20...100) }
    }

    /// Clocks that jump, back and forth, also beyond what a roster is valid for. Drawn beside all else.
    private mutating func drawClocks() {
        var random = SeededRandom(seed: seed ^ 0x636c_6f63_6b73)
        guard random.chance(20) else { return }
        for _ in 0..<random.number(1...3) {
            let off = random.pick([
                Int64(-31_536_000), -86_400, -3_600, -30, 0, 30, 3_600, 86_400, 31_536_000,
            ])
            let at = calmAt * random.number(0...95) / 100
            steps.append(Step(at: at, action: .setClock(random.pick(cast).id, off: off)))
        }
    }

    private mutating func drawFaults() -> NetworkFaults {
        guard random.chance(70) else { return .none }
        return NetworkFaults(
            lost: random.number(0...8), late: random.number(0...8),
            duplicated: random.number(0...5), truncated: random.number(0...2),
            flipped: random.number(0...2))
    }
}

extension Conduct {
    fileprivate var isForking: Bool { if case .forking = self { true } else { false } }
}
