import AllianceNames
import AuditTrail
package import NodeAPI
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// The audit log as the console shows it.
package struct AuditDesk: AuditShowing {
    private let node: OpenedNode
    private let recorder: AuditRecorder
    private let calls: BlockingCalls

    package init(_ node: OpenedNode, recorder: AuditRecorder, calls: BlockingCalls) {
        self.node = node
        self.recorder = recorder
        self.calls = calls
    }

    package func page(_ query: AuditQuery) async throws -> AuditPageContent {
        try await calls.run { [self] in
            let log = try recorder.opened()
            let page = try log.reading.page(
                before: query.before, limit: AuditQuery.linesMax, where: query.takes)
            return AuditPageContent(
                lines: page.lines, before: page.before, size: try log.reading.size(),
                cosigned: try Self.cosigned(log, by: node.roster))
        }
    }

    /// The largest checkpoint that a witness of the register has cosigned.
    static func cosigned(
        _ log: AuditLog, by roster: VerifiedRoster
    ) throws -> AuditPageContent.Cosigned? {
        let witnesses = roster.witnessPolicy(for: log.origin)
        for checkpoint in try log.store.cosigned(
            of: log.origin, cosigners: 1, below: .max, limit: looked)
        {
            let by = witnesses.cosigners(of: checkpoint)
            guard let at = by.compactMap({ checkpoint.earliest(by: $0)?.time }).min() else {
                continue
            }
            return .init(size: checkpoint.size, at: at * 1_000, by: by.map(\.name))
        }
        return nil
    }

    private static let looked = 16
}
