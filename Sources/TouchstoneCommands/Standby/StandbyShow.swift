import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Replication
import SQLiteStore

package struct StandbyShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Whether this folder signs, and how far it holds its member's logs.",
        discussion: """
            Leaves with 1 where this folder does not sign.

            Example: touchstone standby show --home standby
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try OpenedNode(home.folder, for: .recovery)
        let certs = node.home.certs
        let handedOver =
            DurableFile.exists(certs.logFence)
            ? try SigningFence(path: certs.logFence).read().handedOver : nil
        let output = StandbyOutput(
            state: node.isStandby
                ? "standby"
                : node.standing.isRestored
                    ? "restored" : handedOver != nil ? "handed-over" : "signs",
            standby: (node.standing.standby ?? handedOver)?.description,
            caughtUp: !node.standing.isRestored,
            logs: try node.logs.states().filter { $0.origin.member == node.member }.map {
                .init(
                    origin: $0.origin.description, size: $0.size,
                    signed: $0.served?.size ?? 0)
            })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            Output.write(output.sentence(of: home.path))
            for log in output.logs {
                Output.write(
                    "  \(log.origin): \(Plural.text(log.size, "entry", "entries")), signed to \(log.signed)"
                )
            }
        }
        if output.state != "signs" { throw CommandExit.negative }
    }
}

struct StandbyOutput: VersionedOutput {
    struct Log: Encodable {
        let origin: String
        let size: UInt64
        let signed: UInt64
    }

    let version = 1
    /// `signs`, `standby`, `restored` or `handed-over`.
    let state: String
    /// The standby's name: of this folder, or of the one that it has handed over to.
    let standby: String?
    let caughtUp: Bool
    let logs: [Log]

    func sentence(of home: String) -> String {
        switch state {
        case "standby":
            "\(home) is standby \(standby ?? "")" + (caughtUp ? "" : ", and has not caught up")
                + ". To take over: touchstone standby hand-over \(standby ?? "") on the machine that signs."
        case "restored": "\(home) was restored, and has not caught up: touchstone log recover"
        case "handed-over":
            "\(home) has handed over to standby \(standby ?? ""), and signs nothing."
        default: "\(home) signs."
        }
    }
}
