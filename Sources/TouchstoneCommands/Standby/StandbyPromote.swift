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

            Example: touchstone standby promote handover.note --home standby --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The handover; none in a new epoch.", completion: .file())
    var handover: String?
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
        guard yes else {
            Output.write("Nothing was changed. Say --yes to sign in \(home.path) from now on.")
            return
        }
        if let note {
            let quiet = Logger(label: "promotion") { _ in SwiftLogNoOpLogHandler() }
            _ = try await node.withPeerClient { client in
                try await node.promote(by: note, transport: client, logger: quiet)
            }
        } else {
            try node.promoteInNewEpoch()
        }
        Output.write(
            "\(home.path) signs as \(node.member) from now on. Restart its node if it runs, and have its endpoint in the member register lead here."
        )
        if try !node.isCosignerAdmitted() { Output.write(NewCosigner.sentence(node)) }
    }
}
