import AllianceNode
package import ArgumentParser
import AuditTrail
import ProductAuthentication

package struct SnapshotList: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the sets of numbers that members have published and this node may read.",
        discussion: """
            'held' says whether the file and its key are here, so that questions can be answered \
            from it; a running node fetches them. Exit status 1 if there is none.

            Example: touchstone product snapshot list --format json
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let node = try home.open()
        let folder = node.objectFolder
        let found = try node.publishedSnapshots.all(in: node.channels).map { stated in
            SnapshotsOutput.Snapshot(
                stated,
                isHeld: try folder.holds(stated.file) && folder.key(of: stated.file) != nil,
                isExpired: node.clock.now() >= stated.expiresAt)
        }
        try home.recordLook(
            .view, by: "product snapshot list", results: found.count, for: purpose.stated)
        try SnapshotsOutput(snapshots: found).write(format: format.format)
        if found.isEmpty { throw CommandExit.negative }
    }
}
