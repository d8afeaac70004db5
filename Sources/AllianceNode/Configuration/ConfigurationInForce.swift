import Logging
import Synchronization

/// The configuration that a running node goes by, and where the next one comes from.
package final class ConfigurationInForce: Sendable {
    /// What a reading of the sources led to.
    struct Change {
        let configuration: NodeConfiguration
        /// In force from now on, where the node can.
        var live: [NodeSetting] = []
        /// Different from what the node runs with, and taken up when it starts again.
        var atNextStart: [NodeSetting] = []
    }

    private let sources: ConfigurationSources
    private let atStart: NodeConfiguration
    private let newest: Mutex<NodeConfiguration>
    private let log: LogOutput

    /// - Parameters:
    ///   - atStart: what the node was started with.
    ///   - log: of this process; takes level and format over.
    package init(
        _ atStart: NodeConfiguration, from sources: ConfigurationSources, log: LogOutput
    ) {
        self.sources = sources
        self.atStart = atStart
        newest = Mutex(atStart)
        self.log = log
    }

    /// Of a node without a desk too, whose commands may have begun an audit log.
    var auditDaysAtStart: Int? { atStart.auditDays }

    /// Reads the sources again. Blocks.
    /// - Returns: nil where something is wrong with them, which is logged: all stays as it was.
    func reload(logger: Logger) -> Change? {
        let reading = sources.read()
        guard reading.problems.isEmpty else {
            for problem in reading.problems {
                logger.error(
                    "the configuration is not taken up; the one before goes on",
                    metadata: ["reason": "\(problem)"])
            }
            return nil
        }
        let new = reading.configuration
        var change = Change(configuration: new)
        newest.withLock { newest in
            change.live = newest.settings(changedIn: new).filter(\.changesLive)
            newest = new
        }
        change.atNextStart = atStart.settings(changedIn: new).filter { !$0.changesLive }
        log.style = LogOutput.Style(format: new.logFormat, level: new.logLevel)
        return change
    }
}
