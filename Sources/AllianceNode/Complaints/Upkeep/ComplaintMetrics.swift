import AllianceNames
import Complaints
import NodeAPI

/// What a platform tells those who watch it: what is open and late, and what became of what arrived. Families without
/// samples at a node that decides no complaints.
package struct ComplaintMetrics {
    private let upkeep: ComplaintUpkeep?
    private let node: OpenedNode
    private typealias Sample = MetricFamily.Sample

    package init(_ node: OpenedNode, upkeep: ComplaintUpkeep?) {
        self.node = node
        self.upkeep = upkeep
    }

    func families(_ reading: FigureReading) -> [MetricFamily] {
        let open = upkeep.flatMap { upkeep in
            reading.of("complaints") {
                try upkeep.register.openCounts(in: node.channels, now: node.clock.now())
            }
        }
        return [
            .init(
                "touchstone_complaints_open", .gauge,
                "Complaints with listings that await somebody.",
                open.map { [Sample(Double($0.open))] } ?? []),
            .init(
                "touchstone_complaints_due_soon", .gauge,
                "Those of them of which a listing is to be decided within two hours.",
                open.map { [Sample(Double($0.dueSoon))] } ?? []),
            .init(
                "touchstone_complaints_overdue", .gauge,
                "Those of them of which a listing should have been decided.",
                open.map { [Sample(Double($0.overdue))] } ?? []),
        ] + judging()
    }

    private func judging() -> [MetricFamily] {
        let counts = upkeep?.judge.counts.now
        func lane(_ name: String, _ count: Int) -> Sample {
            Sample(Double(count), [.init("lane", name)])
        }
        let lanes = counts.map {
            [
                lane("express", $0.express), lane("review", $0.review),
                lane("returned", $0.returned),
            ]
        }
        let fired = counts.map { counts in
            Deadline.Kind.allCases.map {
                Sample(Double(counts.fired[$0] ?? 0), [.init("kind", $0.rawValue)])
            }
        }
        return [
            .init(
                "touchstone_complaint_listings_judged_total", .counter,
                "Listings judged on arrival since the node was started, by the lane that they went.",
                lanes ?? []),
            .init(
                "touchstone_complaint_judging_seconds_total", .counter,
                "Time that judging them took, without looking up and signing.",
                counts.map { [Sample(Self.seconds($0.judging))] } ?? []),
            .init(
                "touchstone_complaint_judging_failures_total", .counter,
                "Complaints that could not be judged and were left to people, each time it was tried, since the start.",
                counts.map { [Sample(Double($0.failed))] } ?? []),
            .init(
                "touchstone_complaint_deadlines_total", .counter,
                "Deadlines of complaints that have come since the node was started.", fired ?? []),
        ]
    }

    private static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
