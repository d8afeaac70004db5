package import ArgumentParser

package struct SnapshotCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Sets of issued numbers that answer while their owner is offline.",
        discussion: "Example: touchstone product snapshot list",
        subcommands: [SnapshotPublish.self, SnapshotList.self, SnapshotWithdraw.self])

    package init() {}
}
