import NodeAPI
import SQLiteStore

/// What a desk tells those who watch its node: what waits for its people, and what leaves it. Families without
/// samples at a node that has none.
struct DeskMetrics {
    let notices: NoticeDesk?
    let casework: CaseworkDesk?
    let collections: CollectionKeeper?
    private typealias Sample = MetricFamily.Sample

    func families(_ reading: FigureReading) -> [MetricFamily] {
        told(reading) + inPreparation(reading) + exchanged()
    }

    private static func way(_ name: String) -> [MetricFamily.Label] { [.init("way", name)] }

    private func told(_ reading: FigureReading) -> [MetricFamily] {
        let held = notices.flatMap { desk in
            reading.of("notices") { try desk.store.counts() }
        }
        func left(_ count: (DeliveryCounts.Counts) -> UInt64) -> [Sample] {
            guard let counts = notices?.deliveries else { return [] }
            return DeliveryCounts.Way.allCases.map {
                Sample(Double(count(counts[$0])), Self.way($0.rawValue))
            }
        }
        return [
            .init(
                "touchstone_notices_waiting", .gauge,
                "Notices that are unread in the inbox, to be posted to a webhook, or to be mailed.",
                held.map {
                    [
                        Sample(Double($0.unread), Self.way("inbox")),
                        Sample(Double($0.toPost), Self.way("webhook")),
                        Sample(Double($0.toMail), Self.way("mail")),
                    ]
                } ?? []),
            .init(
                "touchstone_notices_delivered_total", .counter,
                "Notices raised into inboxes; and taken by webhooks and by the mail program since the node was started.",
                (held.map { [Sample(Double($0.raised), Self.way("inbox"))] } ?? [])
                    + left(\.delivered)),
            .init(
                "touchstone_notice_failures_total", .counter,
                "Attempts to deliver that came to nothing since the node was started.",
                left(\.failures)),
            .init(
                "touchstone_notice_retries_total", .counter,
                "Attempts to deliver that were not the first since the node was started.",
                left(\.retries)),
        ]
    }

    private func inPreparation(_ reading: FigureReading) -> [MetricFamily] {
        let counts = casework.flatMap { desk in
            reading.of("casework") { try desk.store.counts() }
        }
        return [
            .init(
                "touchstone_cases_open", .gauge, "Cases that are not closed.",
                counts.map { [Sample(Double($0.openCases))] } ?? []),
            .init(
                "touchstone_drafts_submitted", .gauge,
                "Drafts that wait for a second look before they are published.",
                counts.map { [Sample(Double($0.submittedDrafts))] } ?? []),
        ]
    }

    private func exchanged() -> [MetricFamily] {
        let counts = collections?.counts.now
        func sample(_ count: (CollectionCounts.Counts) -> UInt64) -> [Sample] {
            counts.map { [Sample(Double(count($0)))] } ?? []
        }
        return [
            .init(
                "touchstone_taxii_objects_posted_total", .counter,
                "Objects that TAXII clients posted and that were taken, since the node was started.",
                sample(\.posted)),
            .init(
                "touchstone_taxii_objects_refused_total", .counter,
                "Objects that TAXII clients posted and that were refused, since the node was started.",
                sample(\.refused)),
            .init(
                "touchstone_taxii_pages_served_total", .counter,
                "Pages of objects, manifests and versions given to TAXII clients since the node was started.",
                sample(\.pages)),
            .init(
                "touchstone_taxii_objects_served_total", .counter,
                "Entries of those pages, since the node was started.", sample(\.served)),
        ]
    }
}
