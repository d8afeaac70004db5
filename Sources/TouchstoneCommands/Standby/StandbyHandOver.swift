import AllianceNode
package import ArgumentParser
import Credentials
import Replication
import TransparencyLog

package struct StandbyHandOver: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hand-over",
        abstract: "End signing in this folder for good, so that a standby may go on.",
        discussion: """
            Run it where the member signs now, with the name that 'standby show' prints for the standby. \
            What is unsigned is signed; then the fence of this folder is closed, durably; only then is the \
            handover written, which the standby needs. It holds no secret. Said again for the same \
            standby, it writes the same.

            Example: touchstone standby hand-over 8c1f04d2a6b97e350f1d2c3b4a596877 --home verel \
            --output handover.note --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The standby's name.") var standby: String
    @Option(help: "Where to write the handover.", completion: .file()) var output: String
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        guard FenceID(parsing: standby) != nil else {
            throw ValidationError(
                "a standby's name has \(FenceID.digits) hexadecimal digits; 'touchstone standby show' prints it"
            )
        }
    }

    package func run() async throws {
        guard let standby = FenceID(parsing: standby) else { return }
        let node = try home.open(isMerged: false)
        guard yes else {
            return try write(
                standby, isDone: false,
                "Nothing was changed. Say --yes to sign nothing in \(home.path) any more, in favour of standby \(standby)."
            )
        }
        let note = try await node.handOver(to: standby)
        try DurableFile.write(note.description, to: output, mode: .open, replacing: true)
        try write(
            standby, isDone: true,
            """
            \(home.path) signs nothing any more.
            Wrote \(output). Next, on the standby: touchstone standby promote \(output) --home <its folder> --yes
            """)
    }

    private func write(_ standby: FenceID, isDone: Bool, _ text: String) throws {
        switch format.format {
        case .json:
            try Output.write(
                json: HandedOverOutput(
                    handedOver: isDone, home: home.path, standby: "\(standby)",
                    handover: isDone ? output : nil))
        case .table: Output.write(text)
        }
    }
}

struct HandedOverOutput: VersionedOutput {
    let version = 1
    /// The folder signs nothing any more.
    let handedOver: Bool
    let home: String
    let standby: String
    /// The file that the standby needs; absent where nothing was done.
    let handover: String?
}
