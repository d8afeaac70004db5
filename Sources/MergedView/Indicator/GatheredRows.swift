import AllianceNames
import CRDT

/// The rows of one indicator on their way into its state, by who speaks.
struct GatheredRows {
    /// One member in one channel, in what it says with one standing.
    struct Voice: Hashable, Comparable, Sendable {
        var channel: ChannelID
        var member: MemberID
        var standing: Standing

        static func < (left: Self, right: Self) -> Bool {
            (left.standing, left.channel, left.member)
                < (right.standing, right.channel, right.member)
        }
    }

    struct Said<Body> {
        var dot: StatementDot
        var issuedAt: UInt64
        var body: Body
    }

    struct Sighting: Equatable, Sendable {
        var dot: StatementDot
        var body: SightingBody
    }

    private var assertions: [Voice: [Said<AssertionBody>]] = [:]
    private var disputes: [Voice: [Said<DisputeBody>]] = [:]
    var sightings = NewestOfEach<Voice, LogPosition, Sighting>()

    mutating func add(_ body: AssertionBody, _ dot: StatementDot, _ time: UInt64, by voice: Voice) {
        assertions[voice, default: []].append(Said(dot: dot, issuedAt: time, body: body))
    }

    mutating func add(_ body: DisputeBody, _ dot: StatementDot, _ time: UInt64, by voice: Voice) {
        disputes[voice, default: []].append(Said(dot: dot, issuedAt: time, body: body))
    }

    func reports(at time: UInt64) -> [IndicatorState.Report] {
        assertions.keys.sorted().map { voice in
            let said = Self.newestFirst(assertions[voice]!)
            return IndicatorState.Report(
                channel: voice.channel, member: voice.member, standing: voice.standing,
                dots: said.map(\.dot), issuedAt: said[0].issuedAt,
                since: said.map { $0.body.firstSeen ?? $0.issuedAt }.min() ?? said[0].issuedAt,
                said: said[0].body,
                isExpired: said[0].body.validUntil.map { $0 <= time } ?? false)
        }
    }

    func objections() -> [IndicatorState.Objection] {
        disputes.keys.sorted().map { voice in
            let said = Self.newestFirst(disputes[voice]!)
            return IndicatorState.Objection(
                channel: voice.channel, member: voice.member, standing: voice.standing,
                dots: said.map(\.dot), issuedAt: said[0].issuedAt, said: said[0].body)
        }
    }

    private static func newestFirst<Body>(_ said: [Said<Body>]) -> [Said<Body>] {
        said.sorted { LogPosition($0.dot) > LogPosition($1.dot) }
    }

    static func fillsALog(_ rows: [ViewRow]) -> Bool {
        guard rows.count >= ViewRow.readOfEachLogMax else { return false }
        var counts: [LogOrigin: Int] = [:]
        for row in rows { counts[row.dot.log, default: 0] += 1 }
        return counts.values.contains { $0 >= ViewRow.readOfEachLogMax }
    }
}
