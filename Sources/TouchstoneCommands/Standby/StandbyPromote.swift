import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Logging
import Replication
import TransparencyLog

package struct StandbyPromote: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Make this standby the folder that signs.",
        discussion: """
            With the handover of the folder that signed until now: what it signed is pulled from others \
            where it is not held yet, compared with the handover, and the signing fence set. Where that \
            folder is lost, begin a new epoch instead: 'touchstone member new-epoch --home <standby>', \
            have the descriptor admitted, and promote without a handover. Restart a running standby \
            afterwards.

            --with brings what only that folder has, from a backup of it made after the handover and after \
            its node was stopped: its registry and what people prepare, which notices and orders went out, \
            and which deadlines were told of. In a new epoch, its newest backup.

            Example: touchstone standby promote handover.note --with saved --home standby --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The handover; none in a new epoch.", completion: .file())
    var handover: String?
    @Option(help: "A backup of the folder that signed until now.", completion: .directory)
    var with: String?
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() async throws {
        let node = try home.open(isMerged: false)
        guard node.isStandby else { throw NodeError.notStandby(home.path) }
        let note = try handover.map { path in
            let text = try DurableFile.text(path, bytesMax: Handover.bytesMax)
            do {
                return try SignedNote(parsing: text)
            } catch {
                throw RecoveryError.handoverMalformed("\(error)")
            }
        }
        let backup = try with.map { try HomeRestoration($0) }
        guard yes else {
            return try write(
                node, isDone: false,
                "Nothing was changed. Say --yes to sign in \(home.path) from now on.")
        }
        if let note {
            let quiet = Logger(label: "promotion") { _ in SwiftLogNoOpLogHandler() }
            _ = try await node.withPeerClient { client in
                try await node.promote(
                    by: note, with: backup, transport: client, logger: quiet)
            }
        } else {
            try node.promoteInNewEpoch(with: backup)
        }
        try write(
            node, isDone: true,
            "\(home.path) signs as \(node.member) from now on\(with.map { ", with what \($0) has" } ?? ""). Restart its node if it runs, and have its endpoint in the member register lead here."
        )
    }

    private func write(_ node: OpenedNode, isDone: Bool, _ text: String) throws {
        let isCosignerAdmitted = node.isCosignerAdmitted
        switch format.format {
        case .json:
            try Output.write(
                json: PromotedOutput(
                    promoted: isDone, home: home.path, member: node.member.rawValue,
                    cosignerAdmitted: isCosignerAdmitted))
        case .table:
            Output.write(text)
            if isDone, !isCosignerAdmitted { Output.write(NewCosigner.sentence(node)) }
        }
    }
}

struct PromotedOutput: VersionedOutput {
    let version = 1
    /// The folder signs from now on.
    let promoted: Bool
    let home: String
    let member: String
    /// False where the descriptor has to be admitted again before its cosignatures count.
    let cosignerAdmitted: Bool
}
