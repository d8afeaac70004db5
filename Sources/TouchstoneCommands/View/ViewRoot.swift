import AllianceNames
import AllianceNode
package import ArgumentParser
import MergedView
import Replication
import SQLiteStore
import TransparencyLog

package struct ViewRoot: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "root",
        abstract: "The same-records check: a digest of each channel's view.",
        discussion: """
            Members of a channel that hold the same evidence print the same digest.

            Example: touchstone view root --channel alliance
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Option(name: .customLong("channel"), help: "Only this channel.") var channels: [String] = []

    package init() {}

    package func run() throws {
        let node = try home.open()
        let asked = try channels.map { try ChannelID(parsing: $0) }
        let scope = try node.scope()
        let states = try node.logs.states()
        let roots = try (asked.isEmpty ? node.channels.sorted() : asked).map { channel in
            RootsOutput.Root(
                channel: channel.rawValue,
                root: try node.view.stateRoot(of: channel, scope: scope).digest.hex,
                foldVersion: Fold.version,
                entries: states.filter { $0.origin.channel == channel }
                    .reduce(0) { $0 + $1.size })
        }
        switch format.format {
        case .json: try Output.write(json: RootsOutput(roots: roots))
        case .table:
            var table = Table(["channel", "same-records check", "entries"])
            for root in roots { table.append([root.channel, root.root, "\(root.entries)"]) }
            Output.write(table.text)
        }
    }
}

struct RootsOutput: VersionedOutput {
    struct Root: Encodable {
        let channel: String
        let root: String
        let foldVersion: UInt32
        let entries: UInt64
    }
    let version = 1
    let roots: [Root]
}
