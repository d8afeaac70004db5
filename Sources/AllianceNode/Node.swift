import AllianceNames
import Credentials
package import Logging
import MergedView
import NIOCore
import NIOPosix
package import NodeAPI
package import Peering
import ProductAuthentication
package import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import UnixSignals

/// One member's node, running: who reads this knows what runs.
///
///     peer port      answers other members, where it takes connections   (NodeAPI)
///     desk port      answers people and other systems, where it is wanted
///     audit          has it durable who is shown what, before it is shown; erases what is too old, where there is a
///                    desk port or an audit log that commands have begun
///     audit witnesses   have its audit log's checkpoints cosigned         (AuditCosigning)
///     accounts       of rights holders at a platform, let in by mailed links; part of its desk port (AccountDesk)
///     persons        takes up who may sign in when a command changes it, where there is a desk port
///     casework       signs reports that were decided on when the node was stopped, where there is a desk port
///     entrusted      brings to others' nodes what one member has another publish, where there is a desk port
///                    (LetterUpkeep)
///     notices        raises what somebody follows, posts webhooks and sends mail, where there is a desk port
///     web certificate   is taken up anew when its files change, where it has one
///     reload         takes up configuration, register, trust anchors and certificates on SIGHUP
///     contacts       asks each member once a day whether cases of both have the same identifier, where there is a
///                    desk port                             (ContactUpkeep)
///     inquiries      brings questions and answers to others' nodes, escalates what waits too long, where there is a
///                    desk port                             (LetterUpkeep)
///     service manager   is told that the node is ready, lives and ends, where one waits
///     replicator     follows other members' logs          (Replicator)
///     record watch   posts new checkpoints, takes up rosters, also from other processes
///     view keeper    merges what was admitted, then indexes its text
///     collections    keeps what TAXII clients read up to the record, where there is a desk port
///     erasure        carries certificates out, keeps the register's retention limits
///     snapshots      fetches other members' serial snapshots, erases what has ended
///     complaints     takes up what is said of them and sees to the deadlines, where a desk is read; at a platform
///                    judges what is new                    (ComplaintUpkeep)
///     orders         brings orders to marketplaces, their answers into the log, looks their listings through, at a
///                    platform that has marketplaces.json   (OrderKeeping, OrderRounds)
///     evidence       fetches the files that statements of complaints name, where a desk is read (EvidenceFetching)
///     certificates   asks for the next certificate in time, takes up what is put into certs/
///     review         ends connections whose certificate or roster has run out
///     upkeep         keeps budgets, tells owners that are back what they missed  (Questions)
///     scan upkeep    writes where own numbers were seen
///     outbound       where nobody can call this member: own logs are brought to the platform's nodes, and files
///                    that own statements name; questions that wait there are fetched
///                    (LogPusher, EvidenceBringing, RoutedQuestions)
///     witnesses      own checkpoints are brought to them, theirs and others' cosignatures kept,
///                    own logs cosigned for freshness and compared with what others hold
///
/// A standby follows its member's own logs like all others, and what only the node that signs may do is
/// not there: it cosigns nothing, answers no questions, proposes no erasure, judges no complaints and brings no
/// orders (docs/backup.md).
package struct Node: Sendable {
    /// Threads for what blocks: databases, and signing after a database.
    package static let blockingThreads = 4

    private let services: [any Service]
    private let threads: NIOThreadPool
    private let client: PeerClient
    /// Where people sign in, at a node with a desk port.
    private let provider: CurrentProvider?
    private let running: RunningPorts

    /// - Parameters:
    ///   - listen: where the peer port listens; nil runs none.
    ///   - desk: nil runs no desk port.
    ///   - replication: how other members' logs are followed.
    ///   - submission: how this member's are brought to witnesses.
    ///   - bringing: how they are brought to mirrors, where nobody can call this member.
    ///   - connections: of each port; fewer where the system has fewer sockets.
    ///   - calling: of calls to other members.
    ///   - configuration: what it was started with, to be read again on SIGHUP.
    ///   - manager: who started this process and waits to be told how it is.
    ///   - onRunning: called with the ports once the node serves.
    package init(
        _ opened: OpenedNode, listen: PeerPort.Address?, desk: DeskSettings? = nil,
        replication: Replicator.Limits = .init(), submission: WitnessSubmission.Limits = .init(),
        bringing: LogPush.Limits = .init(),
        connections: ConnectionLimits = .init(),
        calling: PeerClientLimits = .init(),
        configuration: ConfigurationInForce? = nil, manager: ServiceManager? = nil, logger: Logger,
        onRunning: @escaping @Sendable (NodePorts) async -> Void
    ) throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let threads = NIOThreadPool(numberOfThreads: Self.blockingThreads)
        threads.start()
        let calls = BlockingCalls { work in threads.submit { _ in work() } }
        let (recordPulse, viewPulse, snapshotPulse) = (Pulse(), Pulse(), Pulse())
        let (certificatePulse, erasurePulse, collectionPulse) = (Pulse(), Pulse(), Pulse())
        let (noticePulse, evidencePulse) = (Pulse(), Pulse())
        let (complaintPulse, orderPulse, rosterShownPulse) = (Pulse(), Pulse(), Pulse())

        let tls = try opened.tlsContexts()
        let board = FrontierBoard(nonce: UInt64.random(in: .min ... .max), isComplete: false)
        let registry = try opened.openRegistry()
        let scans = try opened.openScans(of: registry)
        let responder = opened.questionResponder(
            registry: registry, scans: scans, logger: logger)
        let ports = (listen == nil ? 0 : 1) + (desk == nil ? 0 : 1)
        let running = RunningPorts(count: ports) { ports in
            await onRunning(ports)
            manager?.tell("READY=1")
        }
        var limits = connections
        limits.fit(descriptors: DescriptorLimit.raise(), ports: ports)
        let issuer = try opened.certificateIssuer(logger: logger)
        let client = try opened.peerClient(
            tls: tls, limits: calling, eventLoopGroup: group, logger: logger)
        let relay = QuestionRelay(nonce: UInt64.random(in: .min ... .max))
        let asking = opened.routedAsking(over: client, ownRelay: listen.map { _ in relay })
        let persons = try desk.map { _ in try opened.personRegister(calls: calls) }
        let casework = try desk.map { desk in
            try opened.caseworkDesk(
                secondLook: desk.secondLook, persons: persons, calls: calls)
        }
        let peerQuestions = PeerQuestions(
            responder: responder,
            letters: casework.map { opened.letterDesk(taking: $0, logger: logger) },
            logger: logger)
        let lettering = casework.map { desk -> [any Service] in
            let sending = opened.letterSending(over: asking)
            return [
                LetterUpkeep(EntrustmentLetters(desk), sending: sending, logger: logger),
                ContactUpkeep(desk: desk, sending: sending, logger: logger),
                LetterUpkeep(InquiryLetters(desk), sending: sending, logger: logger),
            ]
        }
        let late = LateQuestions(store: try opened.openLateQuestions(), logger: logger)
        let webCertificate = try desk?.webCertificate.map { files in
            try WebCertificateKeeper(files, contexts: tls, calls: calls, logger: logger)
        }
        let collections = try desk.map { try opened.collectionKeeper(others: $0.collections) }
        let marketplaces = try opened.marketplacesOfPlatform(calls: calls)
        let accounts = try desk.flatMap { desk in
            try opened.accountDesk(
                desk.notices, origin: desk.publicOrigin, calls: calls, logger: logger)
        }
        let accountNews = try desk.flatMap { desk in
            try opened.accountNews(desk.notices, origin: desk.publicOrigin, logger: logger)
        }
        let complaints = try opened.complaintsOfDesks(
            marketplaces: marketplaces.map { [$0] } ?? [], standing: opened.accountStanding())
        let judging = complaints.map {
            opened.complaintUpkeep(
                $0.register, facts: $0.facts,
                items: BlindItemAsking(
                    // They are asked again from here: no owner has to be told that it was asked.
                    opened.questionRouter(
                        responder: responder, transport: asking,
                        late: LateQuestions(store: NoLateQuestions()), calls: calls),
                    roster: { opened.register.newest }, now: opened.clock.now),
                standing: $0.standing, pulse: complaintPulse, logger: logger)
        }
        let orders = try marketplaces.flatMap { set in
            try complaints.map {
                try opened.marketplaceParts(
                    set, register: $0.register, pulse: orderPulse, calls: calls, logger: logger)
            }
        }
        let isRecorded = desk != nil || opened.hasAuditLog && !opened.isStandby
        let audit = isRecorded ? opened.auditRecorder(logger: logger) : nil
        let auditCosigning = audit.flatMap {
            opened.auditCosigning($0, transport: client, logger: logger)
        }
        let auditing = audit.map {
            AuditUpkeep(
                $0, days: desk?.auditDays ?? configuration?.auditDaysAtStart, calls: calls,
                now: opened.clock.now, logger: logger)
        }
        let served = try desk.map { desk in
            let persons = try persons ?? opened.personRegister(calls: calls)
            let audit = audit ?? opened.auditRecorder(logger: logger)
            casework?.record(with: audit)
            let provider = opened.currentProvider(
                try opened.providerSetup(), persons: persons)
            let exports = opened.exportDesk(audit, rowsMax: desk.exportRowsMax)
            let notices = try casework.map {
                try opened.noticeDesk(
                    desk.notices, persons: persons, casework: $0,
                    complaints: complaints?.register, calls: calls)
            }
            let router = opened.questionRouter(
                responder: responder, transport: asking,
                snapshots: opened.snapshotShelf(calls: calls), late: late, calls: calls)
            let answers = try opened.deskAnswers(router: router, calls: calls)
            let port = DeskPort(
                address: desk.address, authority: opened.register, signIn: persons,
                accounts: accounts,
                audit: audit,
                routes: try opened.deskRoutes(
                    answers, scans: scans, collections: collections, signIn: persons,
                    provider: provider,
                    audit: opened.consoleAudit(audit, exports: exports, calls: calls),
                    recorder: audit, casework: casework, notices: notices,
                    complaints: complaints, judging: judging, marketplaces: orders,
                    accounts: accounts, calls: calls, logger: logger),
                tls: try webCertificate?.tls ?? DeskTLS(tls),
                publicOrigin: desk.publicOrigin, limits: limits, eventLoopGroup: group,
                executor: calls.executor, logger: logger,
                onRunning: { await running.took(.desk, $0) })
            return (
                port: port, answers: answers, persons: persons,
                provider: provider, exports: exports,
                notices: try notices.map {
                    try opened.noticeKeeping(
                        $0, origin: desk.publicOrigin, audit: audit, pulse: noticePulse,
                        logger: logger)
                }
            )
        }
        let deskPort = served?.port
        let recent = RecentSlices()
        let witnessing = opened.witnessing(
            transport: client, limits: submission, calls: calls, logger: logger)
        var hooks = ReplicatorHooks()
        hooks.grown = { _ in recordPulse.fire() }
        hooks.cosigned = witnessing.offer
        hooks.forked = { finding in
            logger.critical(
                "an author signed two histories; its log is frozen, the member suspended",
                metadata: ["origin": "\(finding.origin)"])
        }
        hooks.evidenceKept = { _ in recordPulse.fire() }
        // A witness or mirror that does not know this member yet is brought its checkpoints again once it may.
        hooks.rosterShown = {
            witnessing.rosterChanged()
            auditCosigning?.rosterChanged()
            rosterShownPulse.fire()
        }
        hooks.ownLogContradicted = { alarm in
            logger.critical(
                "a peer shows of this member's own log what is not held here; sign nothing",
                metadata: ["origin": "\(alarm.origin)", "peer": "\(alarm.shownBy)"])
            witnessing.contradicted(alarm)
        }
        let replicator = Replicator(
            member: opened.member, ownLogs: opened.isStandby ? .followed : .compared,
            store: opened.logs, transport: client, register: opened.register, recent: recent,
            limits: replication, hooks: hooks, logger: logger)
        let outbound = opened.outbound(
            client: client, replicator: replicator, shown: rosterShownPulse, limits: bringing,
            questions: peerQuestions, complaints: complaints, calls: calls, logger: logger)
        if !opened.isStandby { opened.bringWitnessUp(logger: logger) }
        let port = listen.map { address in
            PeerPort(
                address: address, authority: opened.register,
                source: StoredPeerSource(
                    opened.logs, register: opened.register, objects: opened.servedObjects,
                    evidence: complaints?.shelf),
                questions: opened.isStandby ? NoQuestions() : peerQuestions,
                certificates: issuer,
                witness: opened.isStandby ? nil : opened.witness(logger: logger),
                mirror: opened.mirror(
                    files: complaints?.shelf, replicator: replicator, recent: recent,
                    cosigned: hooks.cosigned,
                    calls: calls, logger: logger),
                board: board, relay: relay, tls: tls, limits: limits, threads: threads,
                eventLoopGroup: group, logger: logger, onRunning: { await running.took(.peer, $0) })
        }

        let keeper = opened.certificateKeeper(
            issuer: issuer, client: client, calls: calls, logger: logger
        ) { identity in
            try tls.rebuild(
                with: TLSMaterial(identity, anchors: tls.material.anchors))
            try deskPort?.certificateChanged()
            client.refresh()
        }

        for refusal in opened.register.passedOver { logger.warning("\(refusal)") }
        opened.register.observeFork { fork in
            if fork.freezes {
                logger.critical(
                    "the authority signed two member registers in the place of one; no further one is taken up",
                    metadata: ["version": "\(fork.version)"])
            } else {
                logger.warning(
                    "keys that are or were the authority's signed a member register beside the one that counts",
                    metadata: ["version": "\(fork.version)"])
            }
        }
        opened.register.observe { roster in
            logger.info("new roster", metadata: ["version": "\(roster.version)"])
            if complaints == nil,
                roster.channels(readableBy: opened.member).contains(where: \.isDesk)
            {
                logger.warning("a first desk channel is taken up when this node is started again")
            }
            // Here, and not while somebody waits for an answer.
            if !opened.isAnswerKeyAdmitted {
                logger.warning(
                    "the member register names no answer key of this folder",
                    metadata: ["version": "\(roster.version)"])
            }
            do {
                if let port { try port.rosterChanged() } else { try tls.rebuild() }
                try deskPort?.rosterChanged()
            } catch {
                logger.error("no new TLS contexts", metadata: ["reason": "\(error)"])
            }
            client.refresh()
            replicator.rosterChanged()
            certificatePulse.fire()
            witnessing.rosterChanged()
            auditCosigning?.rosterChanged()
            outbound.rosterChanged()
        }
        let listening: [(any Service)?] = [
            // Before the port, so that it ends behind it: what was read last is recorded too.
            auditing, port, deskPort, webCertificate,
            served.map { PersonUpkeep(persons: $0.persons, logger: logger) },
            auditCosigning,
            casework.map { CaseworkUpkeep(desk: $0, logger: logger) },
            served?.notices, accountNews,
            manager.map { ServiceManagerLink(manager: $0, calls: calls) },
        ]
        let services: [any Service] =
            listening.compactMap { $0 } + [
                Following(replicator: replicator),
                RecordWatch(
                    node: opened, board: board, pulse: recordPulse, calls: calls, logger: logger,
                    beforePosting: witnessing.cosignOwn,
                    onChange: {
                        viewPulse.fire()
                        collectionPulse.fire()
                        erasurePulse.fire()
                        evidencePulse.fire()
                        complaintPulse.fire()
                        replicator.erasuresChanged()
                        witnessing.recordChanged()
                        outbound.recordChanged()
                    }),
                ViewKeeper(
                    node: opened,
                    merger: ViewMerger(logs: opened.logs, view: opened.view, recent: recent),
                    pulse: viewPulse, calls: calls, logger: logger,
                    onMerged: {
                        snapshotPulse.fire()
                        noticePulse.fire()
                        complaintPulse.fire()
                        orderPulse.fire()
                    }),
                CertificateKeeping(keeper: keeper, pulse: certificatePulse),
                NodeReload(
                    node: opened, configuration: configuration, tls: tls, client: client,
                    keeper: keeper, deskPort: deskPort, answers: served?.answers,
                    desk: served.map {
                        NodeReload.Desk(exports: $0.exports, provider: $0.provider)
                    },
                    auditing: auditing,
                    webCertificate: webCertificate, marketplaces: marketplaces, calls: calls,
                    logger: logger),
                ConnectionReview(port: port, deskPort: deskPort),
                try ErasureUpkeep(
                    node: opened, recent: recent, pulse: erasurePulse, calls: calls,
                    logger: logger),
                opened.snapshotKeeper(
                    transport: client, calls: calls, pulse: snapshotPulse, logger: logger),
            ]
        let ofOwner: [any Service] = [
            QuestionUpkeep(
                responder: responder, budgetFile: opened.home.questionBudget, late: late,
                transport: asking, roster: { opened.register.newest }, calls: calls,
                now: opened.clock.now, logger: logger),
            ScanUpkeep(scans: scans, calls: calls, now: opened.clock.now, logger: logger),
        ]
        let keeping: [any Service] =
            collections.map {
                [
                    CollectionKeeping(
                        keeper: $0, pulse: collectionPulse, calls: calls, logger: logger)
                ]
            } ?? []
        let evidence: [any Service] =
            complaints.map {
                [
                    opened.evidenceFetching(
                        $0, transport: client, pulse: evidencePulse, logger: logger)
                ]
            } ?? []
        let ordering: [any Service] = orders.map { [$0.keeping] } ?? []
        self.services =
            services + keeping + evidence + witnessing.services
            + (opened.isStandby
                ? []
                : ofOwner + ordering + (judging.map { [$0] } ?? []) + outbound.services
                    + (lettering ?? []))
        self.running = running
        self.threads = threads
        self.client = client
        provider = served?.provider
    }

    /// Runs until SIGTERM, SIGINT or graceful shutdown; answers under way finish first.
    package func run(logger: Logger) async throws {
        // Below that it writes out whole services, whatever they hold.
        var quiet = logger
        quiet.logLevel = .notice
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        defer { threads.shutdownGracefully { _ in } }
        await running.began()
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await client.shutdown()
            await provider?.shutdown()
            throw error
        }
        await client.shutdown()
        await provider?.shutdown()
    }
}

/// The replicator as a service.
private struct Following: Service {
    let replicator: Replicator

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await replicator.run() }
    }
}
