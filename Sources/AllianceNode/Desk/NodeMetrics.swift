import AllianceNames
import AuditTrail
import Credentials
package import Logging
import MergedView
package import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// What a node tells those who watch it: what it holds, whom it reaches, and what it was alarmed by. Read
/// from the record each time, so that a restart loses nothing and nothing counts along elsewhere. What cannot be
/// read is without samples and told in the log: all else is given, the readiness always.
package struct NodeMetrics {
    private let node: OpenedNode
    private let audit: AuditRecorder?
    private let desk: DeskMetrics
    private let complaints: ComplaintMetrics
    private let reading: FigureReading
    private typealias Sample = MetricFamily.Sample
    private typealias Label = MetricFamily.Label

    /// - Parameters: of its desk; nil for a node without one.
    ///   - audit: what it records with.
    ///   - complaints: what judges them; nil at a node that decides none.
    package init(
        _ node: OpenedNode, audit: AuditRecorder? = nil, notices: NoticeDesk? = nil,
        casework: CaseworkDesk? = nil, collections: CollectionKeeper? = nil,
        complaints: ComplaintUpkeep? = nil,
        logger: Logger = Logger(label: "metrics") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.node = node
        self.audit = audit
        desk = DeskMetrics(notices: notices, casework: casework, collections: collections)
        self.complaints = ComplaintMetrics(node, upkeep: complaints)
        reading = FigureReading(logger: logger)
    }

    /// All families, each time. Blocks.
    package func families() -> [MetricFamily] {
        logs() + peers() + alarms() + upkeep() + recording() + desk.families(reading)
            + complaints.families(reading)
    }

    /// Of the desk's own log; without samples at a node that has no desk.
    private func recording() -> [MetricFamily] {
        let log = audit?.log
        let size = log.flatMap { log in reading.of("audit") { try log.reading.size() } }
        // Nil where it was not read; of a log that was, nil inside where nobody has cosigned it.
        let cosigned = log.flatMap { log in
            reading.of("audit-cosigned") { try AuditDesk.cosigned(log, by: node.roster) }
        }
        let unconfirmed = log.flatMap { log in
            cosigned.flatMap { cosigned in
                reading.of("audit-unconfirmed") {
                    try log.reading.lines(from: cosigned?.size ?? 0, limit: 1).first?.at
                }
            }
        }
        return [
            .init(
                "touchstone_audit_entries", .gauge, "Entries of the audit log, erased ones too.",
                size.map { [Sample(Double($0))] } ?? []),
            .init(
                "touchstone_audit_cosigned_entries", .gauge,
                "Entries of the audit log that a witness has cosigned.",
                cosigned.map { [Sample(Double($0?.size ?? 0))] } ?? []),
            .init(
                "touchstone_audit_cosigned_timestamp_seconds", .gauge,
                "When a witness last cosigned the audit log.",
                (cosigned ?? nil).map { [Sample(Double($0.at) / 1_000)] } ?? []),
            .init(
                "touchstone_audit_unconfirmed_since_timestamp_seconds", .gauge,
                "When the oldest entry of the audit log was written that no witness has cosigned.",
                (unconfirmed ?? nil).map { [Sample(Double($0) / 1_000)] } ?? []),
            .init(
                "touchstone_audit_deferred_entries", .gauge,
                "Records of what programs read that wait to be written together.",
                audit.map { [Sample(Double($0.deferred))] } ?? []),
            .init(
                "touchstone_audit_write_failures_total", .counter,
                "Records that could not be written since the node was started; what they were of was not shown.",
                audit.map { [Sample(Double($0.failures))] } ?? []),
        ]
    }

    private func logs() -> [MetricFamily] {
        let states = reading.of("logs") { try node.logs.states() } ?? []
        let contacts = reading.of("contacts") { try LogContact.all(in: node) } ?? []
        return [
            .init(
                "touchstone_log_entries", .gauge, "Entries held of a log, verified.",
                states.map { Sample(Double($0.size), [Self.origin($0.origin)]) }),
            .init(
                "touchstone_log_stale", .gauge,
                "1 where nothing was heard of a log for longer than the member register allows.",
                contacts.map { Sample($0.isStale ? 1 : 0, [Self.origin($0.origin)]) }),
            .init(
                "touchstone_log_heard_timestamp_seconds", .gauge,
                "When a log last grew, or its author's node last answered.",
                contacts.compactMap { contact in
                    [contact.lastGrowth, contact.lastContact].compactMap { $0 }.max().map {
                        Sample(Double($0) / 1_000, [Self.origin(contact.origin)])
                    }
                }),
        ]
    }

    private func peers() -> [MetricFamily] {
        let statuses = reading.of("peers") { try node.logs.peerStatuses() } ?? []
        let fresh =
            reading.of("freshness") {
                try node.roster.activeMembers.map(\.id).filter { $0 != node.member }
                    .map { (member: $0, isStale: try node.freshness(of: $0).isStale) }
            } ?? []
        return [
            .init(
                "touchstone_peer_success_timestamp_seconds", .gauge, "When a peer last answered.",
                statuses.compactMap { status in
                    status.lastSuccessAt.map {
                        Sample(Double($0) / 1_000, [Self.peer(status.peer)])
                    }
                }),
            .init(
                "touchstone_peer_entries_behind", .gauge,
                "Entries that a peer has shown and that are not held yet.",
                statuses.map { Sample(Double($0.entriesBehind), [Self.peer($0.peer)]) }),
            .init(
                "touchstone_peer_certificate_expiry_timestamp_seconds", .gauge,
                "When the certificate expires that a member showed last, since the start.",
                node.roster.activeMembers.filter { $0.id != node.member }.compactMap { member in
                    node.certificatesSeen.end(of: member.id).map {
                        Sample(Double($0.secondsSince1970), [Self.peer(member.id)])
                    }
                }),
            .init(
                "touchstone_member_stale", .gauge,
                "1 where a member's own newest cosignature of its logs is older than the member register allows.",
                fresh.map { Sample($0.isStale ? 1 : 0, [Self.peer($0.member)]) }),
        ]
    }

    private func alarms() -> [MetricFamily] {
        let roster = node.roster
        let forked = reading.of("forks") { try node.logs.forkedLogs().sorted() } ?? []
        let withholdings = reading.of("withholdings") { try node.logs.withholdings() } ?? []
        let claims = reading.of("claims") { try node.standingClaims() } ?? []
        let witness = reading.of("witness") { try node.witnessRecords.standing() }
        let evidence = reading.of("evidence") {
            try node.logs.evidence(after: 0, limit: .max).count
        }
        return [
            .init(
                "touchstone_log_forked", .gauge,
                "1 for a log whose author signed two histories; 0 once the register has ended it.",
                forked.map { Sample(roster.scope(of: $0) == .open ? 1 : 0, [Self.origin($0)]) }),
            .init(
                "touchstone_withholding", .gauge,
                "1 while a peer keeps back of a log what another shows.",
                withholdings.map {
                    Sample(
                        $0.endedAt == nil ? 1 : 0, [Self.peer($0.peer), Self.origin($0.origin)])
                }),
            .init(
                "touchstone_own_log_contradicted", .gauge,
                "1 for an own log of which a member shows what is not held here; nothing is signed in it.",
                claims.map { Sample(1, [Self.peer($0.claimedBy), Self.origin($0.origin)]) }),
            .init(
                "touchstone_register_forked", .gauge,
                "1 where the authority signed two member registers in the place of one, so that no further one is taken up.",
                [Sample(node.registerFork == nil ? 0 : 1)]),
            .init(
                "touchstone_witness_put_back_timestamp_seconds", .gauge,
                "When the record was last found to know of less than this member has cosigned as a witness.",
                witness?.putBack.map { [Sample(Double($0.at) / 1_000)] } ?? []),
            .init(
                "touchstone_witness_stopped", .gauge,
                "1 for a log of which this member cosigns nothing more, because what it has marked of it is damaged or contradicts the record; without an origin where it cosigns nothing at all.",
                (witness?.errors ?? []).map { error in
                    Sample(1, error.origin.map { [Self.origin($0)] } ?? [])
                }),
            .init(
                "touchstone_evidence_held", .gauge,
                "Pieces of evidence held, of forks and erasures.",
                evidence.map { [Sample(Double($0))] } ?? []),
        ]
    }

    private func upkeep() -> [MetricFamily] {
        let progress = reading.of("view") { try node.view.textIndexProgress() }
        let erasures = reading.of("erasures") { try node.logs.erasuresUnderWay().count }
        let certificateEnd = reading.of("certificate") {
            try node.home.certs.tlsIdentity().notAfter
        }
        return [
            .init(
                "touchstone_ready", .gauge, "1 where /readyz says ok.",
                [Sample(NodeReadiness(node, audit: audit).obstacles().isEmpty ? 1 : 0)]),
            .init(
                "touchstone_view_entries", .gauge, "Entries merged into the view.",
                progress.map { [Sample(Double($0.merged))] } ?? []),
            .init(
                "touchstone_text_index_lag_entries", .gauge,
                "Entries that the free-text index has still to take up.",
                progress.map { [Sample(Double($0.lag))] } ?? []),
            .init(
                "touchstone_erasures_under_way", .gauge,
                "Erasure certificates whose content is not gone from all files yet.",
                erasures.map { [Sample(Double($0))] } ?? []),
            .init(
                "touchstone_roster_version", .gauge, "The newest member register accepted.",
                [Sample(Double(node.roster.version))]),
            .init(
                "touchstone_roster_expiry_timestamp_seconds", .gauge,
                "When the member register expires.",
                [Sample(Double(node.roster.roster.expiresAt.secondsSince1970))]),
            .init(
                "touchstone_certificate_expiry_timestamp_seconds", .gauge,
                "When this node's certificate expires.",
                certificateEnd.map { [Sample(Double($0.secondsSince1970))] } ?? []),
        ]
    }

    private static func origin(_ origin: LogOrigin) -> Label {
        Label("origin", origin.description)
    }

    private static func peer(_ member: MemberID) -> Label { Label("peer", member.rawValue) }
}

extension OpenedNode {
    /// `/metrics` at this member's desk port.
    func metricsRoute(
        _ audit: AuditRecorder?, notices: NoticeDesk?, casework: CaseworkDesk?,
        collections: CollectionKeeper?, complaints: ComplaintUpkeep? = nil, calls: BlockingCalls,
        logger: Logger
    ) -> MetricsRoute {
        MetricsRoute {
            try await calls.run {
                NodeMetrics(
                    self, audit: audit, notices: notices, casework: casework,
                    collections: collections, complaints: complaints, logger: logger
                ).families()
            }
        }
    }
}
