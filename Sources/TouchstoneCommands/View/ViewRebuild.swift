import AllianceNames
import AllianceNode
package import ArgumentParser
import CRDT
import MergedView
import SQLiteStore
import TransparencyLog

package struct ViewRebuild: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Forget the view and fold all logs again; the same roots must come out.",
        discussion: """
            Leaves with 1 if a root differs from before. The node need not be stopped; a channel \
            that grows meanwhile cannot be compared.

            Example: touchstone view rebuild
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open()
        let scope = try node.scope()
        let before = try Self.roots(of: node, scope)
        let progress = ProgressLine()
        try node.view.erase()
        let merged = try node.merger.catchUp { merged in
            progress.show("\(merged) entries folded")
            return true
        }
        let after = try Self.roots(of: node, scope)
        progress.end()
        try node.indexText()
        let output = RebuildsOutput(
            rebuilds: zip(before, after).map { old, new in
                RebuildsOutput.Rebuild(
                    channel: new.channel.rawValue, root: new.root.hex, before: old.root.hex,
                    entries: new.entries,
                    same: old.entries == new.entries ? old.root == new.root : nil)
            })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output, merged)
        }
        if output.rebuilds.contains(where: { $0.same == false }) { throw CommandExit.negative }
    }

    private func print(_ output: RebuildsOutput, _ merged: UInt64) {
        Output.write("Folded \(merged) entries again.")
        for rebuild in output.rebuilds {
            let comparison =
                switch rebuild.same {
                case true?: "as before"
                case false?: "was \(rebuild.before)"
                case nil: "grew meanwhile; run it again to compare"
                }
            Output.write("\(rebuild.channel): \(rebuild.root), \(comparison)")
        }
    }

    private struct ChannelRoot {
        let channel: ChannelID
        let root: TransparencyLog.Digest
        let entries: UInt64
    }

    /// By channel, with the entries that the root is over.
    private static func roots(of node: OpenedNode, _ scope: ViewScope) throws -> [ChannelRoot] {
        try node.channels.sorted().map { channel in
            let root = try node.view.stateRoot(of: channel, scope: scope).digest
            let frontier = try node.view.frontier()
            let entries = frontier.logs.filter { $0.channel == channel }
                .reduce(0) { $0 + frontier[$1] }
            return ChannelRoot(channel: channel, root: root, entries: entries)
        }
    }
}

struct RebuildsOutput: VersionedOutput {
    struct Rebuild: Encodable {
        let channel: String
        let root: String
        let before: String
        let entries: UInt64
        /// Absent where the channel grew meanwhile, so that nothing can be compared.
        let same: Bool?
    }
    let version = 1
    let rebuilds: [Rebuild]
}
