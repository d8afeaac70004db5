import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import SQLiteStore

/// `ORIGIN`: one log, by its name.
package struct OriginArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The log's name, as 'log list' prints it: <alliance>/<channel>/<member>/<epoch>.",
            valueName: "origin"))
    package var name: String

    package init() {}

    func origin() throws -> LogOrigin { try Self.origin(name) }

    static func origin(_ name: String) throws -> LogOrigin { try LogOrigin(parsing: name) }

    /// What is held of the log.
    /// - Throws: a sentence for a log of which nothing is held.
    func state(in node: OpenedNode) throws -> LogState {
        let origin = try origin()
        guard let state = try node.logs.state(of: origin) else {
            throw CommandError(
                "nothing is held of log \(origin); 'touchstone log list' shows which logs are")
        }
        return state
    }
}
