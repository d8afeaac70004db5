import AllianceNames
import Credentials
package import Logging
import MergedView
package import NodeAPI
package import Peering
package import ProductAuthentication
package import Replication
import Roster
package import SQLiteStore
package import TransparencyLog

extension OpenedNode {
    /// Signs what this member answers and asks, with the answer key that the newest register names. Blocks where that
    /// register names another one.
    package func answerSigner() -> NoteSigner { answerKeys.signer(by: roster) }

    /// Whether the newest register names the key that answers are signed with. Blocks.
    var isAnswerKeyAdmitted: Bool {
        let roster = roster
        return roster.answerKeys(of: member).contains(answerKeys.signer(by: roster).verifierKey)
    }

    /// The owner's items; made where there is none yet.
    /// - Throws: `SQLiteStoreError`.
    package func openRegistry() throws -> SQLiteItemRegistry {
        try SQLiteItemRegistry(path: home.registryDatabase)
    }

    /// Where the owner's items were seen; made where there is none yet.
    /// - Throws: `SQLiteStoreError`.
    package func openScanHistory() throws -> SQLiteScanHistory {
        try SQLiteScanHistory(path: home.scanDatabase)
    }

    /// The same, as what answers questions uses it.
    /// - Throws: `SQLiteStoreError`.
    package func openScans(of registry: any ItemRegistry) throws -> StoredScans {
        StoredScans(owner: member, history: try openScanHistory(), registry: registry)
    }

    package var productKnowledge: ViewKnowledge {
        let origin = writer.origin(in: .alliance)
        let recent = RecentScope()
        let directory = HouseDirectory(self)
        return ViewKnowledge(
            // A list that cannot be read says nothing of a seller; `validate` and the desk tell of it.
            member: member, view: view, house: { try? directory.house() },
            roster: { self.register.newest },
            scope: {
                try recent.scope(roster: self.roster.digest, now: self.clock.now()) {
                    try self.scope()
                }
            },
            ownCheckpoint: {
                try self.logs.state(of: origin)?.served.map {
                    Answer.AsOf(origin: origin, size: $0.size, root: $0.root)
                }
            })
    }

    /// Questions of this member that wait for owners that are away.
    /// - Throws: `SQLiteStoreError`.
    package func openLateQuestions() throws -> SQLiteLateQuestions {
        try SQLiteLateQuestions(path: home.questionsDatabase)
    }

    /// What answers about this member's own products.
    package func questionResponder(
        registry: any ItemRegistry, scans: any QuestionScans = NoScans(), logger: Logger
    ) -> QuestionResponder {
        QuestionResponder(
            member: member, registry: registry,
            knowledge: RecentKnowledge(
                productKnowledge, roster: { self.register.newest?.digest }, now: clock.now),
            scans: scans, signer: answerSigner,
            budget: questionBudget(logger: logger), now: clock.now, logger: logger)
    }

    /// The budget as the last run of the node left it; a full one where that cannot be read.
    private func questionBudget(logger: Logger) -> QuestionBudget {
        guard DurableFile.exists(home.questionBudget) else { return QuestionBudget() }
        do {
            return try QuestionBudget(parsing: DurableFile.read(home.questionBudget))
        } catch {
            logger.warning(
                "the kept budget of questions is damaged; all members begin with a full one",
                metadata: ["error": "\(error)"])
            return QuestionBudget()
        }
    }

    /// Reaches owners wherever they are, those too that take no connections.
    ///
    /// - Parameter ownRelay: of this process, in a node that serves.
    package func routedAsking(
        over client: PeerClient, ownRelay: QuestionRelay? = nil
    ) -> RoutedAsking {
        RoutedAsking(
            member: member, roster: { self.register.newest }, direct: client,
            signer: answerSigner, ownRelay: ownRelay, now: clock.now)
    }

    /// What asks whoever owns a number.
    ///
    /// - Parameters:
    ///   - snapshots: published sets of numbers, for when an owner is away.
    ///   - late: takes what an owner is to be told once it is back.
    package func questionRouter(
        responder: QuestionResponder, transport: any PeerTransport,
        snapshots: any SnapshotSource = NoSnapshots(),
        late: LateQuestions = LateQuestions(store: InMemoryLateQuestions()),
        recent: RecentAnswers = RecentAnswers(), calls: BlockingCalls
    ) -> QuestionRouter {
        QuestionRouter(
            member: member, roster: { self.register.newest }, transport: transport,
            responder: responder, knowledge: productKnowledge, snapshots: snapshots, late: late,
            recent: recent, calls: calls, now: clock.now)
    }
}
