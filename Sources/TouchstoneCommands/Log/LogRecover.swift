import AllianceNames
import AllianceNode
package import ArgumentParser
import Logging
import Replication

package struct LogRecover: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract:
            "Pull this member's own logs back from the others, so that they can be signed on.",
        discussion: """
            For a folder that was restored from a backup, and for one that went back in time, such as a \
            virtual machine that was put back to a snapshot. A quorum of the members is asked what they \
            hold and what was erased; own entries that are missing here are fetched back from them; then \
            the signing fence is set, and signing goes on behind the last of them.

            First look at what others hold (without --yes): where more was signed than this member ever \
            said, somebody else has the key, and a new epoch is to begin instead. Where nobody will answer \
            and you are sure that no newer copy of the folder exists, --trust-folder has it sign.

            Example: touchstone log recover --home verel --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Flag(help: "Sign on from what this folder holds, without having asked others.")
    var trustFolder = false
    @Flag(help: "Do it; without this, only say what others hold.") var yes = false

    package init() {}

    package func run() async throws {
        let node = try OpenedNode(home.folder, for: .recovery)
        if trustFolder { return try await trust(node) }
        let quiet = Logger(label: "recovery") { _ in SwiftLogNoOpLogHandler() }
        let logs = try await node.withPeerClient { client in
            let recovery = HomeRecovery(node, transport: client, logger: quiet)
            return yes ? try await recovery.run() : try await recovery.look()
        }
        switch format.format {
        case .json: try Output.write(json: RecoveredLogsOutput(logs, isDone: yes))
        case .table: print(logs, node)
        }
    }

    private func print(_ logs: [HomeRecovery.Log], _ node: OpenedNode) {
        for log in logs {
            let others = "\(log.answered.count) of \(log.asked) asked have answered"
            if log.held > log.before {
                Output.write(
                    "\(log.origin): \(Plural.text(log.held - log.before, "entry", "entries")) pulled back, \(log.held) held; \(others)"
                )
            } else if log.shown > log.held {
                Output.write(
                    "\(log.origin): \(log.held) held, others have shown \(log.shown); \(others)")
            } else {
                Output.write("\(log.origin): \(log.held) held, nobody has shown more; \(others)")
            }
        }
        if logs.isEmpty { Output.write("The member register has no open log of this member.") }
        if !yes {
            Output.write("Nothing was changed. Say --yes to pull back what is missing.")
        } else if node.isStandby {
            Output.write("\(home.path) has caught up. It is a standby, and signs nothing.")
        } else {
            Output.write("\(home.path) has caught up, and may sign.")
            if !node.isCosignerAdmitted {
                Output.write(NewCosigner.sentence(node))
            }
        }
    }

    /// A person's word in the place of other members'.
    private func trust(_ node: OpenedNode) async throws {
        guard node.standing.signs else {
            throw node.isStandby ? OwnLogError.standby : NodeError.restored(home.path)
        }
        guard yes else {
            switch format.format {
            case .json:
                try Output.write(
                    json: TrustedLogsOutput(
                        trusted: false, logs: node.ownOpenLogs.map(\.description)))
            case .table:
                Output.write(
                    "Nothing was changed. Say --yes to vouch that no newer copy of \(home.path) exists: where one does, two histories are signed, and this member is suspended."
                )
            }
            return
        }
        let origins = node.ownOpenLogs
        for origin in origins { try await node.writer.withLog { try $0.confirm(origin) } }
        switch format.format {
        case .json:
            try Output.write(
                json: TrustedLogsOutput(trusted: true, logs: origins.map(\.description)))
        case .table:
            for origin in origins { Output.write("\(origin) may be signed on.") }
        }
    }
}

struct TrustedLogsOutput: VersionedOutput {
    let version = 1
    let trusted: Bool
    let logs: [String]
}

struct RecoveredLogsOutput: VersionedOutput {
    struct Log: Encodable {
        let origin: String
        let heldBefore: UInt64
        let held: UInt64
        let shownByOthers: UInt64
        let answered: [String]
        let asked: Int
    }

    let version = 1
    let recovered: Bool
    let logs: [Log]

    init(_ logs: [HomeRecovery.Log], isDone: Bool) {
        recovered = isDone
        self.logs = logs.map {
            .init(
                origin: $0.origin.description, heldBefore: $0.before, held: $0.held,
                shownByOthers: $0.shown, answered: $0.answered.map(\.rawValue), asked: $0.asked)
        }
    }
}
