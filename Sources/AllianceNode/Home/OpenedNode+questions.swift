import AllianceNames
import Credentials
package import Logging
package import ProductAuthentication
import Replication
import SQLiteStore

extension OpenedNode {
    /// What this node knows about products and sellers.
    package var knowledge: ViewKnowledge {
        ViewKnowledge(
            view: view, roster: { [register] in register.newest },
            scope: { [self] in try scope() },
            ownCheckpoint: { [self] in
                let origin = writer.origin(in: .alliance)
                return try logs.state(of: origin)?.served.map {
                    Answer.AsOf(origin: origin, size: $0.size, root: $0.root)
                }
            })
    }

    /// Answers for this member's own products.
    package func responder(
        registry: any ItemRegistry, logger: Logger
    ) throws -> QuestionResponder {
        QuestionResponder(
            member: member, registry: registry, knowledge: knowledge,
            signer: try keys.answerSigner(of: member, in: alliance), now: clock.now, logger: logger)
    }
}
