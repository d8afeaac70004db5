import AllianceNames
import Credentials
package import Logging
import MergedView
package import ProductAuthentication
package import Replication
import Roster
package import SQLiteStore

extension OpenedNode {
    /// The owner's items; made where there is none yet.
    /// - Throws: `SQLiteStoreError`.
    package func openRegistry() throws -> SQLiteItemRegistry {
        try SQLiteItemRegistry(path: home.registryDatabase)
    }

    package var productKnowledge: ViewKnowledge {
        let origin = writer.origin(in: .alliance)
        let recent = RecentScope()
        return ViewKnowledge(
            view: view, roster: { self.register.newest },
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

    /// What answers about this member's own products.
    /// - Throws: `TransparencyLogError` for an answer key that cannot sign.
    package func questionResponder(
        registry: any ItemRegistry, logger: Logger
    ) throws -> QuestionResponder {
        QuestionResponder(
            member: member, registry: registry, knowledge: productKnowledge,
            signer: try keys.answerSigner(of: member, in: alliance), now: clock.now,
            logger: logger)
    }

    /// What asks whoever owns a number.
    package func questionRouter(
        responder: QuestionResponder, transport: any PeerTransport, calls: BlockingCalls
    ) -> QuestionRouter {
        QuestionRouter(
            member: member, roster: { self.register.newest }, transport: transport,
            responder: responder, knowledge: productKnowledge, calls: calls, now: clock.now)
    }
}
