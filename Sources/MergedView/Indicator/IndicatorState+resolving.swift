import AllianceNames
import CRDT
package import Statements

extension IndicatorState {
    /// What `rows` say of `indicator`, at `time` (ms since 1970).
    ///
    /// Within a channel a member's newest statement of a kind stands for what it says; no clock
    /// compares two members. Rows of other keys under the same hash are passed over.
    /// - Throws: `MergedViewError.rowUnreadable`.
    package init(
        resolving indicator: Indicator, rows: [ViewRow], scope: ViewScope, at time: UInt64
    ) throws(MergedViewError) {
        self.init(indicator: indicator)
        let key = ViewKey(indicator)
        var gathered = GatheredRows()
        for row in rows where row.keyHash == key.hash {
            let (head, body) = try row.decoded()
            guard head.keys.contains(key.bytes), scope.shows(body) else { continue }
            let voice = GatheredRows.Voice(
                channel: row.dot.log.channel, member: row.dot.log.member,
                standing: scope.standing(of: row))
            switch body {
            case .assertion(let said): gathered.add(said, row.dot, head.issuedAt, by: voice)
            case .dispute(let said): gathered.add(said, row.dot, head.issuedAt, by: voice)
            case .sighting(let said):
                gathered.sightings.say(
                    GatheredRows.Sighting(dot: row.dot, body: said), by: voice,
                    at: LogPosition(row.dot))
            case .link(let said):
                guard let other = head.keys.first(where: { $0 != key.bytes }),
                    let indicator = Indicator(keyBytes: other)
                else { continue }
                links.append(
                    LinkReport(
                        other: indicator, dot: row.dot, standing: voice.standing,
                        issuedAt: head.issuedAt, said: said))
            case .right, .product, .snapshot, .stixObject: continue
            }
        }
        links.sort { ($0.other, $0.dot) < ($1.other, $1.dot) }
        reports = gathered.reports(at: time).map { report in
            var report = report
            report.isWitnessed = scope.isWitnessed(report.dots[0])
            return report
        }
        objections = gathered.objections()
        sightings = gathered.sightings.all.map { voice, saying in
            Sightings(
                channel: voice.channel, member: voice.member, standing: voice.standing,
                dot: saying.value.dot, said: saying.value.body)
        }
        isTruncated = GatheredRows.fillsALog(rows)
        summarise()
    }

    private init(indicator: Indicator) {
        self.indicator = indicator
        status = .unreported
        reports = []
        objections = []
        sightings = []
        links = []
        asserting = []
        confirmed = []
        disputing = []
        sightingsTotal = 0
        since = nil
        confidence = nil
        tlp = nil
        isTruncated = false
    }

    /// Nothing is said of the indicator, live or not.
    package var isEmpty: Bool {
        reports.isEmpty && objections.isEmpty && sightings.isEmpty && links.isEmpty
    }

    private mutating func summarise() {
        let counting = reports.filter(\.counts)
        asserting = Set(counting.map(\.member)).sorted()
        confirmed = Set(counting.filter(\.isWitnessed).map(\.member)).sorted()
        disputing = Set(objections.filter { $0.standing == .live }.map(\.member)).sorted()
        sightingsTotal = sightings.filter { $0.standing == .live }.reduce(0) {
            let (sum, overflow) = $0.addingReportingOverflow($1.said.total)
            return overflow ? .max : sum
        }
        since = counting.map(\.since).min()
        confidence = counting.map(\.said.confidence).max()
        tlp = (counting.isEmpty ? reports : counting).map(\.said.tlp).max {
            $0.rawValue < $1.rawValue
        }
        status =
            if !asserting.isEmpty {
                disputing.isEmpty ? .active : .disputed
            } else {
                switch reports.map(\.standing).min() {
                case nil: .unreported
                case .live: .expired
                case .suspended: .suspended
                case .retracted: .withdrawn
                case .outOfScope: .outOfScope
                }
            }
    }
}

/// Where a statement stands among those of its member in its channel: an earlier epoch comes first.
struct LogPosition: Comparable, Sendable {
    var epoch: Epoch
    var index: UInt64

    init(_ dot: StatementDot) {
        epoch = dot.log.epoch
        index = dot.index
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.epoch, left.index) < (right.epoch, right.index)
    }
}
