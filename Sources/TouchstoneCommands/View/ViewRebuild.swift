import AllianceNames
import AllianceNode
package import ArgumentParser
import MergedView
import SQLiteStore
import TransparencyLog

package struct ViewRebuild: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Forget the view and fold all logs again; the same roots must come out.",
        discussion: """
            Leaves with 1 if a root differs from before. The node need not be stopped.

            Example: touchstone view rebuild
            """)

    @OptionGroup package var home: HomeOption

    package init() {}

    package func run() throws {
        let node = try home.open()
        let before = try roots(of: node)
        let progress = ProgressLine()
        try node.view.erase()
        let merged = try node.merger.catchUp { merged in
            progress.show("\(merged) entries folded")
            return true
        }
        progress.end()
        let after = try roots(of: node)
        Output.write("Folded \(merged) entries again.")
        var isSame = true
        for (channel, root) in after {
            let same = before[channel] == root
            isSame = isSame && same
            Output.write(
                "\(channel): \(root.hex), \(same ? "as before" : "was \(before[channel]?.hex ?? "none")")"
            )
        }
        guard isSame else { throw CommandExit.negative }
    }

    private func roots(of node: OpenedNode) throws -> [ChannelID: TransparencyLog.Digest] {
        let scope = try node.scope()
        return Dictionary(
            uniqueKeysWithValues: try node.channels.map {
                ($0, try node.view.stateRoot(of: $0, scope: scope).digest)
            })
    }
}
