import AllianceNames
import AllianceNode
package import ArgumentParser
import CRDT
import MergedView
import Replication
import SQLiteStore

package struct ViewStatus: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "How far the view is: entries held, merged, indexed.",
        discussion: "Example: touchstone view status")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try OpenedNode(home.folder)
        let held = try node.logs.states().reduce(0) { $0 + $1.size }
        let progress = try node.view.textIndexProgress()
        let silent = try node.view.silentEntries().values.reduce(SilentEntries(), +)
        let view = ViewsOutput.View(
            entries: held, merged: progress.merged, indexed: progress.indexed, lag: progress.lag,
            silent: .init(silent))
        switch format.format {
        case .json: try Output.write(json: ViewsOutput(views: [view]))
        case .table:
            var table = Table(["entries held", "merged", "found by words", "not yet"])
            table.append(["\(held)", "\(view.merged)", "\(view.indexed)", "\(view.lag)"])
            Output.write(table.text)
            if silent != SilentEntries() {
                Output.write(
                    "saying nothing here: \(silent.unknownKind) of unknown kind, \(silent.undecodable) unreadable, \(silent.absent) without payload, \(silent.voidRetraction) void withdrawals"
                )
            }
        }
    }
}

struct ViewsOutput: VersionedOutput {
    struct Silent: Encodable {
        let unknownKind: UInt64
        let undecodable: UInt64
        let absent: UInt64
        let voidRetraction: UInt64

        init(_ silent: SilentEntries) {
            unknownKind = silent.unknownKind
            undecodable = silent.undecodable
            absent = silent.absent
            voidRetraction = silent.voidRetraction
        }
    }
    struct View: Encodable {
        let entries: UInt64
        let merged: UInt64
        let indexed: UInt64
        let lag: UInt64
        let silent: Silent
    }
    let version = 1
    let views: [View]
}
