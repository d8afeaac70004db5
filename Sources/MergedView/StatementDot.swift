package import AllianceNames
package import CRDT

/// One statement: the entry of a log that says it.
///
/// The leaf hash is left out: of a log that is not forked the index says it, and the statements of a
/// forked one do not count. Evidence for outsiders adds it from the log.
package typealias StatementDot = Dot<LogOrigin>

/// How much of each log a view has merged.
package typealias ViewFrontier = CausalContext<LogOrigin>

extension Dot<LogOrigin> {
    /// Whether an entry here can take back another: of the same member and channel, earlier in the same
    /// log or in an earlier epoch. Whether it counts the scope says.
    package func mayTakeBack(_ target: StatementDot) -> Bool {
        target.log.alliance == log.alliance && target.log.channel == log.channel
            && target.log.member == log.member
            && (target.log == log ? target.index < index : target.log.epoch < log.epoch)
    }
}
